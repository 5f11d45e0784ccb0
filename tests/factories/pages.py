"""Hand-made pages of every type in every language, for templates that are drawn without a database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from portal.i18n.languages import LANGUAGES
from portal.web.reader import pages
from tests.factories.page_parts import INSTANT, SITE, Parts
from tests.factories.page_texts import TEXTS


@dataclass(frozen=True)
class Sample:
    """One page and the template that draws it."""

    name: str
    template: str
    page: Any


def samples(language: str) -> Iterator[Sample]:
    """Yield a page of every type in one language; names are unique and fit for file names."""
    make = Maker(language)
    yield Sample("home", "reader/home.html", make.home())
    yield Sample("home-empty", "reader/home.html", pages.HomePage(shell=make.shell("home", title=make.text["site"])))
    yield Sample("list", "reader/list.html", make.list_page())
    yield Sample("list-papers", "reader/list.html", make.list_page(layout="papers"))
    yield Sample("list-campaigns", "reader/list.html", make.list_page(layout="campaigns"))
    yield Sample("list-empty", "reader/list.html", make.list_page(cards=()))
    yield Sample("story", "reader/story.html", make.story())
    yield Sample("story-translated", "reader/story.html", make.story(provenance=make.provenance("major")))
    yield Sample("statement", "reader/kinds/statement.html", make.statement())
    yield Sample("campaign", "reader/kinds/campaign.html", make.campaign_story())
    yield Sample(
        "video", "reader/story.html", make.story(kind="video", kind_label=make.text["videos"], video=make.video())
    )
    yield Sample("page", "reader/kinds/page.html", make.story(kind="page", headline=make.text["about"], lead=None))
    yield Sample("missing", "reader/missing.html", make.missing())
    yield Sample("gone", "reader/gone.html", make.gone())
    yield Sample("search", "reader/search.html", make.search())
    yield Sample("search-start", "reader/search.html", pages.SearchPage(shell=make.shell("search"), query=""))
    yield Sample("partners", "reader/partners.html", make.partners())
    yield Sample("partner", "reader/partner.html", make.partner_page())
    yield Sample("social", "reader/social.html", make.social())
    yield Sample("chooser", "reader/chooser.html", make.chooser())
    for status in (400, 403, 404, 405, 413, 429, 500, 503):
        yield Sample(f"error-{status}", "reader/error.html", make.error(status))


class Maker(Parts):
    """Makes pages in one language."""

    def home(self) -> pages.HomePage:
        text = self.text
        first, *others = self.cards()
        episode = self.card("third", note=text["episode"], duration=text["minute"])
        lines = tuple(pages.Link(text["line"], "/a") for _ in range(4))
        return pages.HomePage(
            shell=self.shell("home"),
            breaking=pages.Breaking(text["breaking"], "/a"),
            hero=pages.Hero(
                headline=text["hero"],
                lead=text["hero_lead"],
                paragraphs=(text["hero_more"],),
                href="/a",
                picture=pages.Picture(src="/pictures/hero-rivers.svg", width=960, height=640, alt=text["alt"]),
                demo=True,
            ),
            sections=(
                pages.Latest(
                    large=first, middle=tuple(others[:2]), small=(*others, self.card("first")), more_url="/news/"
                ),
                pages.Statements(first=self.statement_card(), others=(), more_url="/statements/"),
                pages.About(
                    page=pages.Link(text["about"], "/a"),
                    text=text["members_text"],
                    members=pages.Count(83, text["members"]),
                    lines=lines,
                ),
                pages.Campaigns(
                    cards=(self.campaign_card(), self.campaign_card(), self.campaign_card()), more_url="/campaigns/"
                ),
                pages.Series(heading=text["series"], cards=(episode, episode, episode, episode), more_url="/series/"),
                pages.Social(posts=(self.post(), self.post(), self.post(), self.post()), more_url="/social/"),
                pages.OtherLanguages(cards=(self.foreign_card(), self.foreign_card())),
                pages.Partners(
                    organisations=(self.partner("nato", organisation=True),),
                    total=pages.Count(83, text["members"]),
                    more_url="/partners/",
                ),
            ),
        )

    def list_page(self, **changes: Any) -> pages.ListPage:
        cards = {"papers": self.statement_card, "campaigns": self.campaign_card}
        one = cards.get(changes.get("layout", ""))
        fields: dict[str, Any] = {
            "shell": self.shell("list", title=self.text["news"]),
            "heading": self.text["news"],
            "cards": (one(), one()) if one else (*self.cards(), self.foreign_card()),
            "intro": pages.Fragment(self.text["first_text"]),
            "others": (
                pages.Link(self.text["date"], "/2021/03/"),
                pages.Link(self.text["date"], "/2021/02/", current=True),
            ),
            "next_url": "/news/?after=abc",
            "first_url": "/news/",
        }
        return pages.ListPage(**(fields | changes))

    def story(self, **changes: Any) -> pages.StoryPage:
        text = self.text
        fields: dict[str, Any] = {
            "shell": self.shell("story", title=text["second"]),
            "story": 4711001,
            "kind": "news",
            "kind_label": text["news"],
            "revision": 5,
            "revision_text": text["two"],
            "headline": text["second"],
            "standfirst": text["first_text"],
            "byline": "Portal",
            "dateline": text["place"],
            "blocks": self.blocks(),
            "short_url": f"{SITE}/s/4711001",
            "published": pages.Moment(INSTANT, text["time"]),
            "updated": pages.Moment(INSTANT, text["time"]),
            "lead": pages.Figure(self.picture(text["alt"]), text["caption"], "Portal"),
            "corrections": (pages.Correction(pages.Moment(INSTANT, text["date"]), text["fourth"]),),
            "demo": True,
            "crumbs": (pages.Link(text["news"], "/news/"), pages.Link(text["campaign"], "/campaigns/4711004-a")),
            "campaigns": (pages.Link(text["campaign"], "/campaigns/4711004-a"),),
            "hashtags": (self.hashtag(),),
            "series": pages.Link(text["series"], "/series/4711005-a"),
            "partners": (self.partner("us"), self.partner("nato", organisation=True)),
            "topics": (pages.Link(text["topic"], "/topics/4711006-a"),),
            "places": (pages.Link(text["place"], "/places/4711007-a"),),
            "related": self.cards()[:3],
        }
        return pages.StoryPage(**(fields | changes))

    def statement(self) -> pages.StoryPage:
        signed = tuple(
            pages.Signatory(pages.Fragment(self.text[name]), pages.Fragment(self.text["office"]), "/partners/1")
            for name in ("us", "germany", "nato")
        )
        return self.story(
            kind="statement",
            kind_label=self.text["statements"],
            headline=self.text["statement"],
            standfirst=self.text["statement_text"],
            provenance=self.provenance("critical"),
            authoritative=TEXTS["en"]["language"],
            signatories=signed,
        )

    def campaign_story(self) -> pages.StoryPage:
        return self.story(
            kind="campaign", headline=self.text["campaign"], campaign_cards=self.cards(), next_url="?after=abc"
        )

    def missing(self) -> pages.MissingPage:
        original = self.editions()[-1]
        return pages.MissingPage(
            shell=self.shell("missing", canonical=None, alternates=(), noindex=True),
            story=4711001,
            headline=pages.Fragment(original.headline, original.language, original.dir),
            kind_label=self.text["news"],
            editions=self.editions(),
            ask_url=f"/{self.language.code}/requests",
            moment=pages.Moment(INSTANT, self.text["date"]),
            latest=self.cards()[:3],
        )

    def gone(self) -> pages.GonePage:
        return pages.GonePage(
            shell=self.shell("gone", canonical=None, alternates=(), noindex=True),
            state="withdrawn",
            reason=pages.Fragment(self.text["fourth"]),
            moment=pages.Moment(INSTANT, self.text["date"]),
            editions=self.editions(),
            latest=self.cards()[:3],
        )

    def search(self) -> pages.SearchPage:
        text, other = self.text, Parts("ckb" if self.language.code != "ckb" else "ar")
        foreign = pages.Foreign(other.text["language"], other.language.hreflang)
        option = pages.FacetOption(
            value="news", label=text["news"], count=self.count(12), href="?kind=news", chosen=True
        )
        another = pages.FacetOption(value="video", label=text["videos"], count=self.count(2), href="?kind=video")
        return pages.SearchPage(
            shell=self.shell("search", title=text["word"], noindex=True),
            query=text["word"],
            total=self.count(12),
            hits=(self.hit(), self.hit(), self.hit()),
            facets=(pages.Facet("kind", text["topic"], (option, another)),),
            dates=pages.DateRange("2021-01-01", "2021-03-31"),
            sort_links=(pages.Link(text["date"], "?sort=newest"), pages.Link(text["topic"], "?", current=True)),
            kept=(("kind", "news"), ("from", "2021-01-01")),
            clear_url="?q=a",
            also=(
                pages.AlsoIn(
                    language=other.language.code,
                    name=other.text["language"],
                    total=self.count(2),
                    hits=(other.hit(foreign=foreign, kind_label=text["news"]),),
                    href=f"/{other.language.code}/search?q=a",
                ),
            ),
            relaxed=True,
            did_you_mean=pages.DidYouMean(text["topic"], "?q=b"),
            paging=pages.Paging(
                pages=(pages.PageLink(text["two"], None), None, pages.PageLink(text["twelve"], "?page=12")),
                next_url="?page=3",
            ),
        )

    def partners(self) -> pages.PartnersPage:
        letters = [letter.upper() for letter in self.language.alphabet]
        groups = tuple(
            pages.LetterGroup(letter, f"l{number}", (self.partner("us"), self.partner("germany")) if number % 3 else ())
            for number, letter in enumerate(letters)
        )
        return pages.PartnersPage(
            shell=self.shell("partners", title=self.text["partners"]),
            heading=self.text["partners"],
            total=pages.Count(83, self.text["members"]),
            intro=self.text["members_text"],
            organisations=(self.partner("nato", organisation=True),),
            groups=groups,
        )

    def partner_page(self) -> pages.PartnerPage:
        names = tuple(
            pages.Fragment(TEXTS[other.code]["us"], other.code, other.direction)
            for other in LANGUAGES.values()
            if other is not self.language
        )
        return pages.PartnerPage(
            shell=self.shell("list", title=self.text["us"]),
            name=pages.Fragment(self.text["us"]),
            organisation=False,
            cards=self.cards(),
            other_names=names,
            crumbs=(pages.Link(self.text["partners"], "/partners/"),),
            next_url="?after=abc",
        )

    def social(self) -> pages.SocialPage:
        posts = tuple(self.post() for _ in range(8))
        return pages.SocialPage(
            shell=self.shell("social", title=self.text["social"]),
            heading=self.text["social"],
            posts=posts,
            total=self.count(12),
            next_url="?after=abc",
        )

    def chooser(self) -> pages.ChooserPage:
        rows = tuple(
            pages.ChooserRow(
                code=other.code,
                dir=other.direction,
                hreflang=other.hreflang,
                endonym=other.endonym,
                href=f"/{other.code}/",
                site_name=TEXTS[other.code]["site"],
                invitation=TEXTS[other.code]["hero"],
            )
            for other in LANGUAGES.values()
        )
        return pages.ChooserPage(
            shell=self.shell("chooser", title=" · ".join(row.site_name for row in rows)), rows=rows
        )

    def error(self, status: int) -> pages.ErrorPage:
        shell = self.shell("error", canonical=None, alternates=(), open_graph=None, noindex=True)
        return pages.ErrorPage(shell=shell, status=status, links=(pages.Link(self.text["news"], "/news/"),))
