"""``flask story``: what editors do to stories, over the same verbs that the desk uses.

Every command answers with the edition it is about: its state, what readers see of it and where.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO

import click
from flask.cli import AppGroup

from portal.cli.output import emit, json_option
from portal.cli.session import as_option, context, refusals, services, session
from portal.content import commands
from portal.content.addresses import public_url
from portal.content.history import edition_in, find_edition, latest_revision, state, story_by_public_id
from portal.content.models import Edition, Story, Weight
from portal.content.staleness import of_revision
from portal.content.workflow import State
from portal.exchange.documents import read_edition, read_story, write_story
from portal.i18n.languages import LANGUAGES

group = AppGroup("story", help="Stories: create, show, submit, approve, publish, correct, withdraw, take down, check.")


class UtcTime(click.ParamType[datetime]):
    """An instant with its distance from UTC; a time without one would mean something else on every machine."""

    name = "utc"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the instant; a usage error for anything else."""
        if isinstance(value, datetime):
            return value
        try:
            instant = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a time such as 2026-03-07T09:00:00Z.", param, ctx)
        if instant.tzinfo is None:
            self.fail(f"{value!r} does not say how far it is from UTC; add Z, or +03:00.", param, ctx)
        return instant.astimezone(UTC)


UTC_TIME = UtcTime()

id_argument = click.argument("public_id", metavar="ID", type=click.IntRange(min=1))
language_argument = click.argument("language", metavar="LANG", type=click.Choice(list(LANGUAGES)))
file_argument = click.argument("file", type=click.File("rb"))


@group.command("create")
@file_argument
@as_option
@json_option
def create(file: BinaryIO, *, email: str, as_json: bool) -> None:
    """Make a story from FILE, with every edition in it as a draft; - reads standard input.

    FILE is a story document (what `story show --json` prints is one), a document with one "language" and its text, or
    a news item in ninjs.
    """
    with refusals(as_json=as_json):
        draft = read_story(file.read())
        story = commands.create_story(context(email), draft)
        session().commit()
        _print_story(story, as_json=as_json)


@group.command("show")
@id_argument
@click.argument("language", metavar="[LANG]", required=False, type=click.Choice(list(LANGUAGES)))
@json_option
def show(public_id: int, language: str | None, *, as_json: bool) -> None:
    """Show how a story stands: its source edition or the one in LANG, then every language, and the document.

    The document holds the newest texts; it can be edited and given to `story correct` and `story create`.
    """
    with refusals(as_json=as_json):
        story = story_by_public_id(session(), public_id)
        rows = [_row(story, code) for code in LANGUAGES]
        first = _row(story, language or story.source_language)
        result = {**first, "editions": rows, "document": write_story(session(), story)}
        emit(result, as_json=as_json, lines=map(_line, rows))


@group.command("submit")
@id_argument
@language_argument
@as_option
@json_option
def submit(public_id: int, language: str, *, email: str, as_json: bool) -> None:
    """Hand in the newest text of an edition for review."""
    with refusals(as_json=as_json):
        acting, edition = _open(email, public_id, language=language)
        commands.submit(acting, edition)
        _finish(edition, as_json=as_json)


@group.command("approve")
@id_argument
@language_argument
@as_option
@json_option
def approve(public_id: int, language: str, *, email: str, as_json: bool) -> None:
    """Approve the newest text of an edition, which must have been handed in."""
    with refusals(as_json=as_json):
        acting, edition = _open(email, public_id, language=language)
        commands.approve(acting, edition)
        _finish(edition, as_json=as_json)


@group.command("publish")
@id_argument
@language_argument
@click.option(
    "--at", type=UTC_TIME, metavar="UTC", help="When readers may see it, as 2026-03-07T09:00:00Z; now if absent."
)
@click.option("--expire", type=UTC_TIME, metavar="UTC", help="When it goes off the site again.")
@as_option
@json_option
def publish(
    public_id: int, language: str, *, at: datetime | None, expire: datetime | None, email: str, as_json: bool
) -> None:
    """Let readers see the newest text of an edition, from now or a later time on."""
    with refusals(as_json=as_json):
        acting, edition = _open(email, public_id, language=language)
        commands.publish(acting, edition, at=at, expire=expire)
        _finish(edition, as_json=as_json)


