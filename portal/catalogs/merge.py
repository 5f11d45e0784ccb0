"""Bringing a catalog up to its template, as ``msgmerge --no-fuzzy-matching --previous`` does, without gettext.

Nothing is guessed: a new message is untranslated, never filled from a similar one. Nothing is lost: a message that went
away stays at the end of the file (``#~``) and comes back with its translation when the code says it again.
"""

from dataclasses import replace

from portal.catalogs.po import Catalog, Entry, quoted


def merge(catalog: Catalog, template: Catalog, *, forms: int) -> Catalog:
    """Return ``catalog`` with exactly the template's messages, in its order; ``forms`` is the count of plural forms."""
    known = {entry.key: entry for entry in (*catalog.obsolete, *catalog.messages)}
    gaps = dict(zip((id(entry) for entry in catalog.entries), catalog.gaps, strict=False))
    merged: list[tuple[Entry, str]] = [(catalog.header, gaps.get(id(catalog.header), ""))]
    for source in template.messages:
        old = known.pop(source.key, None)
        entry = _fresh(source, forms=forms) if old is None else _updated(old, source, forms=forms)
        merged.append((entry, gaps.get(id(old), "\n")))
    merged += [
        (old if old.obsolete else old.as_obsolete(), gaps.get(id(old), "\n"))
        for old in catalog.entries
        if known.get(old.key) is old and any(old.texts) and old is not catalog.header
    ]
    last = catalog.gaps[-1] if catalog.gaps else ""
    return Catalog(tuple(entry for entry, _ in merged), (*(gap for _, gap in merged), last))


def _fresh(source: Entry, *, forms: int) -> Entry:
    texts = ("",) * (forms if source.plural is not None else 1)
    return replace(source, texts=texts, notes=(), previous=(), head=None, body=None, line=0)


def _updated(old: Entry, source: Entry, *, forms: int) -> Entry:
    """Return ``old`` with the comments and flags of the template; doubtful where its plural is another one now."""
    fuzzy = ("fuzzy",) if old.is_fuzzy else ()
    if old.plural == source.plural:
        return old.with_source(source, flags=(*fuzzy, *source.flags))
    previous = [f"msgid {quoted(old.msgid)}"]
    if old.plural is not None:
        previous.append(f"msgid_plural {quoted(old.plural)}")
    texts = old.texts
    if source.plural is None:
        texts = (old.texts[-1],)
    elif old.plural is None:
        texts = old.texts * forms
    told = old.with_source(source, flags=("fuzzy", *source.flags) if any(texts) else source.flags)
    return replace(told, texts=texts, previous=tuple(previous) if any(texts) else (), head=None, body=None)
