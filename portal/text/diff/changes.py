"""What one version of a body changed against another, by block id."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from portal.text.blocks import Block, block_hash


@dataclass(frozen=True, slots=True)
class BlockChanges:
    """Ids of blocks. ``added``, ``changed`` and ``moved`` in the new order, ``removed`` in the old one.

    A block that moved and changed is in both; a moved block whose text is the same says nothing new.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Say whether any block says something else than before."""
        return bool(self.added or self.changed or self.removed)


def changed_blocks(pinned: Sequence[Block], live: Sequence[Block]) -> BlockChanges:
    """Return what ``live`` changed against ``pinned``; ids are unique in each."""
    before = {block.id: block_hash(block) for block in pinned}
    after = {block.id: block_hash(block) for block in live}
    order = list(before)
    place = {id_: number for number, id_ in enumerate(order)}
    still = {order[number] for number in longest_run([place[id_] for id_ in after if id_ in place])}
    return BlockChanges(
        added=tuple(id_ for id_ in after if id_ not in before),
        changed=tuple(id_ for id_ in after if id_ in before and before[id_] != after[id_]),
        removed=tuple(id_ for id_ in before if id_ not in after),
        moved=tuple(id_ for id_ in after if id_ in before and id_ not in still),
    )


def longest_run(numbers: Sequence[int]) -> list[int]:
    """Return a longest rising subsequence of different ``numbers``: what kept its order."""
    ends: list[int] = []
    last_of: list[int] = []
    before: list[int] = []
    for index, number in enumerate(numbers):
        length = bisect_left(ends, number)
        before.append(last_of[length - 1] if length else -1)
        if length == len(ends):
            ends.append(number)
            last_of.append(index)
        else:
            ends[length], last_of[length] = number, index
    run: list[int] = []
    index = last_of[-1] if last_of else -1
    while index >= 0:
        run.append(numbers[index])
        index = before[index]
    return run[::-1]
