"""Makes people and stories: through the verbs, so that a test begins with what could really be there."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from portal.accounts.models import Grant, Role, User
from portal.accounts.permissions import Actor, Granted
from portal.catalogs.pseudo import pseudo
from portal.clock import Clock, frozen_clock
from portal.content.commands import Context, create_story, publish
from portal.content.drafts import EditionDraft, StoryDraft
from portal.content.history import edition_in
from portal.content.models import Edition, Story
from portal.i18n.languages import LANGUAGES
from portal.text.blocks import Block, Paragraph
from portal.text.markup import clean_inline

HEADLINES = {
    "en": "Three parks were made safe",
    "ar": "ثلاث حدائق باتت آمنة",
    "ckb": "سێ پارک ئارام کرانەوە",
    "kmr": "Sê park hatin ewlekirin",
}
PARAGRAPHS: dict[str, tuple[str, ...]] = {
    "en": ("The teams have left.", "Children came back to play.", "The mines are gone."),
    "ar": ("غادرت الفرق.", "عاد الأطفال للعب.", "لم تبق ألغام."),
    "ckb": ("تیمەکان ڕۆیشتن.", "منداڵان گەڕانەوە بۆ یاری.", "مینەکان نەماون."),
    "kmr": ("Tîm çûn.", "Zarok ji bo lîstinê vegeriyan.", "Mayin neman."),
}
# A language that nobody has written for yet speaks its pseudo-language.
for _code in LANGUAGES.keys() - HEADLINES.keys():
    HEADLINES[_code] = pseudo(HEADLINES["en"], LANGUAGES[_code])
    PARAGRAPHS[_code] = tuple(pseudo(text, LANGUAGES[_code]) for text in PARAGRAPHS["en"])
IDS = ("a1", "b2", "c3")


def actor(role: Role = Role.PUBLISHER, *, language: str | None = None, kind: str | None = None) -> Actor:
    """Return somebody with one role, who has no account."""
    return Actor(id=None, name=f"{role.value}@example.org", grants=(Granted(role, language, kind),))


def add_user(session: Session, role: Role, *, now: datetime, languages: Sequence[str | None] = (None,)) -> User:
    """Return an account that nobody can sign in to, which is enough for ``--as``."""
    grants = [Grant(role=role, language=language) for language in languages]
    user = User(email=f"{role.value}@example.org", language="en", created_at=now, grants=grants)
    session.add(user)
    session.flush()
    return user


def context_at(session: Session, instant: datetime, *, who: Actor | None = None) -> Context:
    """Return the context of somebody (a publisher) who acts at ``instant``."""
    return Context(session, who or actor(), frozen_clock(instant))


def context_with(session: Session, clock: Clock, *, who: Actor | None = None) -> Context:
    """Return the context of somebody (a publisher) who acts by ``clock``."""
    return Context(session, who or actor(), clock)


def paragraphs(*texts: str, ids: Sequence[str] = IDS) -> tuple[Block, ...]:
    """Return a body of paragraphs."""
    return tuple(Paragraph(id=id_, html=clean_inline(text)) for id_, text in zip(ids, texts, strict=True))


def edition_draft(language: str = "en", **changes: object) -> EditionDraft:
    """Return a short text in ``language``; its blocks have the same ids in every language."""
    fields: dict[str, object] = {"headline": HEADLINES[language], "blocks": paragraphs(*PARAGRAPHS[language])}
    return EditionDraft(**(fields | changes))  # type: ignore[arg-type]


def story_draft(*languages: str, source: str = "en", kind: str = "news") -> StoryDraft:
    """Return a story with short texts in ``languages`` (default: all)."""
    editions = {language: edition_draft(language) for language in languages or LANGUAGES}
    return StoryDraft(kind=kind, source_language=source, editions=editions)


def published_story(context: Context, *languages: str, source: str = "en", kind: str = "news") -> Story:
    """Return a story that is live in ``languages`` (default: all) since now."""
    story = create_story(context, story_draft(*languages, source=source, kind=kind))
    for language in languages or LANGUAGES:
        publish(context, edition_in(story, language))
    return story


def edition_of(story: Story, language: str) -> Edition:
    """Return an edition that is there."""
    return edition_in(story, language)
