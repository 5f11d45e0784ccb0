"""The readable end of an address: short, lower case, in the script of the language, the same for the same headline."""

import re
import unicodedata

from portal.text.folding import ARABIC_MARKS, INVISIBLE, MARKS, profile_for

_INVISIBLE = re.compile(f"[{INVISIBLE}{ARABIC_MARKS}\u0640]+")
_APOSTROPHES = re.compile("['\u2019\u2018\u02bc]")
_OTHER = re.compile(rf"(?:[^\w{MARKS}]|_)+")
_LEADING_MARKS = re.compile(f"(?:^|(?<=-))[{MARKS}]+")


def slug(text: str, language: str = "", *, longest: int = 80) -> str | None:
    """Return ``text`` as words joined by hyphens, at most ``longest`` characters; None when no letter is left.

    Arabic script stays (addresses are percent-encoded where they are printed). A slug is its own slug. Harakat,
    tatweel and invisible characters go; where a joiner makes another letter in ``language`` (Sorani), that one stays.
    """
    composed = unicodedata.normalize("NFC", text).replace("İ", "i")
    for letters, letter in profile_for(language).joined.items():
        composed = composed.replace(letters, letter)
    lowered = unicodedata.normalize("NFC", _APOSTROPHES.sub("", _INVISIBLE.sub("", composed)).lower())
    joined = _OTHER.sub("-", lowered)
    words = [word for word in _LEADING_MARKS.sub("", joined).split("-") if word]
    short = _joined(words, longest=longest)
    return short if any(character.isalnum() for character in short) else None


def _joined(words: list[str], *, longest: int) -> str:
    """Join as many whole words as fit; cut the first when not even that one does."""
    if words and len(words[0]) > longest:
        end = longest
        while end > 1 and unicodedata.combining(words[0][end]):
            end -= 1
        return words[0][:end]
    length, kept = -1, 0
    for word in words:
        length += 1 + len(word)
        if length > longest:
            break
        kept += 1
    return "-".join(words[:kept])
