"""For operators: alive, ready, measured; and a server that refuses to start on a site that could not serve."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from portal.app import create_app
from portal.assets.manifest import AssetsMissing
from portal.catalogs import files
from portal.content.commands import Context, create_story, publish
from portal.events import heartbeat
from portal.i18n.languages import LANGUAGES
from portal.services import EXTENSION
from portal.settings import Settings
from portal.web import assets, startup
from portal.web.ext import db
from tests.factories.content import edition_of, published_story, story_draft
from tests.functional.conftest import TurnableClock
from tests.machine import ROOT, free_port


@pytest.fixture
def whole(app: Flask, clock: TurnableClock) -> Flask:
    """A site of which every part is there."""
    parts = app.extensions[EXTENSION]
    for code in LANGUAGES:
        parts.search.rebuild(code, [])
    heartbeat.beat(parts.settings.data_dir, clock)
    return app


def checks(app: Flask) -> dict[str, str]:
    """Return what the site says of its parts, which must fit the status."""
    response = app.test_client().get("/readyz")
    found: dict[str, str] = response.get_json()["checks"]
    is_ready = set(found.values()) == {"ok"}
    assert (response.status_code, response.get_json()["status"]) == ((200, "ok") if is_ready else (503, "unavailable"))
    return found


def test_a_living_process_says_so_and_asks_nothing(client: FlaskClient, app: Flask) -> None:
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("ALTER TABLE edition RENAME TO away"))

    response = client.get("/healthz")

    assert (response.status_code, response.get_json()) == (200, {"status": "ok"})
    assert response.headers["Cache-Control"] == "no-store"


def test_a_site_is_ready_when_all_its_parts_are_there(whole: Flask) -> None:
    assert checks(whole) == {"database": "ok", "index": "ok", "catalogs": "ok", "worker": "ok"}


def test_a_lost_database_is_named(whole: Flask) -> None:
    with whole.app_context(), db.engine.begin() as connection:
        connection.execute(text("ALTER TABLE edition RENAME TO away"))

    assert checks(whole) == {"database": "unreachable", "index": "ok", "catalogs": "ok", "worker": "ok"}


def test_a_missing_index_is_named(whole: Flask) -> None:
    shutil.rmtree(whole.extensions[EXTENSION].settings.data_dir / "search" / "ckb")

    assert checks(whole)["index"] == "missing"


def test_a_worker_that_is_silent_for_long_is_named(whole: Flask, clock: TurnableClock) -> None:
    clock.set(clock() + heartbeat.SILENT_AFTER)
    assert checks(whole)["worker"] == "ok"

    clock.advance(seconds=1)

    assert checks(whole)["worker"] == "silent"


def test_a_worker_that_never_was_is_silent(app: Flask) -> None:
    assert checks(app)["worker"] == "silent"


def test_a_site_without_catalogs_is_not_ready(settings: Settings, clock: TurnableClock, tmp_path: Path) -> None:
    bare = create_app(replace(settings, translations_dir=tmp_path / "none"), clock=clock)

    found = checks(bare)
    with bare.app_context():
        db.engine.dispose()

    assert found["catalogs"] == "incomplete"


def test_a_sign_of_life_has_an_age_that_is_never_negative(tmp_path: Path, clock: TurnableClock) -> None:
    assert heartbeat.age(tmp_path, clock) is None

    heartbeat.beat(tmp_path, clock)
    clock.advance(seconds=5)
    assert heartbeat.age(tmp_path, clock) == timedelta(seconds=5)

    clock.advance(hours=-1)
    assert heartbeat.age(tmp_path, clock) == timedelta(0)


def test_metrics_count_stories_and_waiting_work_and_nothing_of_readers(
    client: FlaskClient, ctx: Context, clock: TurnableClock
) -> None:
    published_story(ctx, "en", "ar")
    scheduled = create_story(ctx, story_draft("en"))
    publish(ctx, edition_of(scheduled, "en"), at=clock() + timedelta(days=1))
    ctx.session.commit()
    clock.advance(seconds=90)

    response = client.get("/metrics?q=reader", headers={"User-Agent": "reader"})

    lines = response.text.splitlines()
    assert response.content_type == "text/plain; version=0.0.4; charset=utf-8"
    assert 'portal_stories_visible{language="en"} 1' in lines
    assert 'portal_stories_visible{language="ckb"} 0' in lines
    assert "portal_outbox_waiting 2" in lines
    assert "portal_outbox_oldest_seconds 90" in lines
    assert "reader" not in response.text
    assert all(line.startswith(("# HELP portal_", "# TYPE portal_", "portal_")) for line in lines)


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("192.0.2.7", {}),
        ("10.0.0.1", {}),
        ("", {}),
        ("127.0.0.1", {"X-Forwarded-For": "192.0.2.7"}),
        ("127.0.0.1", {"Forwarded": "for=192.0.2.7"}),
    ],
)
def test_metrics_do_not_exist_for_others(client: FlaskClient, address: str, headers: dict[str, str]) -> None:
    response = client.get("/metrics", environ_base={"REMOTE_ADDR": address}, headers=headers)

    assert response.status_code == 404
    assert "portal_" not in response.text


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.2", "::1"])
def test_metrics_are_given_to_this_machine(client: FlaskClient, address: str) -> None:
    assert client.get("/metrics", environ_base={"REMOTE_ADDR": address}).status_code == 200


Refused = Callable[[], str]


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    """The settings of a site with one string, which is translated: what becomes of the others is tested elsewhere."""
    folder = tmp_path / "translations"
    shutil.copytree(settings.translations_dir, folder)
    template = files.template_path(folder)
    header = template.read_text("utf-8").split("\n\n")[0]
    template.write_text(header + '\n\n#: portal/web/view.py\nmsgid "Coalition Portal"\nmsgstr ""\n', "utf-8")
    return replace(settings, translations_dir=folder)


@pytest.fixture
def refused(app: Flask, capsys: pytest.CaptureFixture[str]) -> Refused:
    """Check the start of the site, which is refused; return the sentence that says why."""

    def check() -> str:
        with pytest.raises(SystemExit, match="3"):
            startup.check(app, app.extensions[EXTENSION])
        return capsys.readouterr().err

    return check


def test_a_site_in_order_starts(app: Flask, settings: Settings) -> None:
    settings.secret()

    startup.check(app, app.extensions[EXTENSION])


def test_a_site_without_a_database_does_not_start(settings: Settings, refused: Refused) -> None:
    for path in settings.data_dir.glob("portal.db*"):
        path.unlink()

    assert refused() == "The portal does not start: the database is not up to date; run `flask db upgrade`.\n"


def test_a_site_with_an_older_database_does_not_start(app: Flask, refused: Refused) -> None:
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'older'"))

    assert "flask db upgrade" in refused()


def test_a_site_whose_catalog_lacks_a_string_does_not_start(settings: Settings, refused: Refused) -> None:
    with files.template_path(settings.translations_dir).open("a", encoding="utf-8") as file:
        file.write('\n#: portal/web/view.py\nmsgid "Unheard of"\nmsgstr ""\n')

    assert "the catalog of ar lacks 1 of the strings that readers see, such as 'Unheard of'" in refused()


def test_a_site_whose_catalogs_were_not_compiled_does_not_start(settings: Settings, refused: Refused) -> None:
    for path in settings.translations_dir.rglob("*.mo"):
        path.unlink()

    assert "there is no compiled catalog of ar; run `flask i18n compile`." in refused()


def test_a_site_without_its_front_end_does_not_start(refused: Refused, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_name: str) -> str:
        raise AssetsMissing("The front end was not built: run `make build`.")

    monkeypatch.setattr(startup, "asset", missing)

    assert refused() == "The portal does not start: The front end was not built: run `make build`.\n"


def test_a_secret_that_others_can_read_stops_the_start(settings: Settings, refused: Refused) -> None:
    settings.secret()
    (settings.data_dir / "secret_key").chmod(0o644)

    assert "chmod 600" in refused()


def test_the_front_end_of_this_machine_is_the_one_that_is_looked_at() -> None:
    assert assets.DIST == ROOT / "portal" / "static" / "dist"


def test_a_server_that_may_not_start_says_so_in_a_sentence_and_ends(tmp_path: Path) -> None:
    environ = os.environ | {"PORTAL_DATA_DIR": str(tmp_path / "empty")}
    environ.pop("FLASK_RUN_FROM_CLI", None)
    options = ["--config", "gunicorn.conf.py", "--workers", "1", "--bind", f"127.0.0.1:{free_port()}"]
    command = [sys.executable, "-m", "gunicorn", *options, "wsgi:app"]

    ended = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60, check=False)

    assert ended.returncode == 3
    assert "The portal does not start: " in ended.stderr
    assert "Traceback" not in ended.stderr
