"""The frame around every reader page: head, switcher, navigation, links of the site."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from portal.content.kinds import KINDS
from portal.content.models import Edition, Story
from portal.content.visibility import visible
from portal.i18n.languages import LANGUAGES
from portal.i18n.marks import N_
from portal.web import urls
from portal.web.alternates import alternates
from portal.web.assets import font_urls
from portal.web.reader.pages import (
    FeedLink,
    LanguageLink,
    Link,
    NavigationItem,
    OpenGraph,
    PageName,
    Shell,
)
from portal.web.view import View

ABOUT = "what-is-the-coalition"
"""The handle of the page that the navigation ends with."""

SITE_PAGES = (ABOUT, "press", "accessibility", "privacy", "imprint")
"""Handles of the pages about the site, in the order of the footer."""


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What a page tells its frame.

    ``paths`` are the addresses of the page by language where it is public; languages left out are drawn as missing and
    link to ``missing_path`` or the language's home. ``default`` is the path for x-default. Without ``path`` the page
    has no canonical address and no alternates. ``section`` is the path of the list that the navigation marks.
    """

    page: PageName
    title: str
    path: str | None = None
    paths: Mapping[str, str] = field(default_factory=dict)
    missing_paths: Mapping[str, str] = field(default_factory=dict)
    default: str | None = None
    description: str | None = None
    section: str | None = None
    feed: str | None = None
    noindex: bool = False
    open_graph: OpenGraph | None = None
    demo: bool = False


def shell(view: View, frame: Frame) -> Shell:
    """Return the frame of a page, finished. Reads the pages about the site with one statement."""
    language = view.language
    pages = _site_pages(view)
    site_url = view.services.settings.site_url
    return Shell(
        page=frame.page,
        language=language.code,
        dir=language.direction,
        title=frame.title,
        home_url=urls.home_path(language.code),
        switcher=switcher(language.code, frame),
        description=frame.description,
        canonical=view.absolute(frame.path) if frame.path and not frame.noindex else None,
        alternates=(
            alternates(frame.paths, site_url=site_url, default=frame.default)
            if frame.path and not frame.noindex
            else ()
        ),
        noindex=frame.noindex,
        open_graph=frame.open_graph,
        feed=FeedLink(frame.feed or urls.feed_path(language.code), view.say(N_("Coalition Portal: new stories"))),
        navigation=_navigation(view, frame.section, pages.get(ABOUT)),
        site_links=tuple(pages[handle] for handle in SITE_PAGES if handle in pages),
        search_url=f"/{language.code}/search",
        fonts=font_urls(language.script),
        demo=frame.demo or any_demo(view),
    )


def bare_shell(language_code: str, *, page: PageName, title: str) -> Shell:
    """Return a frame that needs no database: for failures, and for the chooser."""
    language = LANGUAGES[language_code]
    return Shell(
        page=page,
        language=language.code,
        dir=language.direction,
        title=title,
        home_url=urls.home_path(language.code),
        switcher=switcher(None, Frame(page=page, title=title)),
        noindex=page == "error",
        fonts=font_urls(language.script),
    )


def switcher(current: str | None, frame: Frame) -> tuple[LanguageLink, ...]:
    """Return all languages in their fixed order: the page itself, its other editions, or where it is missing."""
    links = []
    for code, language in LANGUAGES.items():
        missing = frame.missing_paths.get(code) if code not in frame.paths else None
        links.append(
            LanguageLink(
                code=code,
                dir=language.direction,
                hreflang=language.hreflang,
                endonym=language.endonym,
                href=frame.paths.get(code) or missing or urls.home_path(code),
                current=code == current,
                missing=missing is not None,
            )
        )
    return tuple(links)


def everywhere(pattern: str) -> dict[str, str]:
    """Return the paths of a page that every language has; ``pattern`` holds ``{language}``."""
    return {code: pattern.format(language=code) for code in LANGUAGES}


def _navigation(view: View, section: str | None, about: Link | None) -> tuple[NavigationItem, ...]:
    code = view.language.code
    listed = [(kind.plural, f"{kind.path}/") for kind in KINDS.values() if kind.is_listed]
    listed += [(N_("Partners"), "partners/"), (N_("Social wall"), "social/")]
    items = [NavigationItem(view.say(label), f"/{code}/{path}", current=path == section) for label, path in listed]
    if about is not None:
        items.append(NavigationItem(about.label, about.href, current=section == ABOUT, wide=True))
    return tuple(items)


def _site_pages(view: View) -> dict[str, Link]:
    """Return the pages about the site that are public in the page's language, by handle."""
    rows = view.session.execute(
        select(Story.handle, Edition.kind, Edition.public_id, Edition.slug)
        .join(Edition, Edition.story_id == Story.id)
        .where(Story.handle.in_(SITE_PAGES), Edition.language == view.language.code, visible(view.now))
    )
    labels = {
        ABOUT: N_("What is the coalition?"),
        "press": N_("Press contact"),
        "accessibility": N_("Accessibility"),
        "privacy": N_("Privacy"),
        "imprint": N_("Imprint"),
    }
    return {
        handle: Link(view.say(labels[handle]), urls.story_path(view.language.code, kind, public_id, slug))
        for handle, kind, public_id, slug in rows
        if handle is not None
    }


def any_demo(view: View) -> bool:
    """Say whether the site holds demonstration content, which the masthead then says on every page."""
    return view.session.scalar(select(Story.id).where(Story.is_demo).limit(1)) is not None
