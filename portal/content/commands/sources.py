"""Which language a story was written in, where that had to be guessed and turns out otherwise."""

from portal.accounts.permissions import Permission
from portal.content.commands.context import Context
from portal.content.history import latest_revision, source_revision
from portal.content.models import Edition, EditionRole, Revision, SourceCheck, Story
from portal.content.staleness import pinned
from portal.events import stamps
from portal.i18n.languages import LANGUAGES


def change_source(context: Context, story: Story, language: str, *, is_guessed: bool = False) -> None:
    """Make ``language`` the one that ``story`` was written in; the roles of its editions follow.

    Its edition may still be on its way: once it has a text, call ``pin_translations``.
    """
    context.require(Permission.WRITE, story, language)
    story.source_language = language
    story.source_is_guessed = is_guessed
    for edition in story.editions:
        if edition.language == language:
            edition.role = EditionRole.ORIGINAL
        elif edition.role is EditionRole.ORIGINAL:
            edition.role = EditionRole.TRANSLATION
    context.audit("story.source", f"story:{story.id}", language=language)
    context.session.flush()
    pin_translations(context, story)


def pin_translations(context: Context, story: Story) -> None:
    """Hold every edition that was made without the story's present source against it, as being right for it.

    Revisions are never changed, so this is noted the way a translator's "still right" is; of the editions readers see
    nothing changes but where they come from.
    """
    source = source_revision(context.session, story)
    if source is None:
        return
    loose = [edition for edition in story.editions if edition.id != source.edition_id]
    loose = [edition for edition in loose if not _is_held(context, edition, source)]
    for edition in loose:
        context.session.add(
            SourceCheck(
                edition_id=edition.id,
                source_revision_id=source.id,
                by_id=context.actor.id,
                by=context.actor.name,
                at=context.now,
            )
        )
        context.audit("edition.pin", f"edition:{edition.id}", source_revision=source.n)
    if loose:
        stamps.bump(context.session, [stamps.SITE, *map(stamps.edition_key, LANGUAGES)], at=context.now)
        context.session.flush()


def _is_held(context: Context, edition: Edition, source: Revision) -> bool:
    """Say whether the newest and the public text of ``edition`` are both held against a revision of the source."""
    texts = {text for text in (edition.live_revision, latest_revision(context.session, edition)) if text}
    pins = pinned(context.session, texts)
    return all(text.id in pins and pins[text.id].edition_id == source.edition_id for text in texts)
