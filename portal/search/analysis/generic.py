"""Any other language: folded by its script, with no grammar but what languages of a script share.

That is elided articles, the marks that keyboards lack and, boldly, the commonest endings: the plurals of Romance
languages and their mute e, and that of Persian, which is written joined, apart or with a joiner between.
"""

from functools import lru_cache

from portal.search.analysis.core import Analyzer, without_marks
from portal.search.analysis.endings import affixes, until_stable
from portal.text.folding import profile_for

_ENDINGS = (*affixes("هایی های ها", rest=3), *affixes("s x", rest=3), *affixes("e", rest=4))


def stem(word: str) -> str:
    """Return a folded word without what is elided before it: ``l'élysée``, ``qu'il``."""
    head, mark, rest = word.partition("'")
    return rest if mark and len(head) <= 2 < len(rest) else word


def skeleton(word: str) -> str:
    """Return a stem in the letters that every keyboard has, without its ending."""
    return until_stable(without_marks(word), _ENDINGS)


@lru_cache(maxsize=64)
def analyzer_for(language: str) -> Analyzer:
    """Return the rules for a language without a module of its own; they are right for either script."""
    return Analyzer(language, script="", profile=profile_for(language), stem=stem, skeleton=skeleton)