@group.command("correct")
@id_argument
@language_argument
@file_argument
@click.option(
    "--weight",
    required=True,
    type=click.Choice([weight.value for weight in Weight]),
    help="What it means for the other languages: a minor correction makes no translation outdated.",
)
@click.option("--note", required=True, help="What was wrong; readers see it, in the language of the edition.")
@as_option
@json_option
def correct(
    public_id: int,
    language: str,
    file: BinaryIO,
    *,
    weight: str,
    note: str,
    email: str,
    as_json: bool,
) -> None:
    """Replace the public text of an edition by the one in FILE at once; - reads standard input.

    FILE is one edition ({"headline": …, "blocks": […]}), a story document with that language in it, or a news item in
    ninjs. Blocks keep their ids where the file has them, or else continue those that they resemble.
    """
    with refusals(as_json=as_json):
        draft = read_edition(file.read(), language)
        acting, edition = _open(email, public_id, language=language)
        commands.correct(acting, edition, draft, weight=Weight(weight), note=note)
        _finish(edition, as_json=as_json)


@group.command("withdraw")
@id_argument
@language_argument
@click.option("--reason", required=True, help="Readers see it, in the language of the edition.")
@as_option
@json_option
def withdraw(public_id: int, language: str, *, reason: str, email: str, as_json: bool) -> None:
    """Take an edition off the site; its address says why."""
    with refusals(as_json=as_json):
        acting, edition = _open(email, public_id, language=language)
        commands.withdraw(acting, edition, reason=reason)
        _finish(edition, as_json=as_json)


@group.command("takedown")
@id_argument
@as_option
@json_option
def takedown(public_id: int, *, email: str, as_json: bool) -> None:
    """Take a story off the site in every language, for good."""
    with refusals(as_json=as_json):
        acting = context(email)
        story = commands.take_down(acting, story_by_public_id(session(), public_id))
        session().commit()
        _print_story(story, as_json=as_json)


@group.command("check")
@id_argument
@language_argument
@as_option
@json_option
def check(public_id: int, language: str, *, email: str, as_json: bool) -> None:
    """Note that a translation is still right for its source as it is now."""
    with refusals(as_json=as_json):
        acting, edition = _open(email, public_id, language=language)
        commands.confirm_translation(acting, edition)
        _finish(edition, as_json=as_json)


def _open(email: str, public_id: int, *, language: str) -> tuple[commands.Context, Edition]:
    """Return who acts, and the edition acted on."""
    acting = context(email)
    return acting, edition_in(story_by_public_id(session(), public_id), language)


def _finish(edition: Edition, *, as_json: bool) -> None:
    session().commit()
    row = _row(edition.story, edition.language)
    emit(row, as_json=as_json, lines=[_line(row)])


def _print_story(story: Story, *, as_json: bool) -> None:
    rows = [_row(story, edition.language) for edition in story.editions]
    result = {**_row(story, story.source_language), "editions": rows}
    emit(result, as_json=as_json, lines=map(_line, rows))


def _row(story: Story, language: str) -> dict[str, object]:
    """Return how an edition stands: of a text that was public that one, else the newest."""
    now = services().clock()
    edition = find_edition(story, language)
    present = state(session(), edition, now=now)
    row: dict[str, object] = {
        "story": story.public_id,
        "language": language,
        "state": present.value,
        "outdated": "none",
        "revision": None,
        "sha256": None,
        "publish_at": None,
        "url": None,
    }
    revision = (edition.live_revision or latest_revision(session(), edition)) if edition else None
    if edition is not None and revision is not None:
        stale = of_revision(session(), revision, now=now)
        row |= {
            "outdated": stale.weight.value if stale.weight else "none",
            "revision": revision.n,
            "sha256": revision.sha256,
            "publish_at": _utc(edition.publish_at),
            "url": public_url(edition, site_url=services().settings.site_url, now=now),
        }
    return row


def _utc(instant: datetime | None) -> str | None:
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z") if instant else None


def _line(row: dict[str, object]) -> str:
    return "  ".join(_words(row))


def _words(row: dict[str, object]) -> Iterator[str]:
    yield f"{row['story']} {row['language']}: {row['state']}"
    if row["state"] == State.SCHEDULED.value:
        yield f"for {row['publish_at']}"
    if row["outdated"] != "none":
        yield f"outdated: {row['outdated']}"
    if row["revision"]:
        yield f"revision {row['revision']}"
    if row["url"]:
        yield str(row["url"])
