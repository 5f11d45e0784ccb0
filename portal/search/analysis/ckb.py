"""Sorani. The stem follows the published rules of Lucene's Sorani stemmer, which takes one ending of each kind.

The skeleton first drops the marks that readers leave out (the small v of ێ ۆ ڵ, the mark of ڕ, the difference of ە and
ه), and then takes off the endings that Sorani stacks: definite, plural, possessive, "also", postposition, ezafe.
"""

from portal.search.analysis.core import Analyzer
from portal.search.analysis.endings import Affix, affixes, until_stable, without_ending
from portal.text.folding import SORANI, folded

# Kinds of ending in the order of the published rules: of the first two kinds one each may go, then one of the rest.
_POSTPOSITIONS = (Affix("دا", 4), Affix("ەوە", 4))
_POSSESSIVES = (Affix("مان", 4), Affix("یان", 4), Affix("تان", 4))
_ENDINGS = (
    *(Affix("ێکی", 4), Affix("یەکی", 4)),
    *(Affix("ێک", 4), Affix("یەک", 4), Affix("ەکە", 4), Affix("کە", 4), Affix("ەکان", 4), Affix("کان", 4)),
    *(Affix("یانی", 4), Affix("انی", 4), Affix("یان", 4), Affix("ان", 4), Affix("یانە", 4), Affix("انە", 4)),
)
_SINGLE = (Affix("ە", 4), Affix("ی", 4))

# Letters as they are after dropping the marks.
_STACKED = (
    *affixes("هکانیانهوه هکانمانهوه هکانهوه هکهیانهوه هکهیهوه هکهوه یهکهوه یکهوه", rest=3),
    *affixes("هکانیان هکانمان هکانتان هکانیش هکهیان هکهمان هکهتان هکهیش هکانی هکهی هکهم هکهت هکهش", rest=3),
    *affixes("کان که", rest=3, after="او"),
    *affixes("هکان هکه یهکی یکی یهک یک ترین یانه انه هوه هو یان دا یش ان", rest=3),
    *affixes("تر را", rest=4),
    *affixes("ه ی", rest=3),
    Affix("ا", 4, after="ن"),
    # Kurdistan: the stem took its t for that of a possessive -tan.
    Affix("ت", 4, after="س"),
)
_MARKS = str.maketrans({"ڕ": "ر", "ڵ": "ل", "ۆ": "و", "ێ": "ی", "ە": "ه", "'": None})

_STOP_WORDS = """
و لە بە بۆ کە ئەو ئەم ئەوە ئەمە ئەوان ئێمە من تۆ ئێوە لەگەڵ لەسەر لەژێر لەلایەن لەلایەک بەڵام یان یا هەر هیچ چی کێ کەی
بوو بوون دەبێت دەکات دەکەن کرد هەیە نییە ئەوەی ئەوەیە پێش دوای تا هەتا وەک وەکو لێ پێ تێ دا ڕا ەوە ش یش نە هەموو زۆر
"""


def stem(word: str) -> str:
    """Return the stem of a folded word: at most a postposition, a possessive and one more ending go."""
    if word.endswith("نا") and len(word) > 4 and not word.endswith("دا"):
        word = word[:-1]
    else:
        word = without_ending(word, _POSTPOSITIONS)
    word = without_ending(word, _POSSESSIVES)
    shorter = without_ending(word, _ENDINGS)
    if shorter != word:
        return shorter
    if word.endswith(("ایە", "ەیە")) and len(word) > 5:
        return word[:-2]
    return without_ending(word, _SINGLE)


def skeleton(word: str) -> str:
    """Return the bold stem of a stem, in letters without marks."""
    return until_stable(word.translate(_MARKS), _STACKED)


ANALYZER = Analyzer(
    "ckb",
    script="Arab",
    profile=SORANI,
    stem=stem,
    skeleton=skeleton,
    stop_words=frozenset(folded(word, SORANI) for word in _STOP_WORDS.split()),
)
