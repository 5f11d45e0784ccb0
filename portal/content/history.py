"""Reads of an edition's own past, for verbs and screens that already hold the edition."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.content.identity import LARGEST
from portal.content.models import Edition, Publication, Review, Revision, Story, Verdict
from portal.content.workflow import State, state_of
from portal.errors import NotFound
from portal.i18n.marks import N_


def story_by_public_id(session: Session, public_id: int) -> Story:
    """Return the story; raise NotFound if no story has this number."""
    # A larger number cannot even be asked for: PostgreSQL's integers end at ten digits.
    story = session.scalar(select(Story).where(Story.public_id == public_id)) if public_id <= LARGEST else None
    if story is None:
        raise NotFound(N_("There is no story with the number %(id)s."), code="unknown-story", id=public_id)
    return story


def edition_in(story: Story, language: str) -> Edition:
    """Return the edition of ``story`` in ``language``; raise NotFound if there is none."""
    for edition in story.editions:
        if edition.language == language:
            return edition
    raise NotFound(
        N_("Story %(id)s has no edition in %(language)s."),
        code="missing-edition",
        id=story.public_id,
        language=language,
    )


def find_edition(story: Story, language: str) -> Edition | None:
    """Return the edition of ``story`` in ``language`` if there is one."""
    return next((edition for edition in story.editions if edition.language == language), None)


def latest_revision(session: Session, edition: Edition) -> Revision | None:
    """Return the newest revision of ``edition``, public or not."""
    return session.scalar(
        select(Revision).where(Revision.edition_id == edition.id).order_by(Revision.n.desc()).limit(1)
    )


def last_verdict(session: Session, revision: Revision) -> Verdict | None:
    """Return what was last said of ``revision`` in review."""
    return session.scalar(
        select(Review.verdict).where(Review.revision_id == revision.id).order_by(Review.id.desc()).limit(1)
    )


def state(session: Session, edition: Edition | None, *, now: datetime) -> State:
    """Return the derived state of ``edition``."""
    revision = latest_revision(session, edition) if edition else None
    verdict = last_verdict(session, revision) if revision else None
    return state_of(edition, verdict=verdict, now=now)


def publications(session: Session, edition: Edition, *, now: datetime) -> list[Publication]:
    """Return what was public up to ``now``, oldest first."""
    return list(
        session.scalars(
            select(Publication)
            .where(
                Publication.edition_id == edition.id,
                Publication.effective_at <= now,
                Publication.cancelled_at.is_(None),
            )
            .order_by(Publication.id)
        )
    )


def source_revision(session: Session, story: Story) -> Revision | None:
    """Return the revision that a new translation is made from: the source's public one, else its newest."""
    source = find_edition(story, story.source_language)
    if source is None:
        return None
    return source.live_revision or latest_revision(session, source)
