"""Which block continues which: ids for bodies that come without them, from the last version or from the source."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from portal.text.blocks import Block, block_hash, plain_text
from portal.text.blocks.model import with_ids
from portal.text.diff.words import common, similarity, words

_SIMILAR = 0.4
_CONTAINED = 0.7
_FEWEST_WORDS = 3


def align_blocks(old: Sequence[Block], new: Sequence[Block]) -> tuple[Block, ...]:
    """Return ``new`` under the ids of the ``old`` blocks that they continue; the rest get ids of their own.

    The same content comes first, then the likest text (at least .4 of the words). Where one block became several, the
    first of them continues it; where several became one, it continues the first. Ids that ``new`` came with are not
    kept. Blocks without text (pictures) continue one of their type that stood at the same place between neighbours.
    """
    pairs = _same(old, new)
    pairs |= _split_or_merged(old, new, pairs)
    pairs |= _likest(old, new, pairs)
    pairs |= _wordless(old, new, pairs)
    named = [replace(block, id=old[pairs[j]].id if j in pairs else "") for j, block in enumerate(new)]
    return with_ids(named, taken=(block.id for block in old))


def _same(old: Sequence[Block], new: Sequence[Block]) -> dict[int, int]:
    """Pair blocks of equal content; among several, in order."""
    waiting: dict[str, list[int]] = defaultdict(list)
    for i, block in enumerate(old):
        waiting[block_hash(block)].append(i)
    pairs: dict[int, int] = {}
    for j, block in enumerate(new):
        if candidates := waiting.get(block_hash(block)):
            pairs[j] = candidates.pop(0)
    return pairs


@dataclass(frozen=True, slots=True)
class _Text:
    index: int
    type: str
    words: tuple[str, ...]


def _open(blocks: Sequence[Block], done: set[int]) -> list[_Text]:
    """Return the texts of the blocks that have no partner yet."""
    texts = [_Text(i, block.type, words(plain_text(block))) for i, block in enumerate(blocks) if i not in done]
    return [text for text in texts if text.words]


def _split_or_merged(old: Sequence[Block], new: Sequence[Block], pairs: dict[int, int]) -> dict[int, int]:
    before, after = _open(old, set(pairs.values())), _open(new, set(pairs))
    found: dict[int, int] = {}
    used: set[int] = set()
    for whole in before:
        parts = _parts(whole, [text for text in after if text.index not in found])
        if len(parts) > 1:
            found[parts[0].index] = whole.index
            used.add(whole.index)
    for whole in after:
        if whole.index not in found:
            parts = _parts(whole, [text for text in before if text.index not in used])
            if len(parts) > 1:
                found[whole.index] = parts[0].index
                used.update(part.index for part in parts)
    return found


def _parts(whole: _Text, candidates: list[_Text]) -> list[_Text]:
    """Return the candidates that are made of words of ``whole``, in order; together they are no longer than it."""
    parts = [
        part
        for part in candidates
        if _FEWEST_WORDS <= len(part.words) < len(whole.words)
        and (Counter(part.words) & Counter(whole.words)).total() >= _CONTAINED * len(part.words)
        and common(part.words, whole.words) >= _CONTAINED * len(part.words)
    ]
    return parts if sum(len(part.words) for part in parts) <= 1.3 * len(whole.words) else []


def _likest(old: Sequence[Block], new: Sequence[Block], pairs: dict[int, int]) -> dict[int, int]:
    """Pair what is alike, the likest first; among equals the same type, then the earlier."""
    before, after = _open(old, set(pairs.values())), _open(new, set(pairs))
    scores = sorted(
        (-score, a.type != b.type, abs(a.index - b.index), b.index, a.index)
        for a in before
        for b in after
        if (score := round(similarity(a.words, b.words, at_least=_SIMILAR), 3)) >= _SIMILAR
    )
    found: dict[int, int] = {}
    for *_, j, i in scores:
        if j not in found and i not in found.values():
            found[j] = i
    return found


def _wordless(old: Sequence[Block], new: Sequence[Block], pairs: dict[int, int]) -> dict[int, int]:
    """Pair the pictures, films and files that are left and stand after the same block."""
    by_place = {
        (_anchor(i, set(pairs.values()), own=None), old[i].type): i for i in _unpaired(old, set(pairs.values()))
    }
    found: dict[int, int] = {}
    for j in _unpaired(new, set(pairs)):
        place = (_anchor(j, set(pairs), own=pairs), new[j].type)
        if (i := by_place.pop(place, None)) is not None:
            found[j] = i
    return found


def _unpaired(blocks: Sequence[Block], done: set[int]) -> Iterator[int]:
    yield from (i for i, block in enumerate(blocks) if i not in done and not plain_text(block))


def _anchor(index: int, done: set[int], *, own: dict[int, int] | None) -> int:
    """Return the old index of the nearest paired block before ``index``; -1 at the beginning."""
    before = max((i for i in done if i < index), default=-1)
    return own[before] if own is not None and before >= 0 else before


def pair_translation(source: Sequence[Block], target: Sequence[Block]) -> tuple[Block, ...]:
    """Return ``target``, a translation without ids of its own, under the ids of the source blocks it translates.

    As many blocks of the same types pair one to one. Otherwise types and relative lengths decide, in order; what has
    no partner gets an id of its own.
    """
    if [block.type for block in source] == [block.type for block in target]:
        pairs = dict(zip(range(len(target)), range(len(source)), strict=True))
    else:
        pairs = _paired_by_shape(source, target)
    named = [replace(block, id=source[pairs[j]].id if j in pairs else "") for j, block in enumerate(target)]
    return with_ids(named, taken=(block.id for block in source))


_SKIP = 1.0
_OTHER_TYPE = 0.6
_ALIKE = ({"paragraph", "quote"}, {"paragraph", "list", "factbox"}, {"image", "gallery", "video"})


def _paired_by_shape(source: Sequence[Block], target: Sequence[Block]) -> dict[int, int]:
    """Return the cheapest pairing that keeps the order: the algorithm of edit distance, over blocks."""
    shares = _shares(source), _shares(target)
    best = [[0.0] * (len(target) + 1) for _ in range(len(source) + 1)]
    for i in range(len(source), -1, -1):
        for j in range(len(target), -1, -1):
            if i == len(source) or j == len(target):
                best[i][j] = _SKIP * (len(source) - i + len(target) - j)
                continue
            paired = best[i + 1][j + 1] + _cost(source[i], target[j], shares[0][i], shares[1][j])
            best[i][j] = min(paired, _SKIP + best[i + 1][j], _SKIP + best[i][j + 1])
    pairs: dict[int, int] = {}
    i = j = 0
    while i < len(source) and j < len(target):
        paired = best[i + 1][j + 1] + _cost(source[i], target[j], shares[0][i], shares[1][j])
        if best[i][j] == paired:
            pairs[j] = i
            i, j = i + 1, j + 1
        elif best[i][j] == _SKIP + best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _cost(a: Block, b: Block, share_a: float, share_b: float) -> float:
    """Return 0 for blocks of one type and relative length, up to twice the price of leaving one out."""
    if a.type != b.type and not any({a.type, b.type} <= alike for alike in _ALIKE):
        return 2 * _SKIP + 0.1
    longer = max(share_a, share_b)
    length = 1 - min(share_a, share_b) / longer if longer else 0.0
    return length + (_OTHER_TYPE if a.type != b.type else 0.0)


def _shares(blocks: Sequence[Block]) -> list[float]:
    lengths = [len(plain_text(block)) for block in blocks]
    total = sum(lengths) or 1
    return [length / total for length in lengths]
