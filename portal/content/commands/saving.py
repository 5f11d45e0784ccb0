"""Saving: a new revision on top of the newest, with its block ids, hashes and pin settled once and for all."""

import hashlib
import json

from sqlalchemy import select

from portal.accounts.permissions import Permission
from portal.content.commands.context import Context
from portal.content.drafts import EditionDraft
from portal.content.history import latest_revision, source_revision
from portal.content.models import Alias, Edition, Origin, Revision, Story, Weight
from portal.content.staleness import of_revision, pinned
from portal.errors import Conflict
from portal.i18n.marks import N_
from portal.text.blocks import Block, block_hash, load_blocks, to_json, with_references
from portal.text.diff import align_blocks, merge_blocks, pair_translation
from portal.text.slugs import slug


def save_revision(
    context: Context,
    edition: Edition,
    draft: EditionDraft,
    *,
    parent: Revision | None = None,
    origin: Origin = Origin.HUMAN,
    weight: Weight = Weight.MAJOR,
    note: str = "",
    based_on: Revision | None = None,
) -> Revision:
    """Append ``draft`` to ``edition``; nothing becomes public.

    ``parent`` is the revision the author started from; when another was saved since, blocks are merged by id, and
    Conflict is raised where both changed the same block (the author's text stays with the author). ``based_on`` pins a
    translation to a source revision; without it the first revision takes the source's public one, later ones keep
    their parent's pin, or take the present source once every outdated block has been worked on.
    """
    story = edition.story
    if edition.language == story.source_language or not context.actor.may(
        Permission.TRANSLATE, language=edition.language, kind=edition.kind
    ):
        context.require(Permission.WRITE, story, edition.language)
    newest = latest_revision(context.session, edition)
    blocks = _blocks_with_ids(context, edition, draft, newest)
    if parent is not None and newest is not None and parent.id != newest.id:
        blocks = _merged(parent, blocks, newest)
    blocks = tuple(with_references(block, context.site_url) for block in blocks)
    revision = Revision(
        edition=edition,
        n=newest.n + 1 if newest else 1,
        parent_id=newest.id if newest else None,
        headline=draft.headline,
        standfirst=draft.standfirst,
        byline=draft.byline,
        dateline=draft.dateline,
        slug=slug(draft.slug, edition.language) if draft.slug else None,
        seo_title=draft.seo_title,
        seo_description=draft.seo_description,
        blocks=to_json(blocks),
        block_hashes={block.id: block_hash(block) for block in blocks},
        origin=origin,
        weight=weight,
        note=note,
        author_id=context.actor.id,
        author=context.actor.name,
        created_at=context.now,
    )
    revision.sha256 = fingerprint(revision)
    pin = based_on or _pin(context, story, edition, newest, revision)
    revision.based_on_id = pin.id if pin else None
    context.session.add(revision)
    context.session.flush()
    if edition.live_revision_id is None:
        # Until readers know its address, it follows the headline; afterwards only publishing changes it.
        settle_slug(context, edition, revision.slug or slug(revision.headline, edition.language))
    context.audit("edition.save", f"edition:{edition.id}", revision=revision.n, sha256=revision.sha256)
    return revision


def fingerprint(revision: Revision) -> str:
    """Return the SHA-256 (hex) of everything readers see of a revision, over canonical JSON."""
    seen = [
        revision.headline,
        revision.standfirst,
        revision.byline,
        revision.dateline,
        revision.seo_title,
        revision.seo_description,
        revision.blocks,
    ]
    return hashlib.sha256(
        json.dumps(seen, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    ).hexdigest()


def _blocks_with_ids(
    context: Context, edition: Edition, draft: EditionDraft, newest: Revision | None
) -> tuple[Block, ...]:
    """Give blocks that came without ids those of the edition's last revision, or of another language's text."""
    if draft.has_ids:
        return draft.blocks
    if newest is not None:
        return align_blocks(load_blocks(newest.blocks), draft.blocks)
    for other in sorted(edition.story.editions, key=lambda e: e.language != edition.story.source_language):
        if other is not edition and (sibling := latest_revision(context.session, other)):
            return pair_translation(load_blocks(sibling.blocks), draft.blocks)
    return draft.blocks


def _merged(parent: Revision, mine: tuple[Block, ...], newest: Revision) -> tuple[Block, ...]:
    merge = merge_blocks(load_blocks(parent.blocks), mine, load_blocks(newest.blocks))
    if merge.conflicts:
        raise Conflict(
            N_("Somebody else changed the same paragraphs meanwhile: %(blocks)s. Your text was not saved."),
            code="edit-conflict",
            blocks=", ".join(merge.conflicts),
        )
    return merge.blocks


def _pin(
    context: Context, story: Story, edition: Edition, newest: Revision | None, revision: Revision
) -> Revision | None:
    if edition.language == story.source_language:
        return None
    source = source_revision(context.session, story)
    pin = pinned(context.session, [newest]).get(newest.id) if newest else None
    if newest is None or pin is None or source is None:
        return source
    stale = of_revision(context.session, newest, now=context.now)
    before, after = newest.block_hashes, revision.block_hashes
    # A block that is new in the source and still missing here is as untouched as one that still says the old.
    untouched = [
        block
        for block in stale.blocks
        if before.get(block) == after.get(block) and (block in source.block_hashes or block in after)
    ]
    return source if stale.blocks and not untouched else pin


def settle_slug(context: Context, edition: Edition, text: str | None) -> None:
    """Give ``edition`` the slug ``text``, and keep it as an address unless another edition had it first."""
    edition.slug = text
    if text is None:
        return
    taken = context.session.scalar(
        select(Alias.id).where(Alias.language == edition.language, Alias.kind == edition.kind, Alias.slug == text)
    )
    if taken is None:
        context.session.add(
            Alias(
                edition_id=edition.id,
                language=edition.language,
                kind=edition.kind,
                slug=text,
                created_at=context.now,
            )
        )
        context.session.flush()
