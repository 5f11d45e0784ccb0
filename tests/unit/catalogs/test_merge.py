"""Bringing catalogs up to the template."""

import shutil
import subprocess
from pathlib import Path

import pytest

from portal.catalogs.merge import merge
from portal.catalogs.po import Catalog, Entry
from portal.catalogs.po_reader import parse

HEADER = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""


def template(*msgids: str, plurals: dict[str, str] | None = None) -> Catalog:
    known = plurals or {}
    entries = [Entry(each, ("",), plural=known.get(each), locations=("portal/a.py",)) for each in msgids]
    return Catalog((Entry("", ("Content-Type: text/plain; charset=UTF-8\n",)), *entries))


def catalog(text: str) -> Catalog:
    return parse(HEADER + text)


def test_merging_twice_changes_nothing_more() -> None:
    once = merge(catalog('\nmsgid "Sign in"\nmsgstr "Têkeve"\n'), template("Sign in", "News"), forms=2)
    again = merge(parse(once.render()), template("Sign in", "News"), forms=2)
    assert again.render() == once.render()


def test_a_similar_message_is_not_guessed() -> None:
    merged = merge(catalog('\nmsgid "Sign in"\nmsgstr "Têkeve"\n'), template("Sign out"), forms=2)
    assert [(entry.msgid, entry.texts, entry.flags) for entry in merged.messages] == [("Sign out", ("",), ())]


def test_a_message_that_comes_back_brings_its_translation() -> None:
    start = catalog('\n# checked by N.\nmsgid "Sign in"\nmsgstr "Têkeve"\n')
    without = merge(start, template("News"), forms=2)
    assert '#~ msgid "Sign in"' in without.render()
    back = merge(parse(without.render()), template("News", "Sign in"), forms=2)
    assert back.messages[1].texts == ("Têkeve",)
    assert back.messages[1].notes == ("checked by N.",)
    assert "#~" not in back.render()


def test_what_was_never_translated_is_not_kept_aside() -> None:
    merged = merge(catalog('\nmsgid "Sign in"\nmsgstr ""\n'), template("News"), forms=2)
    assert merged.obsolete == ()


def test_an_untouched_message_keeps_its_lines_however_they_are_wrapped() -> None:
    text = '\n#: portal/a.py\nmsgid "Sign in"\nmsgstr ""\n"Têke"\n"ve"\n'
    assert merge(catalog(text), template("Sign in"), forms=2).render() == HEADER + text


def test_another_plural_makes_the_translation_doubtful_and_keeps_the_old_source() -> None:
    start = catalog('\nmsgid "day"\nmsgid_plural "days"\nmsgstr[0] "roj"\nmsgstr[1] "roj"\n')
    merged = merge(start, template("day", plurals={"day": "all days"}), forms=2)
    assert merged.messages[0].is_fuzzy
    assert merged.messages[0].previous == ('msgid "day"', 'msgid_plural "days"')
    assert merged.messages[0].texts == ("roj", "roj")


def test_a_message_that_gains_or_loses_a_plural_keeps_its_words_as_doubtful() -> None:
    gained = merge(catalog('\nmsgid "day"\nmsgstr "roj"\n'), template("day", plurals={"day": "days"}), forms=2)
    lost = merge(gained, template("day"), forms=2)
    assert gained.messages[0].texts == ("roj", "roj")
    assert lost.messages[0].texts == ("roj",)
    assert gained.messages[0].is_fuzzy
    assert lost.messages[0].is_fuzzy


def test_new_plurals_have_as_many_forms_as_the_language() -> None:
    merged = merge(catalog(""), template("day", plurals={"day": "days"}), forms=6)
    assert merged.messages[0].texts == ("",) * 6


def test_it_does_what_msgmerge_does(tmp_path: Path) -> None:
    assert shutil.which("msgmerge") is not None or pytest.skip("gettext is not installed")
    start = catalog(
        '\n#: portal/a.py\nmsgid "Kept"\nmsgstr "Ma"\n\nmsgid "Gone"\nmsgstr "Çû"\n'
        '\n#~ msgid "Back"\n#~ msgstr "Vegeriya"\n'
    )
    wanted = template("New", "Kept", "Back")
    (tmp_path / "a.po").write_text(start.render(), "utf-8")
    (tmp_path / "a.pot").write_text(wanted.render(), "utf-8")
    command = ["msgmerge", "-q", "--no-fuzzy-matching", "--previous", "--no-wrap", "-o", "-", "a.po", "a.pot"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    assert merge(start, wanted, forms=2).render() == done.stdout.decode()
