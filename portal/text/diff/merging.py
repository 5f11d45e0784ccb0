"""Two edits of one parent joined block by block, or the blocks named on which they contradict each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.text.blocks import Block, block_hash


@dataclass(frozen=True, slots=True)
class Merge:
    """``blocks`` hold both edits, unless ``conflicts`` names the ids that were edited differently: then they are mine.

    Both moved the same blocks to different places: these are conflicts, too.
    """

    blocks: tuple[Block, ...]
    conflicts: tuple[str, ...] = ()


def merge_blocks(base: Sequence[Block], mine: Sequence[Block], theirs: Sequence[Block]) -> Merge:
    """Join what ``mine`` and ``theirs`` changed against ``base``, by block id."""
    parents, ours, others = ({block.id: block for block in blocks} for blocks in (base, mine, theirs))
    conflicts = [id_ for id_ in dict.fromkeys((*ours, *others, *parents)) if _contradict(id_, parents, ours, others)]
    conflicts += [id_ for id_ in _moved_apart(list(parents), list(ours), list(others)) if id_ not in conflicts]
    if conflicts:
        return Merge(tuple(mine), tuple(conflicts))
    order = _order(list(parents), list(ours), list(others))
    return Merge(tuple(_chosen(id_, parents, ours, others) for id_ in order))


_Blocks = dict[str, Block]


def _said(blocks: _Blocks, id_: str) -> tuple[str, bool] | None:
    block = blocks.get(id_)
    return (block_hash(block), block.keep) if block else None


def _contradict(id_: str, base: _Blocks, mine: _Blocks, theirs: _Blocks) -> bool:
    """Say whether three different things are said under one id; to be absent is to say something."""
    return len({_said(base, id_), _said(mine, id_), _said(theirs, id_)}) == 3


def _chosen(id_: str, base: _Blocks, mine: _Blocks, theirs: _Blocks) -> Block:
    """Return the block from the side that changed it."""
    if id_ not in theirs:
        return mine[id_]
    if id_ not in mine or _said(mine, id_) == _said(base, id_):
        return theirs[id_]
    return mine[id_]


def _order(base: list[str], mine: list[str], theirs: list[str]) -> list[str]:
    """Return the ids that remain, in the order of the side that moved something, with the other's new blocks."""
    removed = {id_ for id_ in base if id_ not in mine or id_ not in theirs}
    led, other = (mine, theirs) if _common(mine, base) != _common(base, mine) else (theirs, mine)
    order = [id_ for id_ in led if id_ not in removed]
    for place, id_ in enumerate(other):
        if id_ not in order and id_ not in removed:
            before = next((known for known in reversed(other[:place]) if known in order), None)
            order.insert(order.index(before) + 1 if before is not None else 0, id_)
    return order


def _moved_apart(base: list[str], mine: list[str], theirs: list[str]) -> list[str]:
    """Return the common ids when both sides changed their order, and differently."""
    everywhere = set(base) & set(mine) & set(theirs)
    orders = [[id_ for id_ in ids if id_ in everywhere] for ids in (base, mine, theirs)]
    if orders[1] in (orders[0], orders[2]) or orders[2] == orders[0]:
        return []
    return [a for a, b in zip(orders[1], orders[2], strict=True) if a != b]


def _common(ids: list[str], others: list[str]) -> list[str]:
    return [id_ for id_ in ids if id_ in others]
