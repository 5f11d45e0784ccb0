"""The manual says what the code does: generated pages are up to date, links lead somewhere, lists and examples fit."""

import ast
import configparser
import json
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from flask import Flask

from portal.cli import init_cli
from portal.cli.docs import commands_page
from portal.content.drafts import LONGEST, parse_story
from portal.content.models import Weight
from portal.content.workflow import State
from portal.exchange.ninjs.reader import read_item
from portal.text.blocks import Block
from tests.machine import ROOT

DOCS = ROOT / "docs"
PAGES = {path.relative_to(ROOT).as_posix(): path for path in sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])}

CODE = re.compile(r"^```.*?^```|^ {4}.*?$|`[^`\n]+`", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^()\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(.+)$", re.MULTILINE)
ROW = re.compile(r"^\| `([^`|]+)` \| ([^|]+?) \|", re.MULTILINE)
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:work|root|home|Users|tmp|mnt)\b|\b[A-Z]:\\|\.\./shared")
FLASK_COMMAND = re.compile(r"\bflask ((?:[a-z0-9]+ ?)*)((?:.*?)(?=`|$))", re.MULTILINE)

OTHERS_COMMANDS = {"db"}
"""Groups that Flask-Migrate brings."""


@pytest.fixture(scope="module")
def commands() -> click.Group:
    """Our commands, on an application that has nothing else."""
    app = Flask("portal")
    init_cli(app)
    return app.cli


def text_of(name: str) -> str:
    return PAGES[name].read_text("utf-8")


def anchors(path: Path) -> set[str]:
    """Return the anchors that headings get where the manual is read: lower case, no punctuation, hyphens for spaces."""
    headings = HEADING.findall(re.sub(r"^```.*?^```", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(name: str) -> Iterator[str]:
    prose = CODE.sub("", text_of(name))
    for target in LINK.findall(prose):
        path, _, anchor = target.partition("#")
        page = (PAGES[name].parent / path).resolve() if path else PAGES[name]
        is_outside = re.match(r"[a-z]+:", target)
        is_there = is_outside or (page.exists() and (not anchor or anchor in anchors(page)))
        yield from [] if is_there else [target]


def test_the_page_of_commands_is_what_the_commands_say(commands: click.Group) -> None:
    assert text_of("docs/commands.md") == commands_page(commands), "run `flask docs commands`"


def test_every_command_and_option_says_what_it_is_for(commands: click.Group) -> None:
    silent = [
        f"flask {name} {parameter.opts[0]}"
        for name, command in every_command(commands)
        for parameter in command.params
        if isinstance(parameter, click.Option) and not parameter.help
    ]
    silent += [f"flask {name}" for name, command in every_command(commands) if not command.help]

    assert silent == []


def every_command(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        yield f"{before}{name}", command
        yield from every_command(command, f"{name} ") if isinstance(command, click.Group) else ()


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_to_a_file_and_a_heading_that_are_there(name: str) -> None:
    assert list(broken_links(name)) == []


@pytest.mark.parametrize("name", PAGES)
def test_no_page_knows_the_machine_it_was_written_on(name: str) -> None:
    assert MACHINE_PATHS.findall(text_of(name)) == []


@pytest.mark.parametrize("name", PAGES)
def test_every_make_target_that_is_named_exists(name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    code = "\n".join(CODE.findall(text_of(name)))

    assert {target for target in re.findall(r"\bmake ([a-z-]+)", code) if target not in targets} == set()


@pytest.mark.parametrize("name", [name for name in PAGES if name != "docs/commands.md"])
def test_every_flask_command_that_is_named_exists_with_its_options(name: str, commands: click.Group) -> None:
    known = dict(every_command(commands))
    code = "\n".join(CODE.findall(text_of(name)))

    assert [fault for words, rest in FLASK_COMMAND.findall(code) for fault in faults_of(words, rest, known)] == []


def faults_of(words: str, rest: str, known: dict[str, click.Command]) -> Iterator[str]:
    """Yield what is wrong with a command as a page writes it: its leading small words, and the rest of the line."""
    called = words.split()
    found = next((known[part] for part in (" ".join(called[:2]), *called[:1]) if part in known), None)
    is_ours = bool(called) and called[0] not in OTHERS_COMMANDS
    options = {option for parameter in found.params for option in parameter.opts} if found else set()
    yield from [f"flask {words}"] if is_ours and found is None else []
    within_group = isinstance(found, click.Group) and len(called) > 1
    yield from [f"flask {words}"] if within_group else []
    used = re.findall(r"(?<!\S)--[a-z-]+", rest) if is_ours and found else []
    yield from (f"flask {words} {option}" for option in used if option not in options | {"--help"})


def test_the_page_of_dependencies_lists_what_is_required_and_nothing_else() -> None:
    listed = {name: wanted.strip() for name, wanted in ROW.findall(text_of("docs/dependencies.md"))}

    assert listed == required()


def required() -> dict[str, str]:
    """Return every requirement with its range, of Python and of the front end."""
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", "utf-8")
    extras = config["options.extras_require"].values()
    lines = [
        *config["options"]["install_requires"].splitlines(),
        *(line for extra in extras for line in extra.split("\n")),
    ]
    lines += [line for line in (ROOT / "requirements" / "node.in").read_text("utf-8").splitlines() if line[:1] != "#"]
    found = (re.match(r"([\w.\[\]-]+)\s*(.*)", line.strip()) for line in lines)
    python = {match[1]: match[2].strip() or "any" for match in found if match}
    package = json.loads((ROOT / "package.json").read_text("utf-8"))
    return python | package["dependencies"] | package["devDependencies"]


def test_the_example_of_a_story_is_one_in_two_languages_with_the_same_blocks() -> None:
    draft = parse_story(json.loads((DOCS / "examples" / "story.json").read_text("utf-8")))

    bodies = {tuple((block.id, block.type) for block in edition.blocks) for edition in draft.editions.values()}
    assert (len(draft.editions), len(bodies)) == (2, 1)


def test_the_example_of_a_news_item_can_be_imported() -> None:
    item = read_item(json.loads((DOCS / "examples" / "item.json").read_text("utf-8")))

    assert item.draft is not None


def test_editors_are_told_every_state_weight_block_field_and_limit() -> None:
    page = text_of("docs/editors.md")
    fields = [field for block in Block.__subclasses__() for field in block.__dataclass_fields__]
    words = [*State, *Weight, *LONGEST, *(block.type for block in Block.__subclasses__()), *fields]

    assert [word for word in words if f"`{word}`" not in page and f'"{word}"' not in page] == []
    assert [limit for limit in LONGEST.values() if str(limit) not in page] == []


def test_editors_are_told_every_code_with_which_a_news_item_is_refused() -> None:
    modules = sorted((ROOT / "portal" / "exchange").rglob("*.py"))
    calls = (node for path in modules for node in ast.walk(ast.parse(path.read_text("utf-8"))) if is_refusal(node))
    codes = {call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)}

    assert len(codes) > 8
    assert [code for code in sorted(codes) if f"`{code}`" not in text_of("docs/editors.md")] == []


def is_refusal(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refusal"
