"""Loads the demonstration content through the same verbs that editors use, at the times it tells of.

Everything is written in one transaction: a load that is broken off leaves nothing behind. Stories are made in the order
of their publication, so that numbers, revisions and histories look as if the newsroom had lived through them.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.permissions import Actor, system_actor
from portal.clock import Clock, frozen_clock
from portal.content import commands
from portal.content.commands.context import Context
from portal.content.commands.site import Placement, PostDraft, compose_home, put_post
from portal.content.commands.terms import put_term
from portal.content.directory import all_of
from portal.content.drafts import EditionDraft, parse_story
from portal.content.history import edition_in
from portal.content.home import SECTIONS
from portal.content.models import Revision, Story, TermType, Weight
from portal.demo.assets import load_assets
from portal.i18n import formatting
from portal.i18n.languages import LANGUAGES
from portal.media.storage import Storage
from portal.text.blocks import parse_blocks

HERE = Path(__file__).resolve().parent
ACTOR = "demonstration"

HERO = "hero-two-years-after-baghouz"
BREAKING = "joint-statement-erbil-attacks"


@dataclass(frozen=True)
class Loaded:
    """What was loaded: counts by kind of thing. Empty when the content was there already."""

    stories: int = 0
    terms: int = 0
    assets: int = 0
    posts: int = 0


Progress = Callable[[str, int, int], None]
"""Told of each step: what is being done, how many are done, how many there are."""


def is_loaded(session: Session) -> bool:
    """Say whether the demonstration content is there."""
    return session.scalar(select(Story.id).where(Story.is_demo).limit(1)) is not None


def load(session: Session, *, storage: Storage, clock: Clock, progress: Progress) -> Loaded:
    """Load everything unless it is there; the caller commits."""
    if is_loaded(session):
        return Loaded()
    actor = system_actor(ACTOR)
    context = Context(session, actor, clock)
    terms = _load_terms(context)
    partners = _partners_file(session)
    assets = load_assets(session, actor=actor, clock=clock, storage=storage, partners=partners, progress=progress)
    documents = sorted(_documents(), key=lambda document: (str(document["publish_at"]), str(document["key"])))
    for number, document in enumerate(documents, 1):
        _load_story(session, actor, document, now=clock())
        progress("stories", number, len(documents))
    for document in documents:
        _afterwards(session, actor, document)
    posts = _load_posts(context)
    _compose(context)
    return Loaded(stories=len(documents), terms=terms, assets=assets, posts=posts)


def _read(name: str) -> Any:
    return json.loads((HERE / name).read_text("utf-8"))


def _documents() -> Iterator[dict[str, Any]]:
    for path in sorted((HERE / "stories").glob("*/*.json")):
        yield json.loads(path.read_text("utf-8"))


def _load_terms(context: Context) -> int:
    terms, forms = _read("terms.json"), _read("names.json")
    groups = (
        (TermType.PLACE, "places"),
        (TermType.TOPIC, "topics"),
        (TermType.SERIES, "series"),
        (TermType.CAMPAIGN, "campaigns"),
        (TermType.PARTNER, "organisations"),
    )
    count = 0
    for kind, group in groups:
        for code, names in terms[group].items():
            spellings = forms.get(kind.value, {}).get(code)
            put_term(context, kind, code, names=names, forms=spellings, is_demo=True)
            count += 1
    for code in _read("partners.json")["countries"]:
        names = {lang: formatting.country_name(code, language) for lang, language in LANGUAGES.items()}
        put_term(context, TermType.PARTNER, code, names=names, country=code, is_demo=True)
        count += 1
    return count


def _partners_file(session: Session) -> bytes:
    """Return the directory of partners as CSV: a row a partner, a column a language."""
    by_language = {
        code: {named.code: named.name for named in all_of(session, TermType.PARTNER, code)} for code in LANGUAGES
    }
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["code", *LANGUAGES])
    for code in sorted({code for names in by_language.values() for code in names}):
        writer.writerow([code, *(names.get(code, "") for names in by_language.values())])
    return text.getvalue().encode()


def _load_story(session: Session, actor: Actor, document: Mapping[str, Any], *, now: datetime) -> None:
    publish_at = _instant(document["publish_at"])
    written = Context(session, actor, frozen_clock(min(publish_at, now) - timedelta(hours=3)))
    story = commands.create_story(written, parse_story(document))
    story.is_demo = True
    session.flush()
    expire_at = document.get("expire_at")
    is_scheduled = publish_at > now
    for edition in list(story.editions):
        context = written if is_scheduled else Context(session, actor, frozen_clock(publish_at))
        commands.publish(context, edition, at=publish_at, expire=_instant(expire_at) if expire_at else None)


def _afterwards(session: Session, actor: Actor, document: Mapping[str, Any]) -> None:
    """Let happen what the document tells of: corrections, a withdrawal."""
    story = session.scalars(select(Story).where(Story.handle == document["key"])).one()
    for correction in document.get("corrections", ()):
        context = Context(session, actor, frozen_clock(_instant(correction["at"])))
        edition = edition_in(story, correction["language"])
        revision = session.get_one(Revision, edition.live_revision_id)
        replaced = correction["replace"]
        blocks = [
            {**replaced[block["id"]], "id": block["id"]} if block["id"] in replaced else block
            for block in revision.blocks
        ]
        draft = EditionDraft(
            headline=revision.headline,
            standfirst=revision.standfirst,
            byline=revision.byline,
            dateline=revision.dateline,
            seo_title=revision.seo_title,
            seo_description=revision.seo_description,
            blocks=parse_blocks(blocks),
        )
        commands.correct(context, edition, draft, weight=Weight(correction["weight"]), note=correction["note"])
    if withdrawal := document.get("withdraw"):
        context = Context(session, actor, frozen_clock(_instant(withdrawal["at"])))
        for edition in story.editions:
            commands.withdraw(context, edition, reason=withdrawal["reason"][edition.language])


def _load_posts(context: Context) -> int:
    posts: Sequence[Mapping[str, Any]] = _read("social.json")
    for post in posts:
        put_post(
            context,
            PostDraft(
                code=post["code"],
                handle=post.get("handle", "@coalition"),
                posted_at=_instant(post["posted_at"]),
                texts=post["texts"],
                asset=post.get("asset"),
                campaign=post.get("campaign"),
                is_demo=True,
            ),
        )
    return len(posts)


def _compose(context: Context) -> None:
    stories = dict(
        context.session.execute(select(Story.handle, Story.id).where(Story.handle.in_([HERO, BREAKING]))).all()
    )
    pins = {"hero": stories[HERO], "breaking": stories[BREAKING]}
    for code in LANGUAGES:
        compose_home(context, code, [Placement(section, pins.get(section)) for section in SECTIONS])


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
