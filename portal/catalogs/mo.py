"""Compiled catalogs (``.mo``): the bytes that gettext defines, written and read by ourselves.

Reading keeps what Python's own reader throws away, the plural of the source, because a translation is only shown when
it fits both.
"""

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.catalogs.po import Catalog, Entry

_MAGIC = 0x950412DE
_CONTEXT = "\x04"
_FORM = "\x00"


@dataclass(frozen=True, slots=True)
class Compiled:
    """A message of a compiled catalog."""

    context: str | None
    msgid: str
    plural: str | None
    texts: tuple[str, ...]


def pack(catalog: Catalog) -> bytes:
    """Compile a catalog: its header and whatever is translated in full. The same catalog gives the same bytes."""
    header = catalog.header
    strings = {"": header.texts[0]} | dict(_pair(entry) for entry in catalog.messages if entry.is_translated)
    pairs = sorted((source.encode(), text.encode()) for source, text in strings.items())
    start = 28 + 16 * len(pairs)
    sources = b"".join(source + b"\0" for source, _ in pairs)
    tables = [_table((source for source, _ in pairs), start), _table((text for _, text in pairs), start + len(sources))]
    texts = b"".join(text + b"\0" for _, text in pairs)
    head = struct.pack("<7I", _MAGIC, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start)
    return head + b"".join(tables) + sources + texts


def unpack(data: bytes) -> tuple[Mapping[str, str], list[Compiled]]:
    """Read a compiled catalog: the fields of its header and its messages; raise ValueError for anything broken."""
    try:
        order = {_MAGIC: "<", 0xDE120495: ">"}[struct.unpack_from("<I", data)[0]]
        _, count, sources, texts = struct.unpack_from(f"{order}4I", data, 4)
        pairs = [(_string(data, order, sources + 8 * at), _string(data, order, texts + 8 * at)) for at in range(count)]
    except (struct.error, KeyError, UnicodeDecodeError) as error:
        raise ValueError("not a compiled catalog, or a part of one") from error
    header = next((text for source, text in pairs if not source), "")
    fields = (line.partition(":") for line in header.splitlines())
    messages = [_message(source, text) for source, text in pairs if source]
    return {name.strip(): value.strip() for name, colon, value in fields if colon}, messages


def _pair(entry: Entry) -> tuple[str, str]:
    source = entry.msgid if entry.context is None else entry.context + _CONTEXT + entry.msgid
    return (source if entry.plural is None else source + _FORM + entry.plural), _FORM.join(entry.texts)


def _table(strings: Iterable[bytes], start: int) -> bytes:
    table = b""
    for string in strings:
        table += struct.pack("<2I", len(string), start)
        start += len(string) + 1
    return table


def _string(data: bytes, order: str, at: int) -> str:
    length, start = struct.unpack_from(f"{order}2I", data, at)
    if data[start + length : start + length + 1] != b"\0":
        raise ValueError("a compiled catalog that ends too early")
    return data[start : start + length].decode("utf-8")


def _message(source: str, text: str) -> Compiled:
    context, mark, rest = source.partition(_CONTEXT)
    msgid, plural_mark, plural = (rest if mark else source).partition(_FORM)
    return Compiled(context if mark else None, msgid, plural if plural_mark else None, tuple(text.split(_FORM)))
