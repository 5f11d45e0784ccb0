"""Arabic. The stem follows the published rules of Lucene's light stemmer (after Larkey, Ballesteros and Connell, 2002).

The skeleton goes further on what the stem left: particles that are written together with the article, single
prepositions before long words, pronouns and duals after the noun, the case ending with alef, and the seats of hamza.
"""

from portal.search.analysis.core import Analyzer
from portal.search.analysis.endings import Affix, affixes, until_stable, without_beginning
from portal.text.folding import ARABIC, folded

# In the order of the published rules; only the first that fits goes.
_LIGHT_PREFIXES = (
    *(Affix(letters, 2) for letters in ("ال", "وال", "بال", "كال", "فال", "لل")),
    Affix("و", 3),
)
# Each goes at most once, in this order, so several may go.
_LIGHT_SUFFIXES = tuple(Affix(letters, 2) for letters in ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"))

_PREFIXES = (
    *affixes("وبال فبال وكال ولل فلل بال كال فال وال لل ال", rest=2),
    *affixes("وب ول وس فب فل ب ل", rest=4),
    Affix("و", 3),
)
_SUFFIXES = (
    *affixes("هما كما تين تان يات", rest=3),
    *affixes("هم هن كم نا وا", rest=3),
    *affixes("ها ات ون ين يه ه ي ا", rest=3),
    # As short as the light stem leaves it: بيان and بيانات are one.
    Affix("ان", 2),
)
_HAMZA = str.maketrans({"ؤ": "و", "ئ": "ي", "ء": "", "ٴ": "", "پ": "ب", "ڤ": "ف", "چ": "ج", "گ": "ك", "ژ": "ز"})

_STOP_WORDS = """
من في على إلى عن مع بين بعد قبل عند حتى منذ خلال حول ضد كل بعض غير أي أن إن أنه إنه أنها إنها كان كانت يكون تكون
هذا هذه ذلك تلك هؤلاء التي الذي الذين اللذين هو هي هم هما نحن أنت أنا ما ماذا لا لم لن ليس قد لقد ثم أو أم بل إذا
كما لكن ولكن و ف ب ل ك وهو وهي ومن وفي وعلى به بها له لها فيه فيها منه منها عليه عليها عنه إليه هناك هنا أيضا حيث
"""


def stem(word: str) -> str:
    """Return the light stem of a folded word."""
    word = without_beginning(word, _LIGHT_PREFIXES)
    for suffix in _LIGHT_SUFFIXES:
        if word.endswith(suffix.letters) and len(word) - len(suffix.letters) >= suffix.rest:
            word = word[: -len(suffix.letters)]
    return word


def skeleton(word: str) -> str:
    """Return the bold stem of a light one."""
    word = until_stable(word, _SUFFIXES, _PREFIXES)
    # Before a pronoun or a dual the feminine ending is written with teh; after waw it belongs to the word (Beirut).
    if len(word) > 4 and word.endswith("ت") and word[-2] not in "وا":
        word = until_stable(word[:-1], _SUFFIXES, _PREFIXES)
    plain = word.replace("ئو", "وو").translate(_HAMZA)
    return plain if len(plain) < 4 else plain.replace("وو", "و").replace("يي", "ي")


ANALYZER = Analyzer(
    "ar",
    script="Arab",
    profile=ARABIC,
    stem=stem,
    skeleton=skeleton,
    stop_words=frozenset(folded(word, ARABIC) for word in _STOP_WORDS.split()),
)
