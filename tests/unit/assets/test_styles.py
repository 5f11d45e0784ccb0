"""The custom word for a script is written out for browsers."""

from pathlib import Path

import pytest

from portal.assets.styles import UnknownScript, copy_expanded, expand

SCRIPTS = {"en": "Latn", "ar": "Arab", "ckb": "Arab", "kmr": "Latn"}


def test_a_script_stands_for_all_its_languages() -> None:
    assert expand(":--arabic-script em { color: red }", SCRIPTS) == ":is(:lang(ar), :lang(ckb)) em { color: red }"


def test_a_new_language_joins_the_rules_of_its_script() -> None:
    assert ":lang(fa)" in expand(":--arabic-script {}", {**SCRIPTS, "fa": "Arab"})


def test_each_of_several_words_is_replaced() -> None:
    assert expand(":root, :--latin-script, p:--arabic-script {}", SCRIPTS) == (
        ":root, :is(:lang(en), :lang(kmr)), p:is(:lang(ar), :lang(ckb)) {}"
    )


def test_other_css_is_left_as_it_is() -> None:
    css = ":root { --arabic-script: 1; } a:hover { color: var(--ink) }"

    assert expand(css, SCRIPTS) == css


def test_a_script_that_nobody_writes_is_refused() -> None:
    with pytest.raises(UnknownScript, match=":--cyrillic-script"):
        expand(":--cyrillic-script {}", SCRIPTS)


def test_the_fault_names_its_file(tmp_path: Path) -> None:
    (tmp_path / "in" / "components").mkdir(parents=True)
    (tmp_path / "in" / "components" / "card.css").write_text(":--greek-script {}")

    with pytest.raises(UnknownScript, match=r"components/card\.css"):
        copy_expanded(tmp_path / "in", tmp_path / "out", scripts=SCRIPTS)
