"""Comparing bodies: what changed, which old block a new one continues, how translations pair, how edits merge.

``changes`` compares by id, ``alignment`` finds ids, ``merging`` joins two edits, ``words`` compares texts.
"""

from portal.text.diff.alignment import align_blocks, pair_translation
from portal.text.diff.changes import BlockChanges, changed_blocks
from portal.text.diff.merging import Merge, merge_blocks
from portal.text.diff.words import WordChange, similarity, word_changes, words

__all__ = [
    "BlockChanges",
    "Merge",
    "WordChange",
    "align_blocks",
    "changed_blocks",
    "merge_blocks",
    "pair_translation",
    "similarity",
    "word_changes",
    "words",
]
