"""``flask i18n``: the interface catalogs, from the code to the compiled files.

All commands work on ``translations/`` (or ``PORTAL_TRANSLATIONS_DIR``) and need neither gettext nor a database.
"""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import NoReturn

import click
from flask.cli import AppGroup

from portal.catalogs import checks, coverage, files
from portal.catalogs.compile import compile_folder
from portal.catalogs.extract import ExtractionError, extract
from portal.catalogs.merge import merge
from portal.catalogs.po import Catalog, PoSyntaxError
from portal.cli.output import EXIT_REFUSED, EXIT_UNAVAILABLE, emit, json_option
from portal.cli.session import services
from portal.errors import NotFound
from portal.i18n.languages import LANGUAGES, SOURCE, get
from portal.settings import ROOT

group = AppGroup("i18n", help="The catalogs of the interface: extract, update, check, compile, stats, add.")

check_option = click.option("--check", "dry", is_flag=True, help="Write nothing; exit 1 if anything would change.")


@group.command("extract")
@check_option
@json_option
def extract_command(*, dry: bool, as_json: bool) -> None:
    """Write messages.pot from the code and the templates."""
    with _refusals():
        template = extract(ROOT)
        path = files.template_path(_folder())
        changed = _written(path, template, dry=dry)
    result = {"file": str(path), "messages": len(template.messages), "changed": changed}
    emit(result, as_json=as_json, lines=[f"{path}: {len(template.messages)} messages{_note(changed=changed, dry=dry)}"])
    sys.exit(EXIT_REFUSED if dry and changed else 0)


@group.command("update")
@check_option
@json_option
def update_command(*, dry: bool, as_json: bool) -> None:
    """Bring every catalog up to messages.pot; nothing is guessed, and what went away is kept aside."""
    rows: list[dict[str, object]] = []
    with _refusals():
        template = _template()
        for code in _codes():
            path = files.catalog_path(_folder(), code)
            before = files.read(path)
            after = merge(before, template, forms=get(code).plural_rule.forms)
            changed = _written(path, after, dry=dry)
            new = len({entry.key for entry in after.messages} - {entry.key for entry in before.messages})
            rows.append({"language": code, "file": str(path), "changed": changed, "new": new})
    lines = [f"{row['file']}: {row['new']} new{_note(changed=bool(row['changed']), dry=dry)}" for row in rows]
    emit({"languages": rows}, as_json=as_json, lines=lines)
    sys.exit(EXIT_REFUSED if dry and any(row["changed"] for row in rows) else 0)


@group.command("check")
@click.option("--dir", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Another folder.")
@json_option
def check_command(*, folder: Path | None, as_json: bool) -> None:
    """Check the catalogs; exit 1 if there is any error. Warnings are for translators to look at."""
    if folder is None:
        report = checks.check_folder(_folder(), [code for code in LANGUAGES if code != SOURCE])
    else:
        report = checks.check_folder(folder)
    result = {
        "errors": [asdict(each) for each in report.errors],
        "warnings": [asdict(each) for each in report.warnings],
    }
    emit(result, as_json=as_json, lines=_told(report))
    sys.exit(EXIT_REFUSED if report.errors else 0)


@group.command("compile")
@json_option
def compile_command(*, as_json: bool) -> None:
    """Compile the catalogs for the running site, which takes them up by itself."""
    built = compile_folder(_folder())
    lines = []
    for each in built:
        lines.append(f"{each.file}: " + ("refused" if each.refused else f"{each.messages} messages"))
        lines += [f"  {finding.check}: {finding.message} ({finding.msgid!r})" for finding in each.refused]
    emit({"languages": [asdict(each) for each in built]}, as_json=as_json, lines=lines)
    sys.exit(EXIT_REFUSED if any(each.refused for each in built) else 0)


@group.command("stats")
@json_option
def stats_command(*, as_json: bool) -> None:
    """Show how much of the interface each language has."""
    with _refusals():
        rows = coverage.stats(_folder())
    lines = [
        f"{row.language:4} {row.percent:3} %  {row.translated}/{row.total} translated, {row.fuzzy} doubtful, "
        f"{row.reader_missing} missing on public pages, {row.obsolete} set aside"
        for row in rows
    ]
    emit(
        {"languages": {row.language: asdict(row) | {"percent": row.percent} for row in rows}},
        as_json=as_json,
        lines=lines,
    )


@group.command("add")
@click.argument("code", metavar="LANG")
@click.option("--locale", help="The CLDR locale that you expect; refused if the language's record says otherwise.")
@json_option
def add_command(code: str, *, locale: str | None, as_json: bool) -> None:
    """Begin the catalog of a language that has a record in portal/i18n/languages.py."""
    with _refusals():
        path = _added(code, locale)
    emit({"language": code, "file": str(path)}, as_json=as_json, lines=[f"{path}: ready to translate"])


def _added(code: str, locale: str | None) -> Path:
    language = get(code)
    path = files.catalog_path(_folder(), code)
    if code == SOURCE:
        _leave("the source language needs no catalog")
    if locale is not None and locale != language.locale:
        _leave(f"the record of {code} says {language.locale}, not {locale}")
    if path.exists():
        _leave(f"{path} is there already")
    files.write(path, merge(files.new_catalog(language), _template(), forms=language.plural_rule.forms))
    return path


def _folder() -> Path:
    return services().settings.translations_dir


def _codes() -> list[str]:
    """Return the languages that have a catalog, in the order of the switcher."""
    return [code for code in LANGUAGES if files.catalog_path(_folder(), code).exists()]


def _template() -> Catalog:
    path = files.template_path(_folder())
    if not path.exists():
        _leave(f"there is no {path}; run `flask i18n extract` first", EXIT_UNAVAILABLE)
    return files.read(path)


def _written(path: Path, catalog: Catalog, *, dry: bool) -> bool:
    if dry:
        return not path.exists() or path.read_text("utf-8") != catalog.render()
    return files.write(path, catalog)


def _note(*, changed: bool, dry: bool) -> str:
    if not changed:
        return ", unchanged"
    return ", out of date" if dry else ""


def _told(report: checks.Report) -> Iterable[str]:
    for level, findings in (("error", report.errors), ("warning", report.warnings)):
        for each in findings:
            yield f"{level}: {each.file}: {each.check}: {each.message}" + (f" ({each.msgid!r})" if each.msgid else "")
    yield f"{len(report.errors)} errors, {len(report.warnings)} warnings"


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn an expected failure into one sentence on standard error and the contract's exit code."""
    try:
        yield
    except PoSyntaxError as error:
        _leave(f"line {error.line} of a catalog: {error.message}")
    except (ExtractionError, NotFound) as error:
        _leave(str(error))


def _leave(sentence: str, code: int = EXIT_REFUSED) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(code)
