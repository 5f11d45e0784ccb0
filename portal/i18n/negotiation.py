"""The choice of an edition from ``Accept-Language``: pure, given the names that editions go by.

Rules: RFC 9110 12.4.2 and 12.5.4 for the grammar and the weights, RFC 4647 2.1 and 3.4 for ranges and look-up. Ranges
are walked by falling weight, equal ones in the order of the header, and each is truncated from its end until it names
an edition. So a first choice that is met by truncation wins over an exact match of a later one, and a script or region
that we do not tell apart (``ckb-Latn``, ``kmr-Arab``) is truncated like any other subtag: there is one edition a
language, and its readers are better served by it than by a question.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LONGEST = 8192
"""Characters of a header that are looked at; servers refuse longer fields, and a browser's has a few dozen."""

_ELEMENT = re.compile(
    r"[ \t]*(?P<range>\*|[a-z]{1,8}(?:-[a-z0-9]{1,8})*)"
    r"(?:[ \t]*;[ \t]*q=(?P<weight>0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?))?[ \t]*",
    re.ASCII | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Names:
    """What editions are called, in lower case: ``synonyms`` mean the language itself, ``varieties`` are served by it.

    The difference matters for ``q=0`` alone: who refuses ``ku`` refuses Kurmanji, who refuses ``arz`` does not refuse
    Arabic.
    """

    codes: frozenset[str]
    synonyms: Mapping[str, str]
    varieties: Mapping[str, str]

    def find(self, subtags: list[str]) -> str | None:
        """Return the edition that a range names after truncation from its end (RFC 4647 3.4)."""
        for length in range(min(len(subtags), 3), 0, -1):
            name = "-".join(subtags[:length])
            if name in self.codes:
                return name
            code = self.synonyms.get(name) or self.varieties.get(name)
            if code is not None:
                return code
        return None


def choose(header: str | None, names: Names) -> str | None:
    """Return the code of the edition that a header asks for, or None when it asks for none of ours.

    What breaks the grammar is dropped, element by element. ``*`` says "anything", which is no reason to prefer an
    edition. The cost grows with the length of the header, up to LONGEST.
    """
    if not header:
        return None
    ranges = list(_ranges(header))
    refused = _refused(ranges, names)
    for name, _ in sorted((each for each in ranges if each[1] > 0), key=lambda each: -each[1]):
        code = names.find(name.split("-", 3)[:3])
        if code is not None and code not in refused:
            return code
    return None


def _ranges(header: str) -> Iterable[tuple[str, float]]:
    """Yield the well-formed ranges in lower case with their weights, in the order of the header."""
    if len(header) > LONGEST:
        header = header[:LONGEST].rpartition(",")[0]
    for element in header.split(","):
        match = _ELEMENT.fullmatch(element)
        if match is not None:
            yield match["range"].lower(), float(match["weight"] or 1)


def _refused(ranges: list[tuple[str, float]], names: Names) -> frozenset[str]:
    """Return the editions that ``q=0`` rules out.

    A range refuses what it names in full: ``ar-EG;q=0`` says nothing about an edition in Arabic for everyone. An
    edition that is asked for by its own code is not refused by one of its other names.
    """
    zero = {name for name, weight in ranges if weight == 0}
    wanted = {name for name, weight in ranges if weight > 0}
    by_code = zero & names.codes
    by_synonym = {names.synonyms[name] for name in zero if name in names.synonyms} - wanted
    return frozenset(by_code | by_synonym)
