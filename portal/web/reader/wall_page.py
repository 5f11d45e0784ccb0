"""The social wall, drawn by us from what we keep."""

import re
from html import unescape

from portal.content import listing, wall
from portal.i18n.languages import SOURCE
from portal.i18n.marks import N_
from portal.web.reader import pages, pictures
from portal.web.reader.cards import moment
from portal.web.reader.shell import Frame, everywhere, shell
from portal.web.view import View

PER_PAGE = 12

_PARTS = re.compile(r"<bdi(?:\s[^>]*?dir=\"(ltr|rtl)\")?[^>]*>(.*?)</bdi>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def wall_page(view: View, *, after: listing.Cursor | None) -> pages.SocialPage:
    """Return a page of the wall."""
    code = view.language.code
    found = wall.page(view.session, code, limit=PER_PAGE, after=after)
    total = wall.count(view.session, code)
    path = f"/{code}/social/"
    heading = view.say(N_("Social wall"))
    return pages.SocialPage(
        shell=shell(
            view,
            Frame(
                page="social",
                title=heading,
                path=path,
                paths=everywhere("/{language}/social/"),
                default=f"/{SOURCE}/social/",
                section="social/",
                noindex=after is not None,
            ),
        ),
        heading=heading,
        posts=posts(found, view),
        total=pages.Count(total, view.number(total)),
        next_url=f"{path}?after={found.next}" if found.next else None,
    )


def posts(found: wall.Wall, view: View) -> tuple[pages.SocialPost, ...]:
    """Return posts as they are drawn."""
    return tuple(
        pages.SocialPost(
            id=post.id,
            language=view.language.code,
            dir=view.language.direction,
            handle=post.handle,
            text=parts(post.html),
            moment=moment(post.posted_at, view),
            url=post.url,
            picture=pictures.picture(post.asset, view, sizes=pictures.CARD_SIZES),
            demo=post.is_demo,
        )
        for post in found.posts
    )


def parts(html: str) -> tuple[pages.TextPart, ...]:
    """Cut a post into plain text and the isolated pieces in it (hashtags, handles)."""
    cut: list[pages.TextPart] = []
    place = 0
    for match in _PARTS.finditer(html):
        cut.append(pages.TextPart(_text(html[place : match.start()])))
        cut.append(pages.TextPart(_text(match[2]), "rtl" if match[1] == "rtl" else "ltr"))
        place = match.end()
    cut.append(pages.TextPart(_text(html[place:])))
    return tuple(part for part in cut if part.text)


def _text(html: str) -> str:
    return unescape(_TAG.sub("", html))
