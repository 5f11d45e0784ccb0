"""Settings: what an operator writes is understood, or refused with a sentence."""

import dataclasses
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from portal.settings import ROOT, Settings, SettingsError


def test_without_any_variable_everything_lies_in_the_project() -> None:
    settings = Settings.from_environ({})

    assert settings.data_dir == ROOT / "var"
    assert settings.database_url == f"sqlite:///{ROOT / 'var' / 'portal.db'}"
    assert settings.translations_dir == ROOT / "translations"


def test_the_database_follows_the_data_directory(tmp_path: Path) -> None:
    settings = Settings.from_environ({"PORTAL_DATA_DIR": str(tmp_path)})

    assert settings.database_url == f"sqlite:///{tmp_path / 'portal.db'}"


def test_relative_paths_count_from_the_project() -> None:
    assert Settings.from_environ({"PORTAL_DATA_DIR": "elsewhere"}).data_dir == ROOT / "elsewhere"


def test_each_kind_of_value_is_read() -> None:
    settings = Settings.from_environ(
        {
            "PORTAL_SITE_URL": "https://news.example.org/",
            "PORTAL_RATE_LIMITS": "off",
            "PORTAL_DIGITS": "ckb=latn, ar=arab",
            "PORTAL_TRUSTED_PROXIES": "2",
            "PORTAL_TIME_ZONE": "UTC",
            "FLASK_RUN_FROM_CLI": "true",
        }
    )

    assert settings.site_url == "https://news.example.org"
    assert settings.rate_limits is False
    assert settings.digits == {"ckb": "latn", "ar": "arab"}
    assert settings.trusted_proxies == 2
    assert settings.time_zone == "UTC"
    assert settings.from_command_line is True


def test_an_empty_variable_counts_as_absent() -> None:
    assert Settings.from_environ({"PORTAL_SITE_URL": ""}) == Settings.from_environ({})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORTAL_SITE_URL", "news.example.org"),
        ("PORTAL_SITE_URL", "https://example.org/news"),
        ("PORTAL_RATE_LIMITS", "no"),
        ("PORTAL_DIGITS", "ckb:arab"),
        ("PORTAL_DIGITS", "ckb=roman"),
        ("PORTAL_TRUSTED_PROXIES", "-1"),
        ("PORTAL_TIME_ZONE", "Baghdad"),
        ("PORTAL_TIME_ZONE", "../etc/passwd"),
        ("PORTAL_LOG_LEVEL", "loud"),
        ("PORTAL_SEARCH_BACKEND", "whoosh"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"^{name}: .+\\.$"):
        Settings.from_environ({name: value})


def test_a_mistyped_name_is_not_passed_over() -> None:
    settings = Settings.from_environ({"PORTAL_SITE_URI": "https://example.org"})

    assert settings.unknown == ("PORTAL_SITE_URI is not a setting of the portal; is PORTAL_SITE_URL meant?",)


def test_variables_of_the_tests_and_of_others_are_left_alone() -> None:
    Settings.from_environ({"PORTAL_TEST_REQUIRE_ALL": "1", "PATH": "/bin"})


def test_settings_cannot_be_changed_later() -> None:
    settings = Settings.from_environ({})

    with pytest.raises(dataclasses.FrozenInstanceError):
        settings.site_url = "https://example.org"  # type: ignore[misc]


def test_a_database_password_is_not_printed() -> None:
    settings = Settings.from_environ({"PORTAL_DATABASE_URL": "postgresql+psycopg://portal:hidden@db/portal"})

    assert "hidden" not in repr(settings)


def test_the_secret_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "new")

    secret = settings.secret()

    assert len(secret) >= 60
    assert settings.secret() == secret
    assert stat.S_IMODE((tmp_path / "new" / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["secret_key"]


def test_two_sites_have_two_secrets(tmp_path: Path) -> None:
    assert Settings(data_dir=tmp_path / "a").secret() != Settings(data_dir=tmp_path / "b").secret()


def test_processes_that_start_at_once_agree_on_the_secret(tmp_path: Path) -> None:
    program = "import sys, pathlib; from portal.settings import Settings; "
    program += "print(Settings(data_dir=pathlib.Path(sys.argv[1])).secret())"
    command = [sys.executable, "-c", program, str(tmp_path)]

    started = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(6)]
    secrets = {process.communicate()[0] for process in started}

    assert len(secrets) == 1


def test_a_secret_that_was_cut_short_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("short")

    with pytest.raises(SettingsError, match="too short"):
        Settings(data_dir=tmp_path).secret()
