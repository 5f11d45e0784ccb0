"""A site with something of everything, made through the verbs: every kind and block, and every way to be absent.

What it says comes from a ``Wording``, so that a test can have real words, or words that it recognises on a page.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

import av
from PIL import Image

from portal.content.addresses import story_path
from portal.content.commands import Context, correct, create_story, publish, withdraw
from portal.content.commands.site import Placement, PostDraft, compose_home, put_post
from portal.content.commands.terms import put_term
from portal.content.drafts import EditionDraft, parse_story
from portal.content.history import edition_in
from portal.content.home import SECTIONS
from portal.content.kinds import KINDS
from portal.content.models import Edition, Revision, Story, TermType, Weight
from portal.i18n.languages import LANGUAGES
from portal.media.commands import AssetWords, add_asset, make_renditions
from portal.media.models import Asset, AssetKind
from portal.media.storage import Storage
from portal.text.blocks import load_blocks
from tests.factories.content import paragraphs
from tests.factories.page_texts import TEXTS

Wording = Callable[[str, str], str]
"""Language and key of ``page_texts`` to words."""

HANDLE = "@coalition"
HASHTAG = "DestructiveLegacy"
MORE_NEWS = 16
"""Short news stories in all languages, so that lists have a second page."""
POSTS = 15


def sample(language: str, key: str) -> str:
    """Return real words."""
    return TEXTS[language][key]


@dataclass(frozen=True)
class Contents:
    """What there is, by name: public numbers of stories and terms, and the addresses of editions.

    ``paths`` are keyed by language and name; ``month`` is one in which something was published.
    """

    stories: Mapping[str, int]
    terms: Mapping[str, int]
    paths: Mapping[tuple[str, str], str]
    month: tuple[int, int]


@dataclass
class Filler:
    """Fills a site; ``say`` are its words."""

    context: Context
    storage: Storage
    say: Wording = sample
    renditions: bool = False
    stories: dict[str, Story] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        return self.context.now

    def everything(self) -> Contents:
        """Make it all and commit."""
        terms = self._terms() | self._partners()
        self._assets()
        self._stories()
        self._absent()
        self._more_news()
        self._posts()
        self._compose()
        self.context.session.commit()
        numbers = {name: story.public_id for name, story in self.stories.items()}
        paths = {
            (edition.language, name): story_path(edition.language, edition.kind, edition.public_id, edition.slug)
            for name, story in self.stories.items()
            for edition in story.editions
        }
        day = self.now - timedelta(days=1)
        return Contents(numbers, terms, paths, (day.year, day.month))

    def _names(self, key: str, *languages: str) -> dict[str, str]:
        return {code: self.say(code, key) for code in languages or LANGUAGES}

    def _terms(self) -> dict[str, int]:
        topic = put_term(self.context, TermType.TOPIC, "mine-clearance", names=self._names("topic"))
        place = put_term(self.context, TermType.PLACE, "anbar", names=self._names("place"))
        series = put_term(self.context, TermType.SERIES, "sixty-seconds", names=self._names("series"))
        # Two that some languages have no name for yet.
        hit = put_term(self.context, TermType.PLACE, "hit", names=self._names("second", "en", "ar"))
        new = put_term(self.context, TermType.PARTNER, "NEW", names=self._names("third", "en"))
        made = {"topic": topic, "place": place, "series": series, "hit": hit, "NEW": new}
        return {name: term.public_id for name, term in made.items()}

    def _partners(self) -> dict[str, int]:
        named = {"US": "us", "DE": "germany", "NATO": "nato"}
        return {
            code: put_term(
                self.context,
                TermType.PARTNER,
                code,
                names=self._names(key),
                country=code if len(code) == 2 else None,
            ).public_id
            for code, key in named.items()
        }

    def _assets(self) -> None:
        bridge = self._asset("bridge", AssetKind.PICTURE, picture(1280, 720))
        self._asset("park", AssetKind.PICTURE, picture(700, 500))
        self._asset("film", AssetKind.VIDEO, film("webm", "libvpx-vp9"), poster=bridge)
        self._asset("leaflet", AssetKind.FILE, b"Keep away.\n", filename="leaflet.txt")
        if self.renditions:
            make_renditions(self.context.session, [bridge.id], storage=self.storage, clock=self.context.clock)

    def _asset(
        self, key: str, kind: AssetKind, data: bytes, *, filename: str = "", poster: Asset | None = None
    ) -> Asset:
        cues = "WEBVTT\n\n00:00.000 --> 00:02.000\n{}\n"
        texts = {
            code: AssetWords(
                alt=self.say(code, "alt"),
                caption=self.say(code, "caption"),
                credit=self.say(code, "germany"),
                transcript=self.say(code, "item") if kind is AssetKind.VIDEO else "",
                captions=cues.format(self.say(code, "item")) if kind is AssetKind.VIDEO else "",
            )
            for code in LANGUAGES
        }
        return add_asset(
            self.context.session,
            actor=self.context.actor,
            clock=self.context.clock,
            storage=self.storage,
            key=key,
            kind=kind,
            data=data,
            filename=filename or f"{key}.bin",
            texts=texts,
            poster=poster,
        )

    def story(
        self,
        name: str,
        *languages: str,
        kind: str = "news",
        key: str = "first",
        blocks: Callable[[str], list[dict[str, Any]]] | None = None,
        handle: str | None = None,
        days_ago: float = 1,
        expire_days_ago: float | None = None,
        is_public: bool = True,
        **facts: object,
    ) -> Story:
        """Make a story in ``languages`` (default: all), the first of which is its source."""
        chosen = languages or sorted(LANGUAGES, key=lambda code: code != "en")
        editions = {
            code: {
                "headline": f"{self.say(code, key)} {len(self.stories) + 1}",
                "standfirst": self.say(code, "first_text"),
                "byline": self.say(code, "site"),
                "dateline": self.say(code, "place"),
                "blocks": (blocks or self._short)(code),
            }
            for code in chosen
        }
        document = {"kind": kind, "source_language": chosen[0], "handle": handle, "facts": facts, "editions": editions}
        story = create_story(self.context, parse_story(document))
        at = self.now - timedelta(days=days_ago)
        expire = None if expire_days_ago is None else self.now - timedelta(days=expire_days_ago)
        for edition in story.editions if is_public else ():
            publish(self.context, edition, at=at, expire=expire)
        self.stories[name] = story
        return story

    def _short(self, code: str) -> list[dict[str, Any]]:
        return [
            {"id": "a1", "type": "paragraph", "html": self.say(code, "hero_lead")},
            {"id": "b2", "type": "paragraph", "html": self.say(code, "hero_more")},
        ]

    def _stories(self) -> None:
        self.story("english", "en", days_ago=2)
        self.story("sorani", "ckb", "ar", key="fourth", days_ago=2)
        self.story(
            "campaign", kind="campaign", key="campaign", handle="destructive-legacy", extra={"hashtags": [HASHTAG]}
        )
        self.story("about", kind="page", key="about", handle="what-is-the-coalition", days_ago=40)
        self.story("privacy", kind="page", key="privacy", handle="privacy", days_ago=40)
        self.story("line", kind="page", key="line", handle="line-stabilisation", days_ago=40)
        self.story(
            "news",
            blocks=self._every_block,
            lead="bridge",
            places=["anbar", "hit"],
            topics=["mine-clearance"],
            campaigns=["destructive-legacy"],
            partners=["US", "NATO", "NEW"],
        )
        office = self._names("office", "en", "ar")
        signatories = [{"partner": code, "office": office} for code in ("US", "NEW", "DE")]
        self.story("statement", kind="statement", key="statement", authoritative_language="en", signatories=signatories)
        self.story(
            "video", kind="video", key="third", video="film", lead="park", series="sixty-seconds", extra={"episode": 4}
        )
        for kind in KINDS.keys() - {story.kind for story in self.stories.values()}:
            self.story(kind, kind=kind, key="third")
        outdated = self.story("outdated", key="second", days_ago=3)
        english = edition_in(outdated, "en")
        changed = replaced(self.context, english, "b2", self.say("en", "first_text"))
        correct(self.context, english, changed, weight=Weight.MAJOR, note=self.say("en", "caption"))

    def _every_block(self, code: str) -> list[dict[str, Any]]:
        say, sorani = self.say, self.stories["sorani"].public_id
        other = "en" if LANGUAGES[code].direction == "rtl" else "ar"
        foreign = f'<span lang="{other}" dir="{LANGUAGES[other].direction}">{say(other, "word")}</span>'
        link = f'<a href="story:{sorani}#p-a1">{say(code, "fourth")}</a>'
        return [
            {"id": "a1", "type": "paragraph", "html": say(code, "paragraph")},
            {"id": "b2", "type": "paragraph", "html": f"{say(code, 'hero_lead')} {foreign} {link}"},
            {"id": "c3", "type": "heading", "level": 2, "html": say(code, "heading")},
            {"id": "d4", "type": "list", "style": "number", "items": [say(code, "item"), say(code, "first")]},
            {"id": "e5", "type": "quote", "html": say(code, "hero"), "attribution": say(code, "office")},
            {"id": "f6", "type": "image", "asset": "park"},
            {"id": "g7", "type": "gallery", "assets": ["bridge", "park"]},
            {"id": "h8", "type": "video", "asset": "film"},
            {"id": "i9", "type": "file", "asset": "leaflet"},
            {"id": "j1", "type": "factbox", "title": say(code, "members_text"), "items": [say(code, "caption")]},
            {
                "id": "k2",
                "type": "embed",
                "url": "https://example.org/report",
                "title": say(code, "second"),
                "description": say(code, "third"),
            },
            {
                "id": "l3",
                "type": "table",
                "caption": say(code, "statements"),
                "header": [say(code, "place"), say(code, "members")],
                "rows": [[say(code, "germany"), "12"], [say(code, "us"), "7"]],
            },
        ]

    def _absent(self) -> None:
        """Make one of each that no reader may read, or not any more."""
        withdrawn = self.story("withdrawn", days_ago=5)
        for edition in withdrawn.editions:
            withdraw(self.context, edition, reason=self.say(edition.language, "caption"))
        partly = self.story("partly withdrawn", days_ago=5)
        withdraw(self.context, edition_in(partly, "ar"), reason=self.say("ar", "caption"))
        self.story("expired", days_ago=6, expire_days_ago=3)
        self.story("scheduled", days_ago=-1)
        self.story("draft", is_public=False)

    def _more_news(self) -> None:
        for number in range(MORE_NEWS):
            self.story(f"news {number}", key=("first", "second", "third", "fourth")[number % 4], days_ago=10 + number)

    def _posts(self) -> None:
        for number in range(POSTS):
            texts = {code: f'{self.say(code, "post")} <bdi dir="ltr">#{HASHTAG}</bdi>' for code in LANGUAGES}
            draft = PostDraft(
                code=f"post-{number}",
                handle=HANDLE,
                posted_at=self.now - timedelta(hours=number),
                texts=texts,
                url="https://example.org/post",
                asset="park" if number % 3 == 0 else None,
            )
            put_post(self.context, draft)

    def _compose(self) -> None:
        pins = {"hero": self.stories["news"].id, "breaking": self.stories["statement"].id}
        for code in LANGUAGES:
            compose_home(self.context, code, [Placement(section, pins.get(section)) for section in SECTIONS])


def replaced(context: Context, edition: Edition, block: str, html: str) -> EditionDraft:
    """Return the newest public text of an edition with other words in one paragraph."""
    revision = context.session.get_one(Revision, edition.live_revision_id)
    blocks = load_blocks(revision.blocks)
    (new,) = paragraphs(html, ids=(block,))
    return EditionDraft(
        headline=revision.headline,
        standfirst=revision.standfirst,
        byline=revision.byline,
        dateline=revision.dateline,
        blocks=tuple(new if each.id == block else each for each in blocks),
    )


def picture(width: int, height: int) -> bytes:
    """Return a JPEG."""
    out = io.BytesIO()
    Image.radial_gradient("L").resize((width, height)).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def film(container: str, codec: str) -> bytes:
    """Return a film of three seconds and few pixels."""
    out = io.BytesIO()
    with av.open(out, "w", format=container) as opened:
        stream = opened.add_stream(codec, rate=2)
        stream.width, stream.height, stream.pix_fmt = 64, 36, "yuv420p"
        for number in range(6):
            frame = av.VideoFrame(64, 36, "yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, 2)
            opened.mux(stream.encode(frame))
        opened.mux(stream.encode(None))
    return out.getvalue()
