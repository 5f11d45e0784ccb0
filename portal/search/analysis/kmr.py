"""Kurmanji, for which no published analyser exists. Rules after the grammars (Bedir Khan; Thackston).

A noun takes at its end: indefinite -ek (-in), then ezafe -a/-ê/-ên or case -ê/-î/-an; after a vowel these begin with y.
The stem takes off what is marked clearly, with its diacritics. The skeleton drops the diacritics that many keyboards
lack, and with them must take any final vowel for an ending.
"""

from portal.search.analysis.core import Analyzer, without_marks
from portal.search.analysis.endings import affixes, until_stable, without_ending
from portal.text.folding import LATIN, folded

# Endings after the apostrophe that sets them off from figures, names and abbreviations: DAIŞ'ê, NATO'yê.
_LONGEST_SUFFIX = 5

_ENDINGS = (
    # rêya, rêyên are of rê; but after a short i the y belongs to the word, as in jiyan.
    *affixes("yekên yekan yeke yekê yekî yên yan yek yê ya yî", rest=2, after="aeouêîû"),
    *affixes("yekên yekan yeke yekê yekî yên yan yek yê ya yî", rest=3, after="i"),
    *affixes("ekên ekan ekê ekî eke", rest=3),
    *affixes("ên ek an ine", rest=3),
    *affixes("ê a", rest=3),
)
_WITH_I = tuple(f"iy{ending}" for ending in ("a", "ê", "ên", "an", "ek", "eke", "ekê", "ekî", "e"))
_BOLD = (
    *affixes("yekan yeken yeke yeki yek yen yan ya ye yi", rest=2, after="aeou"),
    *affixes("yekan yeken yeke yeki yek yen yan ya ye yi", rest=3, after="i"),
    *affixes("ekan eken eke eki", rest=3),
    *affixes("tirin tir", rest=4),
    *affixes("ine en ek an in", rest=3),
    *affixes("a e i", rest=3),
)

_STOP_WORDS = """
û li ji bi di de da bo ku jî ne na an yan lê ev ew wan wî wê min te me we hûn em ez tu va van vê vî ên yên ya yê her
hemû ser bin ber ra re ve ye in e bû bûn dike dikin kir kirin hat hatin dê wek weke heta piştî berî nav li ser ji bo
"""


def stem(word: str) -> str:
    """Return the stem of a folded word: one ending goes, and what an apostrophe sets off."""
    head, mark, ending = word.partition("'")
    if mark and len(head) > 1 and len(ending) <= _LONGEST_SUFFIX:
        return head
    for with_i in _WITH_I:
        # azadiya, azadiyê: the long i of azadî is written short before y.
        if word.endswith(with_i) and len(word) - len(with_i) >= 3:
            return f"{word[: -len(with_i)]}î"
    # Final î stays: it makes azadî of azad, and only sometimes is a case.
    return without_ending(word, _ENDINGS)


def skeleton(word: str) -> str:
    """Return the bold stem of a stem, in letters without diacritics."""
    return until_stable(without_marks(word), _BOLD)


ANALYZER = Analyzer(
    "kmr",
    script="Latn",
    profile=LATIN,
    stem=stem,
    skeleton=skeleton,
    stop_words=frozenset(folded(word, LATIN) for word in _STOP_WORDS.split()),
)
