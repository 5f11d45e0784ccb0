"""What stands around the stories: posts of the social wall, the home page, readers' requests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.accounts.permissions import Permission
from portal.clock import Clock
from portal.content.commands.context import Context
from portal.content.home import SECTIONS
from portal.content.models import (
    ReaderRequest,
    SiteBlock,
    SocialPost,
    SocialPostText,
    Story,
    Term,
    TermType,
    Want,
)
from portal.errors import Invalid
from portal.events import stamps
from portal.i18n import languages
from portal.i18n.marks import N_
from portal.media.models import Asset
from portal.text.markup import clean_inline, normalise

LONGEST_NOTE = 500
"""Characters of a reader's note; longer ones are cut, not refused."""


@dataclass(frozen=True)
class PostDraft:
    """A post as typed in or fetched: ``texts`` are inline HTML by language; asset and campaign by key and code."""

    code: str
    handle: str
    posted_at: datetime
    texts: Mapping[str, str]
    url: str | None = None
    asset: str | None = None
    campaign: str | None = None
    is_demo: bool = False


@dataclass(frozen=True)
class Placement:
    """One section of a home page, perhaps pinned to a story (by row id) until ``ends_at``."""

    section: str
    story_id: int | None = None
    ends_at: datetime | None = None


def put_post(context: Context, draft: PostDraft) -> SocialPost:
    """Keep a post on the wall, or replace the one with the same code. Raises Invalid for a post without words."""
    context.actor.require(Permission.COMPOSE_HOME)
    if not draft.texts:
        raise Invalid(N_("A post needs words in at least one language."), code="texts")
    session = context.session
    post = session.scalar(select(SocialPost).where(SocialPost.code == draft.code))
    if post is None:
        post = SocialPost(code=draft.code, handle=draft.handle, posted_at=draft.posted_at, is_demo=draft.is_demo)
        session.add(post)
    post.handle, post.posted_at, post.url = draft.handle, draft.posted_at, draft.url
    post.asset = session.scalar(select(Asset).where(Asset.key == draft.asset)) if draft.asset else None
    post.campaign = (
        session.scalar(select(Term).where(Term.type == TermType.CAMPAIGN, Term.code == draft.campaign))
        if draft.campaign
        else None
    )
    texts = {text.language: text for text in post.texts}
    for code, html in draft.texts.items():
        language = languages.get(code).code
        if language not in texts:
            texts[language] = SocialPostText(language=language, html="")
            post.texts.append(texts[language])
        texts[language].html = clean_inline(html)
    session.flush()
    context.audit("post.put", f"post:{post.id}", code=draft.code)
    _bump(context, languages.LANGUAGES)
    return post


def compose_home(context: Context, language: str, placements: Sequence[Placement]) -> None:
    """Give a language's home page these sections in this order. Raises Invalid for an unknown section."""
    code = languages.get(language).code
    context.actor.require(Permission.COMPOSE_HOME, language=code)
    for placement in placements:
        if placement.section not in SECTIONS:
            raise Invalid(N_("There is no section called %(section)s."), code="section", section=placement.section)
    context.session.execute(delete(SiteBlock).where(SiteBlock.language == code))
    for position, placement in enumerate(placements):
        context.session.add(
            SiteBlock(
                language=code,
                section=placement.section,
                position=position,
                story_id=placement.story_id,
                ends_at=placement.ends_at,
            )
        )
    context.session.flush()
    context.audit("home.compose", f"home:{code}", sections=[placement.section for placement in placements])
    _bump(context, [code])


def ask(session: Session, story: Story, *, language: str, want: Want, note: str, clock: Clock) -> ReaderRequest:
    """Keep a reader's request. Nothing about the reader is stored, and of the time only the day."""
    request = ReaderRequest(
        story_id=story.id,
        language=languages.get(language).code,
        want=want,
        note=normalise(note).strip()[:LONGEST_NOTE],
        on_day=clock().date(),
    )
    session.add(request)
    session.flush()
    return request


def _bump(context: Context, codes: Sequence[str] | Mapping[str, object]) -> None:
    stamps.bump(context.session, [stamps.SITE, *map(stamps.edition_key, codes)], at=context.now)
