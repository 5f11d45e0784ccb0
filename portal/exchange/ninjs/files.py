"""Items on disk: files named one by one, and every ``*.json`` below a folder; one item a file, or a list of them."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn

from portal.exchange.refusal import Refusal

LARGEST = 5_000_000
"""Bytes of one file; an item is a few thousand."""


def find(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield the files of ``paths`` in order, each once even if it is named twice."""
    seen: set[Path] = set()
    for path in paths:
        found = sorted(each for each in path.rglob("*.json") if each.is_file()) if path.is_dir() else [path]
        for file in found:
            if (real := file.resolve()) not in seen:
                seen.add(real)
                yield file


def load(path: Path) -> list[object]:
    """Return the items of a file as parsed JSON; raise Refusal when there is none to be had."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise Refusal("too-large", f"the file has {size:,} bytes, at most {LARGEST:,} are taken")
        data = path.read_bytes()
    except OSError as error:
        raise Refusal("unreadable", f"the file cannot be read: {error.strerror}") from error
    content = parse(data)
    items = content if isinstance(content, list) else [content]
    if not items:
        raise Refusal("schema", "the list has no item in it")
    return items


def parse(data: bytes) -> object:
    """Return JSON as Python values; raise Refusal for anything else, NaN included."""
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_not_json)
    except UnicodeDecodeError as error:
        raise Refusal("bad-json", "it is not written in UTF-8") from error
    except RecursionError as error:
        raise Refusal("bad-json", "it is nested too deeply") from error
    except ValueError as error:
        raise Refusal("bad-json", f"it is not JSON: {error}") from error


def _not_json(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no value of JSON")
