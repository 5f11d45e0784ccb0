"""The parts that hand-made pages share: frame, cards, blocks, hits; in one language each."""

from __future__ import annotations

from typing import Any

from portal.i18n.languages import LANGUAGES
from portal.text.markup import clean_inline
from portal.web.hreflang import Alternate
from portal.web.reader import pages
from tests.factories.page_texts import TEXTS

SITE = "https://portal.example"
INSTANT = "2021-03-16T07:00:00Z"
PICTURES = (
    "ten-cities",
    "classroom",
    "river-bend",
    "playground",
    "open-pages",
    "cut-flow",
    "cleared-lane",
    "sixty-city",
)


class Parts:
    """Makes the parts of pages in one language."""

    def __init__(self, language: str) -> None:
        self.language = LANGUAGES[language]
        self.text = TEXTS[language]
        self.pictures = 0

    def shell(self, page: pages.PageName, **changes: Any) -> pages.Shell:
        text, code = self.text, self.language.code
        links = tuple(
            pages.LanguageLink(
                code=other.code,
                dir=other.direction,
                hreflang=other.hreflang,
                endonym=other.endonym,
                href=f"/{other.code}/",
                current=other is self.language,
                missing=page == "story" and other.code == "kmr" and code != "kmr",
            )
            for other in LANGUAGES.values()
        )
        names = ("news", "statements", "campaigns", "videos", "partners", "social", "about")
        navigation = tuple(
            pages.NavigationItem(
                text[name], f"/{code}/{name}/", current=name == "news" and page == "list", wide=name == "about"
            )
            for name in names
        )
        fields: dict[str, Any] = {
            "page": page,
            "language": code,
            "dir": self.language.direction,
            "title": text["hero"],
            "description": text["hero_lead"],
            "home_url": f"/{code}/",
            "switcher": links,
            "canonical": f"{SITE}/{code}/",
            "alternates": tuple(Alternate(link.hreflang, f"{SITE}{link.href}") for link in links if not link.missing),
            "open_graph": pages.OpenGraph(
                type="website",
                url=f"{SITE}/{code}/",
                locale=self.language.og_locale,
                title=text["hero"],
                image=f"{SITE}/a.jpg",
            ),
            "feed": pages.FeedLink(f"/{code}/feed.atom", text["site"]),
            "navigation": navigation,
            "site_links": tuple(
                pages.Link(text[name], f"/{code}/{name}") for name in ("about", "privacy", "accessibility")
            ),
            "search_url": f"/{code}/search",
            "demo": True,
        }
        return pages.Shell(**(fields | changes))

    def picture(self, alt: str = "") -> pages.Picture:
        self.pictures += 1
        name = PICTURES[self.pictures % len(PICTURES)]
        return pages.Picture(src=f"/pictures/{name}.svg", width=480, height=300, alt=alt)

    def card(self, headline: str, **changes: Any) -> pages.Card:
        fields: dict[str, Any] = {
            "story": 4711001 + self.pictures,
            "language": self.language.code,
            "dir": self.language.direction,
            "kind": "news",
            "kind_label": self.text["news"],
            "url": f"/{self.language.code}/news/4711001-a",
            "headline": self.text[headline],
            "standfirst": self.text["first_text"],
            "moment": pages.Moment(INSTANT, self.text["date"]),
            "picture": self.picture(),
            "demo": True,
        }
        return pages.Card(**(fields | changes))

    def cards(self) -> tuple[pages.Card, ...]:
        film = self.card("third", kind="video", kind_label=self.text["videos"], duration=self.text["minute"])
        return self.card("first"), self.card("second"), film, self.card("fourth", picture=None), self.card("hero")

    def foreign_card(self) -> pages.Card:
        other = Parts("ar" if self.language.code == "en" else "en")
        foreign = pages.Foreign(other.text["language"], other.language.hreflang)
        return other.card(
            "second", foreign=foreign, kind_label=self.text["news"], moment=pages.Moment(INSTANT, self.text["date"])
        )

    def statement_card(self) -> pages.Card:
        names = (self.text["us"], self.text["germany"], self.text["nato"])
        return self.card(
            "statement", kind="statement", standfirst=self.text["statement_text"], issuers=names, picture=None
        )

    def campaign_card(self) -> pages.Card:
        return self.card("campaign", kind="campaign", standfirst=self.text["campaign_text"], hashtags=(self.hashtag(),))

    def hashtag(self) -> pages.Hashtag:
        return pages.Hashtag("#DestructiveLegacy", "ltr", "/search?q=%23DestructiveLegacy")

    def partner(self, name: str, *, organisation: bool = False) -> pages.Partner:
        return pages.Partner(pages.Fragment(self.text[name]), f"/{self.language.code}/partners/4711002-a", organisation)

    def post(self) -> pages.SocialPost:
        parts = (pages.TextPart(self.text["post"]), pages.TextPart("#DestructiveLegacy", "ltr"))
        return pages.SocialPost(
            id=4711003 + self.pictures,
            language=self.language.code,
            dir=self.language.direction,
            handle="@coalition",
            text=parts,
            moment=pages.Moment(INSTANT, self.text["date"]),
            picture=self.picture(),
            demo=True,
        )

    def count(self, n: int) -> pages.Count:
        return pages.Count(n, self.text["twelve" if n == 12 else "two"])

    def blocks(self) -> tuple[pages.Block, ...]:
        text, inline = self.text, clean_inline
        figure = pages.Figure(self.picture(text["alt"]), text["caption"], "Portal")
        return (
            pages.ParagraphBlock(id="b1", html=inline(text["paragraph"])),
            pages.HeadingBlock(id="b2", level=2, html=inline(text["heading"])),
            pages.ListBlock(id="b3", numbered=False, items=(inline(text["item"]), inline(text["second"]))),
            pages.ListBlock(
                id="b4",
                numbered=True,
                items=(inline(text["item"]), inline(text["second"])),
                digits=self.language.digits,
            ),
            pages.QuoteBlock(id="b5", html=inline(text["second"]), attribution=text["office"]),
            pages.ImageBlock(id="b6", figure=figure),
            pages.GalleryBlock(id="b7", figures=(figure, figure)),
            pages.VideoBlock(id="b8", video=self.video()),
            pages.FileBlock(id="b9", href="/media/a.pdf", name=text["second"], format="PDF", size=text["kb"]),
            pages.FactboxBlock(id="b10", title=text["heading"], items=(inline(text["item"]), inline(text["fourth"]))),
            pages.EmbedBlock(
                id="b11", url="https://example.org/a", title=text["third"], site="example.org", description=text["item"]
            ),
            pages.TableBlock(
                id="b12",
                caption=text["heading"],
                header=tuple(map(inline, (text["place"], text["topic"], text["date"]))),
                rows=(tuple(map(inline, (text["place"], text["twelve"], text["date"]))),) * 3,
            ),
            pages.ParagraphBlock(id="b13", html=inline("Kept as it is: <em>Maslawi</em>."), language="en", dir="ltr"),
        )

    def video(self) -> pages.Video:
        text = self.text
        return pages.Video(
            sources=(pages.VideoSource("/media/a.webm", "video/webm"), pages.VideoSource("/media/a.mp4", "video/mp4")),
            poster="/pictures/sixty-city.svg",
            width=960,
            height=540,
            label=text["third"],
            duration=text["minute"],
            tracks=(pages.Track("/media/a.vtt", self.language.code, self.language.endonym, default=True),),
            caption=text["caption"],
            credit="Portal",
            transcript=(text["hero_lead"],),
        )

    def provenance(self, stale: pages.Staleness) -> pages.Provenance:
        return pages.Provenance(
            source_language="en",
            source_hreflang="en",
            source_name="English",
            source_revision=3,
            source_revision_text=self.text["two"],
            stale=stale,
            original_url="/en/news/4711001-a",
            changed_on=pages.Moment(INSTANT, self.text["date"]),
            changed=(pages.ChangedBlock("p-b3", self.text["two"]),),
        )

    def editions(self) -> tuple[pages.EditionRow, ...]:
        return tuple(
            pages.EditionRow(
                language=other.code,
                dir=other.direction,
                hreflang=other.hreflang,
                endonym=other.endonym,
                headline=TEXTS[other.code]["second"],
                url=f"/{other.code}/news/4711001-a",
            )
            for other in LANGUAGES.values()
            if other is not self.language
        )

    def hit(self, **changes: Any) -> pages.Hit:
        before, word, after = self.text["third"].partition(self.text["word"])
        fields: dict[str, Any] = {
            "story": 4711001,
            "language": self.language.code,
            "dir": self.language.direction,
            "url": "/news/4711001-a",
            "kind_label": self.text["news"],
            "headline": (
                pages.SnippetPart(before),
                pages.SnippetPart(word or "…", marked=True),
                pages.SnippetPart(after),
            ),
            "snippet": (pages.SnippetPart(self.text["hero_lead"]), pages.SnippetPart(self.text["word"], marked=True)),
            "moment": pages.Moment(INSTANT, self.text["date"]),
        }
        return pages.Hit(**(fields | changes))
