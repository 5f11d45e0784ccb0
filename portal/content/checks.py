"""What must be true of a text before it may go live. Blocking; advice belongs to the desk."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.content.models import Edition, Revision
from portal.errors import Invalid
from portal.i18n.marks import N_
from portal.media.models import Asset, AssetKind
from portal.text.blocks import Block, assets, load_blocks, texts


def require_publishable(session: Session, edition: Edition, revision: Revision) -> None:
    """Raise Invalid for untranslated blocks, an unknown asset, or a picture or film without alternative text."""
    blocks = load_blocks(revision.blocks)
    if revision.based_on_id is not None:
        source = session.get_one(Revision, revision.based_on_id)
        if same := untranslated(load_blocks(source.blocks), blocks):
            raise Invalid(
                N_("These paragraphs still equal the original: %(blocks)s."),
                code="untranslated",
                blocks=", ".join(same),
            )
    require_alternative_texts(session, edition, blocks)


def untranslated(source: tuple[Block, ...], translation: tuple[Block, ...]) -> list[str]:
    """Return the ids of blocks whose words equal their source's and that are not marked to be kept."""
    words = {block.id: _words(block) for block in source}
    return [b.id for b in translation if not b.keep and _words(b) and words.get(b.id) == _words(b)]


def _words(block: Block) -> str:
    """Return the text of a block, empty when it holds no letter: figures are the same in every language."""
    text = "\n".join(texts(block))
    return text if any(character.isalpha() for character in text) else ""


def require_alternative_texts(session: Session, edition: Edition, blocks: tuple[Block, ...] = ()) -> None:
    """Raise Invalid for an asset of the story's facts or of ``blocks`` that is unknown or lacks words for it."""
    keys = {key for block in blocks for key in assets(block)}
    facts = edition.story.facts
    used = {asset.key: asset for asset in (facts.lead, facts.video) if asset} if facts else {}
    used |= {asset.key: asset for asset in session.scalars(select(Asset).where(Asset.key.in_(keys)))}
    for key in sorted(keys | used.keys()):
        asset = used.get(key)
        if asset is None:
            raise Invalid(N_("There is no asset with the key %(key)s."), code="unknown-asset", key=key)
        has_alt = any(text.language == edition.language and text.alt for text in asset.texts)
        if asset.kind is not AssetKind.FILE and not has_alt:
            raise Invalid(
                N_("%(key)s has no alternative text in %(language)s."),
                code="alt",
                key=key,
                language=edition.language,
            )
