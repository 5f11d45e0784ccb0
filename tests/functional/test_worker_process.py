"""The worker as a process of its own: it goes on until told to stop, is alone at it, and gets along with writers."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portal.accounts.models import Role
from portal.clock import system_clock
from portal.db import make_engine
from portal.events import heartbeat, outbox
from portal.settings import Settings
from tests.factories.content import add_user, context_with, published_story
from tests.factories.ninjs import item
from tests.machine import ROOT

pytestmark = pytest.mark.slow

Start = Callable[..., "subprocess.Popen[str]"]
PATIENCE = 60


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)


@pytest.fixture
def start(settings: Settings) -> Iterator[Start]:
    """Start ``flask`` commands on the site of this test; what still runs is ended."""
    running: list[subprocess.Popen[str]] = []
    environ = os.environ | {
        "PORTAL_DATA_DIR": str(settings.data_dir),
        "PORTAL_TRANSLATIONS_DIR": str(settings.translations_dir),
        "PORTAL_SITE_URL": settings.site_url,
    }

    def run(*arguments: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "flask", *arguments]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        running.append(subprocess.Popen(command, cwd=ROOT, env=environ, text=True, **pipes))
        return running[-1]

    yield run
    for process in running:
        process.kill()
        process.communicate()


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    made = make_engine(settings.database_url)
    yield made
    made.dispose()


def publish(engine: Engine) -> None:
    with Session(engine) as session:
        published_story(context_with(session, system_clock), "en", "ar")
        session.commit()


def is_idle(engine: Engine) -> bool:
    with Session(engine) as session:
        return outbox.waiting(session, now=system_clock()) == 0


def lives(data_dir: Path) -> bool:
    return (data_dir / heartbeat.NAME).exists()


def test_it_works_until_it_is_told_to_stop(start: Start, engine: Engine, settings: Settings) -> None:
    worker = start("worker")
    until(lambda: lives(settings.data_dir))

    publish(engine)
    until(lambda: is_idle(engine))
    worker.send_signal(signal.SIGTERM)

    assert worker.wait(PATIENCE) == 0
    assert start("search", "check").wait(PATIENCE) == 0


def test_a_second_one_stands_by_and_takes_over(start: Start, engine: Engine, settings: Settings) -> None:
    first = start("worker")
    until(lambda: lives(settings.data_dir))
    second = start("worker")

    first.kill()
    first.wait()
    publish(engine)
    until(lambda: is_idle(engine))
    second.send_signal(signal.SIGINT)

    assert second.wait(PATIENCE) == 0


def test_writers_and_the_worker_do_not_turn_each_other_away(
    start: Start, engine: Engine, settings: Settings, tmp_path: Path, app: Flask
) -> None:
    items = [item("en", uri=f"urn:many:{number}", altIds=None) for number in range(120)]
    (tmp_path / "items.json").write_text(json.dumps(items), "utf-8")
    with Session(engine) as session:
        add_user(session, Role.PUBLISHER, now=system_clock())
        session.commit()
    worker = start("worker")
    until(lambda: lives(settings.data_dir))

    options = ("--as", "publisher@example.org", "--json")
    delivery = start("import", "ninjs", str(tmp_path / "items.json"), *options)
    one = {"language": "ckb", "headline": "پارک", "body": "<p>ئارامە.</p>"}
    (tmp_path / "one.json").write_text(json.dumps(one), "utf-8")
    desk = app.test_cli_runner()
    created = [desk.invoke(args=["story", "create", str(tmp_path / "one.json"), *options]) for _ in range(10)]
    out, _ = delivery.communicate(timeout=PATIENCE)
    until(lambda: is_idle(engine))
    worker.send_signal(signal.SIGTERM)
    _, faults = worker.communicate(timeout=PATIENCE)

    assert [done.exit_code for done in created] == [0] * 10
    assert json.loads(out)["created"] == 120
    assert "failed" not in faults
    assert desk.invoke(args=["search", "check"]).exit_code == 0
