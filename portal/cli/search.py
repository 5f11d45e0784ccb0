"""``flask search``: the index as a whole, and questions to it as the search page asks them."""

import json
import sys
from collections.abc import Mapping
from contextlib import closing
from typing import NoReturn

import click
from flask.cli import AppGroup
from tqdm import tqdm

from portal.cli.output import EXIT_DONE, EXIT_REFUSED, emit, json_option
from portal.cli.session import refusals, services, session
from portal.content.addresses import story_path
from portal.i18n.languages import LANGUAGES
from portal.search import projector
from portal.search.finding import Found, FoundStory, Question, find
from portal.search.projector import Check

group = AppGroup("search", help="The search index: rebuild, check, query.")

MOST_HITS = 1000


class _Bars:
    """A bar for each language on a terminal; nothing elsewhere."""

    def __init__(self) -> None:
        self._language = ""
        self._bar: tqdm[NoReturn] | None = None

    def __call__(self, language: str, done: int, total: int) -> None:
        if language != self._language:
            self.close()
            self._language = language
            self._bar = tqdm(total=total, desc=language, unit=" stories", disable=not sys.stderr.isatty())
        if self._bar is not None:
            self._bar.update(done - self._bar.n)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()


@group.command("rebuild")
@json_option
def rebuild(*, as_json: bool) -> None:
    """Make the index of every language anew; the old one answers until the new one is finished."""
    parts = services()
    with refusals(as_json=as_json):
        with closing(_Bars()) as bars:
            projector.rebuild(session(), parts.search, clock=parts.clock, progress=bars)
        found = projector.check(session(), parts.search, clock=parts.clock)
    emit(_check_object(found), as_json=as_json, lines=_check_lines(found))


@group.command("check")
@json_option
def check(*, as_json: bool) -> None:
    """Compare the index with what is public; exit 1 if anything is missing, too much or made by older rules."""
    parts = services()
    with refusals(as_json=as_json):
        found = projector.check(session(), parts.search, clock=parts.clock)
    emit(_check_object(found), as_json=as_json, lines=_check_lines(found))
    sys.exit(EXIT_DONE if found.is_good else EXIT_REFUSED)


# A word to be excluded begins with a hyphen, as options do; what is no option of ours is a word.
@group.command("query", context_settings={"ignore_unknown_options": True})
@click.argument("language", metavar="LANG", type=click.Choice(list(LANGUAGES)))
@click.argument("words", metavar="(WORDS… | -)", nargs=-1, required=True, type=click.UNPROCESSED)
@click.option("--limit", type=click.IntRange(1, MOST_HITS), default=10, show_default=True, help="How many hits.")
@json_option
def query(language: str, words: tuple[str, ...], *, limit: int, as_json: bool) -> None:
    """Ask the index of LANG as the search page does: words, "phrases" and -words.

    With - each line of standard input is a question, and its answer is one JSON object on one line.
    """
    with refusals(as_json=as_json):
        if words != ("-",):
            asked = " ".join(words)
            found = _find(asked, language, limit=limit)
            emit(_found_object(asked, language, found), as_json=as_json, lines=_found_lines(found))
            return
        for line in sys.stdin.buffer:
            asked = line.decode("utf-8", errors="replace").rstrip("\r\n")
            found = _find(asked, language, limit=limit)
            click.echo(json.dumps(_found_object(asked, language, found), ensure_ascii=False))
            # The next question is answered from what is public by then.
            session().rollback()


def _find(text: str, language: str, *, limit: int) -> Found:
    parts = services()
    question = Question(text=text, language=language, per_page=limit)
    return find(session(), parts.search, question, now=parts.clock())


def _found_object(text: str, language: str, found: Found) -> Mapping[str, object]:
    return {
        "query": text,
        "language": language,
        "total": found.total,
        "relaxed": found.is_relaxed,
        "did_you_mean": found.did_you_mean,
        "hits": [_hit_object(each) for each in found.stories],
        "also": {other.language: [_hit_object(each) for each in other.stories] for other in found.elsewhere},
    }


def _hit_object(each: FoundStory) -> Mapping[str, object]:
    document = each.shown.document
    return {
        "story": document.story,
        "language": document.language,
        "url": _url(each),
        "headline": document.headline,
        "score": each.score,
    }


def _url(each: FoundStory) -> str:
    document = each.shown.document
    path = story_path(document.language, document.kind, document.story, each.shown.slug)
    return services().settings.site_url + path


def _found_lines(found: Found) -> list[str]:
    lines = [f"{found.total} found" + (", without one of the words" if found.is_relaxed else "")]
    if found.did_you_mean:
        lines.append(f"Did you mean: {found.did_you_mean}")
    lines += [f"{each.score:8.3f}  {each.shown.document.headline}  {_url(each)}" for each in found.stories]
    lines += [f"{other.language}: {other.total} found" for other in found.elsewhere]
    return lines


def _check_object(found: Check) -> Mapping[str, object]:
    newest = found.newest
    return {
        "generation": newest.name if newest else None,
        "analysis": newest.analysis if newest else None,
        "languages": {
            language: {
                "visible": each.visible,
                "indexed": each.indexed,
                "missing": len(each.missing),
                "extra": len(each.extra),
            }
            for language, each in found.languages.items()
        },
    }


def _check_lines(found: Check) -> list[str]:
    lines = []
    for language, each in found.languages.items():
        counts = f"{each.visible} public, {each.indexed} indexed, {len(each.missing)} missing, {len(each.extra)} extra"
        built = each.generation.name if each.generation else "no index"
        stale = ", made by other rules" if each.generation and not each.generation.is_current else ""
        lines.append(f"{language:4} {counts} ({built}{stale})")
    return lines
