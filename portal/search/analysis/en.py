"""English. The stem takes off possessives and plurals.

The skeleton takes off -ing, -ed and -ly, roughly as the first step of Porter's algorithm (1980), and writes American
and British spelling alike.
"""

import re

from portal.search.analysis.core import Analyzer, without_marks
from portal.text.folding import LATIN

_IRREGULAR = {
    "men": "man",
    "women": "woman",
    "children": "child",
    "feet": "foot",
    "wives": "wife",
    "lives": "life",
    "knives": "knife",
    "thieves": "thief",
    "leaves": "leaf",
    "crises": "crisis",
}
_ENDS_IN_S = re.compile(r"(?:ss|us|is|ies|oes|[sx]es|zzes|ches|shes|s)$")
_KEPT = ("ss", "us", "is", "news", "series", "species", "means", "always", "perhaps")
_VOWEL = re.compile("[aeiouy]")
# One syllable that a silent e would make long: rat, plan, sit.
_SHORT = re.compile("[^aeiou]*[aeiouy][^aeiouwxy]")
_SPELLING = (
    (re.compile(r"i[sz]ation(?:al)?$"), "ize"),
    (re.compile(r"is(e|er|ing|ed)$"), r"iz\1"),
    (re.compile(r"ys(e|ing|ed|er)$"), r"yz\1"),
    (re.compile(r"(?<=[a-z]{3})our(?=$|s$|ed$|ing$|er$|al$|hood$|ite$|less$)"), "or"),
    (re.compile(r"(?<=[a-z]{2})tre$"), "ter"),
    (re.compile(r"(?<=[a-z]{2})ence$"), "ense"),
    (re.compile(r"ogue$"), "og"),
    (re.compile(r"ogramme"), "ogram"),
    (re.compile(r"(?<=[a-z]{3})ll(?=ed$|ing$|er$|$)"), "l"),
)

_STOP_WORDS = """
a an the and or but if of in on at to by for with from as into over after before about against between during through
is are was were be been being am do does did has have had having will would can could should may might must shall
i you he she it we they me him her them my your his its our their this that these those there here what which who whom
when where why how not no nor so than then too very s t don just only also such both each more most other some own same
"""


def stem(word: str) -> str:
    """Return a folded word in the singular, without ``'s``."""
    word = word.removesuffix("'s").rstrip("'") or word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or word.endswith(_KEPT) or not _ENDS_IN_S.search(word):
        return word
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "zzes", "ches", "shes", "oes")) and len(word) > 4:
        return word[:-2]
    return word[:-1]


def skeleton(word: str) -> str:
    """Return the bold stem of a stem, in plain letters and one spelling."""
    word = without_marks(word)
    for pattern, one in _SPELLING:
        word = pattern.sub(one, word)
    word = _without_verb_ending(word)
    if len(word) > 5 and word.endswith("ly"):
        word = word[:-2]
    if word.endswith("e") and len(word) > 3 and not _SHORT.fullmatch(word[:-1]):
        word = word[:-1]
    if len(word) > 2 and word.endswith("y"):
        word = f"{word[:-1]}i"
    return word


def _without_verb_ending(word: str) -> str:
    """Take off -ing or -ed: planned is of plan, rated of rate, tested of test."""
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest == word or len(rest) < 3 or not _VOWEL.search(rest):
            continue
        if rest[-1] == rest[-2] and rest[-1] not in "aeiousz":
            return rest[:-1] if len(rest) > 3 else rest
        return f"{rest}e" if _SHORT.fullmatch(rest) else rest
    return word


ANALYZER = Analyzer(
    "en",
    script="Latn",
    profile=LATIN,
    stem=stem,
    skeleton=skeleton,
    stop_words=frozenset(_STOP_WORDS.split()),
)
