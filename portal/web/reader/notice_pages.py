"""Pages that say that something is not here: a missing edition, a withdrawn one; and the chooser of languages."""

from dataclasses import replace

from portal.content import listing
from portal.content.kinds import KINDS
from portal.content.reading import Found
from portal.i18n.languages import LANGUAGES, SOURCE
from portal.i18n.marks import N_, Message
from portal.web import urls
from portal.web.alternates import alternates
from portal.web.reader import pages
from portal.web.reader.cards import cards, moment
from portal.web.reader.shell import Frame, bare_shell, everywhere, shell
from portal.web.reader.story_page import edition_paths, missing_paths
from portal.web.translations import translate
from portal.web.view import View

LATEST = 3


def missing_page(view: View, found: Found, *, asked: bool) -> pages.MissingPage:
    """Return the page for a story that is public, but not in the page's language."""
    original = found.in_language(found.story.source_language) or found.editions[0]
    language = LANGUAGES[original.language]
    kind = KINDS[found.story.kind]
    return pages.MissingPage(
        # The headline is in another language, and a title has only the page's.
        shell=shell(view, _frame(found, "missing", title=view.say(N_("This has not been published in English yet")))),
        story=found.story.public_id,
        headline=pages.Fragment(original.headline, language.code, language.direction),
        kind_label=view.say(kind.label),
        editions=edition_rows(found),
        ask_url=f"/{view.language.code}/requests",
        moment=moment(original.published, view),
        asked=asked,
        latest=_latest(view),
        demo=found.story.is_demo,
    )


def gone_page(view: View, found: Found) -> pages.GonePage:
    """Return the page for an edition that was public once and is not any more."""
    edition = found.edition
    withdrawn = edition.withdrawn_at if edition else None
    reason = edition.withdrawal_reason if edition else None
    ended = withdrawn or (edition.expire_at if edition else None)
    language = LANGUAGES[edition.language] if edition else view.language
    is_foreign = language is not view.language
    return pages.GonePage(
        shell=shell(view, _frame(found, "gone", title=view.say(N_("No longer available")))),
        state="withdrawn" if withdrawn else "expired",
        reason=(pages.Fragment(reason, language.code, language.direction) if is_foreign else pages.Fragment(reason))
        if reason
        else None,
        moment=moment(ended, view) if ended else None,
        editions=edition_rows(found),
        latest=_latest(view),
    )


def edition_rows(found: Found) -> tuple[pages.EditionRow, ...]:
    """Return the public editions of a story, each by its language's own name."""
    paths = edition_paths(found)
    return tuple(
        pages.EditionRow(
            language=other.language,
            dir=LANGUAGES[other.language].direction,
            hreflang=LANGUAGES[other.language].hreflang,
            endonym=LANGUAGES[other.language].endonym,
            headline=other.headline,
            url=paths[other.language],
        )
        for other in found.editions
    )


def chooser_page(*, site_url: str) -> pages.ChooserPage:
    """Return the page for readers whose languages match none of ours; needs no database."""
    frame = bare_shell(SOURCE, page="chooser", title=translate(Message(N_("Choose a language")), SOURCE))
    front_door = "/"
    return pages.ChooserPage(
        shell=replace(
            frame,
            canonical=site_url + front_door,
            alternates=alternates(everywhere("/{language}/"), site_url=site_url, default=front_door),
        ),
        rows=tuple(
            pages.ChooserRow(
                code=code,
                dir=language.direction,
                hreflang=language.hreflang,
                endonym=language.endonym,
                href=urls.home_path(code),
                site_name=translate(Message(N_("Coalition Portal")), code),
                # Translators: name your own language in place of English
                invitation=translate(Message(N_("Read the news in English")), code),
            )
            for code, language in LANGUAGES.items()
        ),
    )


def _frame(found: Found, page: pages.PageName, *, title: str) -> Frame:
    """A page without canonical address and alternates, whose switcher still leads to what exists.

    Where no edition is left it leads to the home pages, and no language is marked as the one that lacks something.
    """
    return Frame(
        page=page,
        title=title,
        paths=edition_paths(found),
        missing_paths=missing_paths(found) if found.editions else {},
        noindex=True,
        demo=found.story.is_demo,
    )


def _latest(view: View) -> tuple[pages.Card, ...]:
    only = listing.Filter(kinds=[kind.code for kind in KINDS.values() if kind.is_listed])
    found = listing.page(view.session, view.language.code, now=view.now, limit=LATEST, only=only)
    return cards(found.items, view)
