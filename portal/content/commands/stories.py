"""Making stories, giving them editions and facts."""

from collections.abc import Iterable

from sqlalchemy import func, select

from portal.accounts.permissions import Permission
from portal.content import kinds
from portal.content.checks import require_alternative_texts
from portal.content.commands.context import Context
from portal.content.commands.saving import save_revision
from portal.content.drafts import EditionDraft, FactsDraft, StoryDraft
from portal.content.history import find_edition
from portal.content.identity import new_public_id
from portal.content.models import (
    Edition,
    EditionRole,
    Facts,
    FactsTerm,
    Origin,
    Story,
    Term,
    TermRole,
    TermType,
)
from portal.errors import Conflict, Invalid
from portal.events import stamps
from portal.i18n.languages import LANGUAGES
from portal.i18n.marks import N_
from portal.media.models import Asset


def create_story(
    context: Context, draft: StoryDraft, *, origin: Origin = Origin.HUMAN, group_uri: str | None = None
) -> Story:
    """Make a story with all editions of ``draft``, each as a draft; the source comes first.

    Raises Forbidden, Invalid (an unknown term or asset), Conflict (the handle is taken).
    """
    session = context.session
    context.actor.require(Permission.WRITE, language=draft.source_language, kind=draft.kind)
    if draft.handle and session.scalar(select(Story.id).where(Story.handle == draft.handle)):
        raise Conflict(N_("The handle %(handle)s is taken."), code="handle", handle=draft.handle)
    story = Story(
        public_id=new_public_id(session),
        kind=draft.kind,
        source_language=draft.source_language,
        handle=draft.handle,
        group_uri=group_uri,
        created_at=context.now,
    )
    session.add(story)
    session.flush()
    context.audit("story.create", f"story:{story.id}", kind=story.kind)
    set_facts(context, story, draft.facts)
    for language in sorted(draft.editions, key=lambda code: code != draft.source_language):
        add_edition(context, story, language, draft.editions[language], origin=origin)
    return story


def add_edition(
    context: Context, story: Story, language: str, draft: EditionDraft, *, origin: Origin = Origin.HUMAN
) -> Edition:
    """Give ``story`` an edition in ``language`` with ``draft`` as its first revision.

    Raises Conflict if it has one. Whoever may write may write an original; a translation may also be made by whoever
    may translate.
    """
    is_original = language == story.source_language
    if is_original or not context.actor.may(Permission.TRANSLATE, language=language, kind=story.kind):
        context.require(Permission.WRITE, story, language)
    if find_edition(story, language) is not None:
        raise Conflict(
            N_("Story %(id)s has an edition in %(language)s already."),
            code="edition-exists",
            id=story.public_id,
            language=language,
        )
    edition = Edition(
        story=story,
        language=language,
        kind=story.kind,
        public_id=story.public_id,
        role=EditionRole.ORIGINAL if is_original else EditionRole.TRANSLATION,
        created_at=context.now,
    )
    context.session.add(edition)
    context.session.flush()
    save_revision(context, edition, draft, origin=origin)
    return edition


def set_facts(context: Context, story: Story, draft: FactsDraft) -> Facts:
    """Append a version of the facts and make it the live one.

    Readers of a public story see it at once, in every language: that takes the right to publish in each of them, and
    alternative texts for the new pictures. Raises Invalid for an unknown term or asset, or a missing text.
    """
    context.require(Permission.WRITE, story, story.source_language)
    shown = [edition for edition in story.editions if edition.live_revision]
    for edition in shown:
        context.require(Permission.PUBLISH, story, edition.language)
    session = context.session
    n = (session.scalar(select(func.max(Facts.n)).where(Facts.story_id == story.id)) or 0) + 1
    facts = Facts(
        story_id=story.id,
        n=n,
        event_date=draft.event_date,
        authoritative_language=draft.authoritative_language,
        lead=_asset(context, draft.lead),
        video=_asset(context, draft.video),
        extra=dict(draft.extra),
        author=context.actor.name,
        created_at=context.now,
        terms=list(_facts_terms(context, draft)),
    )
    session.add(facts)
    session.flush()
    story.facts = facts
    _mirror_campaign(context, story)
    context.audit("story.facts", f"story:{story.id}", n=n)
    if shown:
        for edition in shown:
            require_alternative_texts(session, edition)
        stamps.bump(session, [stamps.SITE, *map(stamps.edition_key, LANGUAGES)], at=context.now)
        for edition in story.editions:
            context.reindex(edition, at=context.now)
    session.flush()
    return facts


def _facts_terms(context: Context, draft: FactsDraft) -> Iterable[FactsTerm]:
    plain = (
        (TermRole.PLACE, TermType.PLACE, draft.places),
        (TermRole.TOPIC, TermType.TOPIC, draft.topics),
        (TermRole.CAMPAIGN, TermType.CAMPAIGN, draft.campaigns),
        (TermRole.PARTNER, TermType.PARTNER, draft.partners),
        (TermRole.SERIES, TermType.SERIES, (draft.series,) if draft.series else ()),
    )
    for role, kind, codes in plain:
        for position, code in enumerate(codes):
            yield FactsTerm(term=_term(context, kind, code), role=role, position=position, texts={})
    for position, signatory in enumerate(draft.signatories):
        term = _term(context, TermType.PARTNER, signatory.partner)
        yield FactsTerm(term=term, role=TermRole.SIGNATORY, position=position, texts=dict(signatory.office))


def _term(context: Context, kind: TermType, code: str) -> Term:
    term = context.session.scalar(select(Term).where(Term.type == kind, Term.code == code))
    if term is None:
        raise Invalid(
            N_("There is no %(type)s with the code %(term)s."), code="unknown-term", type=kind.value, term=code
        )
    return term


def _asset(context: Context, key: str | None) -> Asset | None:
    if key is None:
        return None
    asset = context.session.scalar(select(Asset).where(Asset.key == key))
    if asset is None:
        raise Invalid(N_("There is no asset with the key %(key)s."), code="unknown-asset", key=key)
    return asset


def _mirror_campaign(context: Context, story: Story) -> None:
    """Keep the term that stories are tagged with beside a story of kind campaign; its code is handle or number."""
    if story.kind != kinds.CAMPAIGN:
        return
    session, code = context.session, story.handle or str(story.public_id)
    term = session.scalar(select(Term).where(Term.type == TermType.CAMPAIGN, Term.code == code))
    if term is None:
        term = Term(public_id=new_public_id(session), type=TermType.CAMPAIGN, code=code, created_at=context.now)
        session.add(term)
    term.story_id = story.id
