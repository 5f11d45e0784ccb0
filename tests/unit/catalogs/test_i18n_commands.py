"""``flask i18n``: exit codes and what is printed."""

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import Result
from flask import Flask

from portal.catalogs import files
from portal.catalogs.po import Catalog, Entry
from portal.cli import i18n
from portal.i18n.languages import LANGUAGES, SOURCE
from portal.settings import Settings

Write = Callable[..., Path]
Run = Callable[..., Result]


@pytest.fixture
def run(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command of the group on a small project with an empty folder of catalogs."""
    source = tmp_path / "portal" / "a.py"
    source.parent.mkdir()
    source.write_text('N_("News")\nNN_("%(count)s day", "%(count)s days", 1)\n', "utf-8")
    (tmp_path / "babel.cfg").write_text("[python: portal/**.py]\n", "utf-8")
    monkeypatch.setattr(i18n, "ROOT", tmp_path)
    app = Flask("portal")
    app.extensions["portal"] = SimpleNamespace(settings=Settings(translations_dir=folder))
    app.cli.add_command(i18n.group)
    runner = app.test_cli_runner()
    return lambda *arguments: runner.invoke(args=["i18n", *map(str, arguments)])


def printed(result: Result, code: int) -> dict[str, object]:
    assert result.exit_code == code, result.output
    return dict(json.loads(result.stdout))


def test_from_nothing_to_a_compiled_catalog(run: Run, folder: Path) -> None:
    assert printed(run("extract", "--json"), 0)["messages"] == 2
    assert printed(run("add", "ar", "--json"), 0) == {"language": "ar", "file": str(files.catalog_path(folder, "ar"))}
    catalog = files.read(files.catalog_path(folder, "ar"))
    assert catalog.fields["Plural-Forms"].startswith("nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 :")
    assert [len(entry.texts) for entry in catalog.messages] == [1, 6]
    done = [entry.with_texts(tuple("%(count)s يوم" for _ in entry.texts)) for entry in catalog.messages[1:]]
    files.write(files.catalog_path(folder, "ar"), catalog.replaced([*catalog.entries[:2], *done]))
    built = printed(run("compile", "--json"), 0)["languages"]
    assert isinstance(built, list)
    assert (built[0]["language"], built[0]["messages"], built[0]["refused"]) == ("ar", 1, [])
    assert files.compiled_path(folder, "ar").exists()


def test_extraction_and_update_leave_no_difference_the_second_time(run: Run) -> None:
    assert run("extract", "--check").exit_code == 1
    run("extract")
    run("add", "kmr")
    assert printed(run("extract", "--check", "--json"), 0)["changed"] is False
    assert printed(run("update", "--check", "--json"), 0)["languages"][0]["changed"] is False  # type: ignore[index]


def test_update_brings_new_messages_and_tells_how_many(run: Run, tmp_path: Path) -> None:
    run("extract")
    run("add", "kmr")
    (tmp_path / "portal" / "b.py").write_text('N_("Videos")\n', "utf-8")
    run("extract")
    assert run("update", "--check").exit_code == 1
    languages = printed(run("update", "--json"), 0)["languages"]
    assert isinstance(languages, list)
    assert [(row["language"], row["new"]) for row in languages] == [("kmr", 1)]


def test_a_message_that_cannot_be_extracted_is_refused_on_stderr(run: Run, tmp_path: Path) -> None:
    (tmp_path / "portal" / "b.py").write_text('_(f"{x}")\n', "utf-8")
    result = run("extract", "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "portal/b.py:1" in result.stderr


def test_check_prints_errors_and_warnings_and_fails_on_errors(run: Run, write_po: Write, folder: Path) -> None:
    path = write_po("ckb", ("News", "News"), ("7 days", "7 ڕۆژ"))
    result = printed(run("check", "--json", "--dir", folder), 1)
    assert result["errors"] == [
        {
            "language": "ckb",
            "file": str(path),
            "msgid": "News",
            "context": None,
            "check": "same",
            "message": "equals the source; if that is right, list it in same.txt",
        }
    ]
    assert [each["check"] for each in result["warnings"]] == ["digits"]  # type: ignore[attr-defined]


def test_check_passes_with_warnings_alone_and_without_any_catalog(run: Run, write_po: Write, folder: Path) -> None:
    assert printed(run("check", "--json"), 0) == {"errors": [], "warnings": []}
    write_po("ckb", ("7 days", "7 ڕۆژ"))
    result = run("check", "--dir", folder)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "0 errors, 1 warnings"


def test_check_of_the_site_misses_catalogs_that_are_not_there(run: Run) -> None:
    run("extract")
    errors = printed(run("check", "--json"), 1)["errors"]
    assert isinstance(errors, list)
    found = [(each["language"], each["check"]) for each in errors]
    assert found == [(code, "missing") for code in LANGUAGES if code != SOURCE]


def test_check_of_a_folder_that_is_not_there_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    assert run("check", "--dir", tmp_path / "none").exit_code == 2


def test_compile_refuses_a_harmful_catalog_and_says_why(run: Run, write_po: Write, folder: Path) -> None:
    write_po("ckb", ("By %(name)s", "لەلایەن %(nam)s"))
    result = run("compile")
    assert result.exit_code == 1
    assert "placeholder" in result.stdout
    assert not files.compiled_path(folder, "ckb").exists()


def test_stats_count_every_language(run: Run, write_po: Write, folder: Path) -> None:
    template = Catalog((Entry("", ("",)), Entry("News", locations=("portal/web/a.py",)), Entry("Videos")))
    files.write(files.template_path(folder), template)
    write_po("ckb", ("News", "هەواڵ"))
    languages = printed(run("stats", "--json"), 0)["languages"]
    assert isinstance(languages, dict)
    assert languages["ckb"] == {
        "language": "ckb", "total": 2, "translated": 1, "fuzzy": 0, "missing": 1, "obsolete": 0,
        "reader_total": 2, "reader_missing": 1, "percent": 50,
    }  # fmt: skip
    assert languages["kmr"]["percent"] == 0


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        (["add", "tlh"], 1, "no language tlh"),
        (["add", "en"], 1, "source language"),
        (["add", "kmr", "--locale", "kmr_IQ"], 1, "says ku_TR"),
        (["add"], 2, "LANG"),
    ],
)
def test_add_needs_a_record_and_agrees_with_it(run: Run, arguments: list[str], code: int, reason: str) -> None:
    run("extract")
    result = run(*arguments)
    assert result.exit_code == code
    assert reason in result.stderr


def test_add_does_not_write_over_a_catalog(run: Run, write_po: Write) -> None:
    run("extract")
    path = write_po("kmr", ("News", "Nûçe"))
    assert run("add", "kmr").exit_code == 1
    assert "Nûçe" in path.read_text("utf-8")


def test_without_a_template_there_is_nothing_to_update_from(run: Run) -> None:
    assert run("update").exit_code == 3
    assert run("add", "kmr").exit_code == 3
