"""One item into the database, through the verbs that editors use: which story, which text, what readers see of it."""

import enum
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from portal.accounts.permissions import Permission
from portal.content import commands
from portal.content.checks import untranslated
from portal.content.commands import Context
from portal.content.drafts import EditionDraft, StoryDraft
from portal.content.history import latest_revision, source_revision, state
from portal.content.models import Edition, Origin, Revision, Story
from portal.content.workflow import State
from portal.exchange.ninjs.reader import Item, Status
from portal.exchange.refusal import Refusal
from portal.i18n.languages import SOURCE
from portal.text.blocks import Block, load_blocks, to_json
from portal.text.diff import align_blocks, pair_translation


class Outcome(enum.StrEnum):
    """What became of an item."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


def place(context: Context, item: Item, *, kind: str) -> tuple[Outcome, Edition]:
    """Bring the edition that ``item`` stands for up to its version; make it, and a story of ``kind``, if need be.

    Raises Refusal, and PortalError as the verbs do; the caller's savepoint undoes what was begun.
    """
    edition = context.session.scalar(select(Edition).where(Edition.external_uri == item.uri))
    story = edition.story if edition else _known_story(context, item)
    context.actor.require(Permission.IMPORT, language=item.language, kind=story.kind if story else kind)
    if edition is None:
        outcome, edition = Outcome.CREATED, _create(context, item, story or _new_story(context, item, kind=kind))
    elif not is_newer(item, edition):
        return Outcome.UNCHANGED, edition
    else:
        outcome = Outcome.UPDATED
        _update(context, item, edition)
    _show(context, item, edition)
    edition.external_version = item.version
    edition.external_created = item.created
    if edition.language == edition.story.source_language and len(edition.story.editions) > 1:
        commands.pin_translations(context, edition.story)
    context.session.flush()
    return outcome, edition


def is_newer(item: Item, edition: Edition) -> bool:
    """Say whether ``item`` is a later version of what ``edition`` was last imported from."""
    before, after = edition.external_version or "", item.version or ""
    if before.isdecimal() and after.isdecimal() and int(before) != int(after):
        return int(after) > int(before)
    if item.created is None:
        return False
    return edition.external_created is None or item.created > edition.external_created


def _known_story(context: Context, item: Item) -> Story | None:
    """Return the story of the item's translation group."""
    if item.group is None:
        return None
    return context.session.scalar(select(Story).where(Story.group_uri == item.group))


def _new_story(context: Context, item: Item, *, kind: str) -> Story:
    draft = StoryDraft(kind=kind, source_language=item.source_language or item.language, editions={})
    story = commands.create_story(context, draft, origin=Origin.IMPORT, group_uri=item.group)
    story.source_is_guessed = item.source_language is None
    return story


def _create(context: Context, item: Item, story: Story) -> Edition:
    if item.draft is None:
        raise Refusal("no-headline", "it was canceled before it was ever seen here, and has no text to keep")
    _settle_source(context, story, item)
    draft = _with_ids(context, story, None, item.language, item.draft)
    edition = commands.add_edition(context, story, item.language, draft, origin=Origin.IMPORT)
    edition.external_uri = item.uri
    return edition


def _settle_source(context: Context, story: Story, item: Item) -> None:
    """Let the item have its say on which language came first: named, else English, else the first seen."""
    if not story.source_is_guessed:
        return
    language = item.source_language or (SOURCE if item.language == SOURCE else story.source_language)
    is_guessed = item.source_language is None
    if language != story.source_language or not is_guessed:
        commands.change_source(context, story, language, is_guessed=is_guessed)


def _update(context: Context, item: Item, edition: Edition) -> None:
    if edition.language != item.language:
        raise Refusal("language-changed", f"its earlier versions were in {edition.language}")
    _settle_source(context, edition.story, item)
    newest = latest_revision(context.session, edition)
    if item.draft is None or item.status is Status.CANCELED:
        return
    is_source = edition.language == edition.story.source_language
    source = None if is_source else source_revision(context.session, edition.story)
    draft = _with_ids(context, edition.story, edition, item.language, item.draft)
    if newest is None or not _says_the_same(newest, draft):
        commands.save_revision(context, edition, draft, origin=Origin.IMPORT, based_on=source)
    elif source is not None:
        # The agency looked at its translation again and changed nothing: it is right for the source as it is now.
        commands.confirm_translation(context, edition)


def _with_ids(
    context: Context, story: Story, edition: Edition | None, language: str, draft: EditionDraft
) -> EditionDraft:
    """Return ``draft`` with the block ids of the text that it continues or translates.

    What a translation has in common with its source is meant so by the agency, so it is marked to be kept.
    """
    source = source_revision(context.session, story) if language != story.source_language else None
    if source is not None:
        original = load_blocks(source.blocks)
        blocks = _kept(original, pair_translation(original, draft.blocks))
        return replace(draft, blocks=blocks, has_ids=True)
    newest = latest_revision(context.session, edition) if edition else None
    if newest is not None:
        return replace(draft, blocks=align_blocks(load_blocks(newest.blocks), draft.blocks), has_ids=True)
    return draft


def _kept(source: Sequence[Block], translation: Sequence[Block]) -> tuple[Block, ...]:
    same = set(untranslated(tuple(source), tuple(translation)))
    return tuple(replace(block, keep=True) if block.id in same else block for block in translation)


def _says_the_same(revision: Revision, draft: EditionDraft) -> bool:
    texts = (revision.headline, revision.standfirst, revision.byline, revision.dateline)
    return texts == (draft.headline, draft.standfirst, draft.byline, draft.dateline) and (
        revision.blocks == to_json(draft.blocks)
    )


def _show(context: Context, item: Item, edition: Edition) -> None:
    """Let readers see, or see no longer, what the item's status says."""
    present = state(context.session, edition, now=context.now)
    if item.status is Status.USABLE:
        commands.publish(context, edition, at=item.embargoed_until or item.created, expire=item.expires)
    elif item.status is Status.CANCELED:
        commands.cancel(context, edition)
    elif present is State.SCHEDULED:
        commands.unschedule(context, edition)
    elif present in {State.LIVE, State.EXPIRED}:
        # What readers have seen cannot become a draft again.
        commands.cancel(context, edition)
