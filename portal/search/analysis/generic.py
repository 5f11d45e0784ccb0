"""Any other language: folded by its script, with no grammar but elided articles and the marks that keyboards lack."""

from functools import lru_cache

from portal.search.analysis.core import Analyzer, without_marks
from portal.text.folding import profile_for


def stem(word: str) -> str:
    """Return a folded word without what is elided before it: ``l'élysée``, ``qu'il``."""
    head, mark, rest = word.partition("'")
    return rest if mark and len(head) <= 2 < len(rest) else word


@lru_cache(maxsize=64)
def analyzer_for(language: str) -> Analyzer:
    """Return the rules for a language without a module of its own; they are right for either script."""
    return Analyzer(language, script="Latn", profile=profile_for(language), stem=stem, skeleton=without_marks)
