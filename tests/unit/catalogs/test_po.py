"""Reading and writing catalogs without loss."""

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.catalogs import files
from portal.catalogs.po import Catalog, Entry, PoSyntaxError
from portal.catalogs.po_reader import parse

FOREIGN = """\
# A catalog as other programs write it.
#
msgid ""
msgstr ""
"Project-Id-Version: X\\n"
"PO-Revision-Date: 2020-01-01 00:00+0000\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

# a note of the translator
#. a note of the programmer
#: a.py:3 b.py:7
#: c.py:9
#, python-format, fuzzy
#| msgid "Old %(name)s"
msgid "New %(name)s"
msgstr ""
"Kevn "
"%(name)s"


msgctxt "verb"
msgid "Open\\tthis\\n"
"now \\"here\\""
msgstr "Veke"
msgid "One %(count)s"
msgid_plural "Many %(count)s"
msgstr[0] "Yek"
msgstr[1] ""
"Gelek %(count)s"

#~ msgid "Gone"
#~ msgstr "Çû"

# a comment that stands alone
"""


def test_a_file_that_is_only_opened_and_saved_stays_byte_for_byte_the_same() -> None:
    assert parse(FOREIGN).render() == FOREIGN


def test_everything_in_a_file_is_understood() -> None:
    catalog = parse(FOREIGN)
    fuzzy, verb, plural = catalog.messages
    assert catalog.fields["Plural-Forms"] == "nplurals=2; plural=(n != 1);"
    assert (fuzzy.texts, fuzzy.is_fuzzy, fuzzy.is_translated) == (("Kevn %(name)s",), True, False)
    assert fuzzy.locations == ("a.py:3", "b.py:7", "c.py:9")
    assert fuzzy.previous == ('msgid "Old %(name)s"',)
    assert verb.key == ("verb", 'Open\tthis\nnow "here"')
    assert plural.texts == ("Yek", "Gelek %(count)s")
    assert [entry.msgid for entry in catalog.obsolete] == ["Gone"]


def changed_lines(before: str, after: str) -> set[str]:
    return set(after.splitlines()) - set(before.splitlines())


def test_one_edited_string_changes_its_own_line_and_the_date() -> None:
    now = datetime(2026, 3, 7, 9, 0, tzinfo=UTC)
    after = files.edited(parse(FOREIGN), ("verb", 'Open\tthis\nnow "here"'), ("Vê veke",), now=now).render()
    assert changed_lines(FOREIGN, after) == {'msgstr "Vê veke"', '"PO-Revision-Date: 2026-03-07 09:00+0000\\n"'}
    assert len(after.splitlines()) == len(FOREIGN.splitlines())


def test_a_message_translated_anew_is_no_longer_doubtful() -> None:
    now = datetime(2026, 3, 7, 9, 0, tzinfo=UTC)
    edited = files.edited(parse(FOREIGN), (None, "New %(name)s"), ("Nû %(name)s",), now=now)
    assert edited.messages[0].is_translated
    assert "#| msgid" not in edited.render()


def test_an_unknown_message_cannot_be_edited() -> None:
    with pytest.raises(KeyError):
        files.edited(parse(FOREIGN), (None, "Gone"), ("x",), now=datetime.now(UTC))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('msgid "a"\n', 1),
        ('msgid "a\nmsgstr ""\n', 1),
        ('msgid "a"\nmsgstr "x" y\n', 2),
        ('msgstr "x"\n', 1),
        ('"x"\n', 1),
        ('msgid "a"\nmsgstr[0] "x"\n', 2),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr "x"\n', 3),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[1] "x"\n', 3),
        ('msgid "a"\nmsgstr "\\q"\n', 2),
        ('msgid "a"\nmsgstr "1"\n\nmsgid "a"\nmsgstr "2"\n', 1),
        ("<<<<<<< ours\n", 1),
    ],
)
def test_a_broken_file_is_refused_with_the_line(text: str, line: int) -> None:
    with pytest.raises(PoSyntaxError) as caught:
        parse(text)
    assert caught.value.line == line


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "messages.po"
    path.write_bytes(b'msgid "a"\nmsgstr "\xff"\n')
    with pytest.raises(PoSyntaxError) as caught:
        files.read(path)
    assert caught.value.line == 2


def test_line_separators_of_unicode_are_text_and_end_no_line() -> None:
    entry = Entry("a", ("x\u2028y\x85z",))
    assert parse(entry.render()).messages == (parse(entry.render()).messages[0],)
    assert parse(entry.render()).messages[0].texts == ("x\u2028y\x85z",)


_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(st.dictionaries(st.tuples(st.none() | _TEXT, _TEXT.filter(bool)), _TEXT, max_size=8))
def test_what_is_written_is_read_again(messages: dict[tuple[str | None, str], str]) -> None:
    entries = [Entry(msgid, (text,), context=context) for (context, msgid), text in messages.items()]
    read = parse(Catalog(tuple(entries)).render())
    assert {entry.key: entry.texts[0] for entry in read.messages} == messages


def test_gettext_itself_accepts_what_we_write(tmp_path: Path) -> None:
    assert shutil.which("msgfmt") is not None or pytest.skip("gettext is not installed")
    path = tmp_path / "messages.po"
    path.write_text(parse(FOREIGN).render(), "utf-8")
    done = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
