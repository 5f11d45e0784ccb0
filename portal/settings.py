"""What an operator may set: one frozen record, read from the environment here and nowhere else.

A field's name in upper case after ``PORTAL_`` is its variable; its help sentence, kind and default make up
``docs/settings.md`` (``flask docs settings``). Values are checked when they are read, so that a wrong one stops the
start with a sentence instead of failing on some page later.
"""

import difflib
import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ROOT = Path(__file__).resolve().parent.parent
"""The project's folder; relative paths in settings count from here, whatever the working directory is."""

PREFIX = "PORTAL_"
TEST_PREFIX = "PORTAL_TEST_"
"""Variables of the test suite, which are not settings of the product."""


class SettingsError(ValueError):
    """A setting cannot be used; the message is one sentence that names the variable."""


def _path(text: str) -> Path:
    return ROOT / Path(text).expanduser()


def _on_or_off(text: str) -> bool:
    if text not in ("on", "off"):
        raise ValueError("is neither on nor off")
    return text == "on"


def _count(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,3}", text):
        raise ValueError("is not a whole number from 0 to 999")
    return int(text)


def _site_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment or "@" in text:
        raise ValueError("is not an address like https://news.example.org")
    if parts.path.strip("/"):
        raise ValueError("has a path, but the portal takes a whole host")
    return f"{parts.scheme}://{parts.netloc}"


def _dotted_name(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+", text):
        raise ValueError("is not the dotted name of a module")
    return text


def _digits(text: str) -> Mapping[str, str]:
    chosen = {}
    for part in text.split(","):
        match = re.fullmatch(r"\s*([a-z]{2,3})=(latn|arab|arabext)\s*", part)
        if match is None:
            raise ValueError('is not a list like "ckb=arab,ar=latn"')
        chosen[match[1]] = match[2]
    return MappingProxyType(chosen)


def _time_zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("is not a time zone of the IANA database") from error
    return text


def _log_level(text: str) -> str:
    if text not in ("debug", "info", "warning", "error"):
        raise ValueError("is none of debug, info, warning, error")
    return text


def _about(sentence: str, *, parse: Callable[[str], Any], shown: str) -> dict[str, Any]:
    """Describe a public field: ``shown`` is its default in the words of the documentation."""
    return {"help": sentence, "parse": parse, "shown": shown}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this installation differs from the defaults."""

    data_dir: Path = field(
        default=ROOT / "var",
        metadata=_about(
            "Where everything is kept that the portal writes: database, index, pictures and films, secret key.",
            parse=_path,
            shown="`var/` in the project's folder",
        ),
    )
    database_url: str = field(
        default="",
        repr=False,  # it may hold a password
        metadata=_about(
            "The database, as an SQLAlchemy address (`sqlite:///…` or `postgresql+psycopg://…`).",
            parse=str,
            shown="SQLite: `portal.db` in the data directory",
        ),
    )
    translations_dir: Path = field(
        default=ROOT / "translations",
        metadata=_about(
            "Where the interface catalogs (`<language>/LC_MESSAGES/messages.po`) are kept.",
            parse=_path,
            shown="`translations/` in the project's folder",
        ),
    )
    site_url: str = field(
        default="http://127.0.0.1:8000",
        metadata=_about(
            "The public address of the site, without a path; absolute links in feeds and sitemaps start with it.",
            parse=_site_url,
            shown="`http://127.0.0.1:8000`",
        ),
    )
    rate_limits: bool = field(
        default=True,
        metadata=_about(
            "Whether sign-ins and readers' requests are limited per address; `off` is for tests and benchmarks.",
            parse=_on_or_off,
            shown="`on`",
        ),
    )
    search_backend: str = field(
        default="portal.search.backends.whoosh",
        metadata=_about(
            "The module that implements the search protocol.",
            parse=_dotted_name,
            shown="`portal.search.backends.whoosh`",
        ),
    )
    digits: Mapping[str, str] = field(
        default_factory=lambda: MappingProxyType({}),
        metadata=_about(
            "The digits of languages that differ from their usual ones: `latn` (0–9), `arab` (٠–٩) or `arabext` (۰–۹), "
            "as in `ckb=arab,ar=latn`.",
            parse=_digits,
            shown="each language's own",
        ),
    )
    time_zone: str = field(
        default="Asia/Baghdad",
        metadata=_about(
            "The zone in which readers see times, by its IANA name.",
            parse=_time_zone,
            shown="`Asia/Baghdad`",
        ),
    )
    trusted_proxies: int = field(
        default=0,
        metadata=_about(
            "How many proxies stand in front and may be believed about address, host and scheme; 0 believes none.",
            parse=_count,
            shown="`0`",
        ),
    )
    log_level: str = field(
        default="info",
        metadata=_about(
            "The least severe kind of message that is logged: `debug`, `info`, `warning` or `error`.",
            parse=_log_level,
            shown="`info`",
        ),
    )
    unknown: tuple[str, ...] = ()
    """A sentence for each variable that looks like a setting and is none."""
    from_command_line: bool = False
    """Whether ``flask`` started this process: commands may run on a site that could not serve, a server may not."""

    def __post_init__(self) -> None:
        """Derive what depends on another field."""
        if not self.database_url:
            object.__setattr__(self, "database_url", f"sqlite:///{self.data_dir / 'portal.db'}")

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> "Settings":
        """Read the settings from ``environ``; an empty variable counts as absent.

        Raises SettingsError for a value that cannot be used. Unknown ``PORTAL_`` names are kept in ``unknown``, which
        the start logs: a mistyped one must not be ignored without a word, nor stop a site after a downgrade.
        """
        known = {variable(setting): setting for setting in public_fields()}
        values: dict[str, Any] = {"from_command_line": environ.get("FLASK_RUN_FROM_CLI") == "true"}
        unknown: list[str] = []
        for name, text in environ.items():
            if not name.startswith(PREFIX) or name.startswith(TEST_PREFIX):
                continue
            if name not in known:
                near = difflib.get_close_matches(name, known, n=1)
                hint = f"; is {near[0]} meant?" if near else ", see docs/settings.md."
                unknown.append(f"{name} is not a setting of the portal{hint}")
            elif text:
                values[known[name].name] = _parsed(known[name], text)
        return cls(**values, unknown=tuple(unknown))

    def secret(self) -> str:
        """Return the key that signs sessions and links, made in the data directory when there is none yet."""
        path = self.data_dir / "secret_key"
        try:
            key = path.read_text("ascii").strip()
        except FileNotFoundError:
            key = _make_secret(path)
        if len(key) < 32:
            raise SettingsError(f"The secret key in {path} is too short; delete the file to have a new one made.")
        return key


def _parsed(setting: "Field[Any]", text: str) -> object:
    try:
        return setting.metadata["parse"](text)
    except ValueError as error:
        raise SettingsError(f"{variable(setting)}: {text!r} {error}.") from error


def _make_secret(path: Path) -> str:
    """Write a new key so that of several processes starting at once all get the same, complete one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"secret_key.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # another process was first: its key holds
    finally:
        draft.unlink()
    return path.read_text("ascii").strip()


def public_fields() -> list["Field[Any]"]:
    """Return the fields an operator may set, in the order of the documentation."""
    return [each for each in fields(Settings) if each.metadata]


def variable(setting: "Field[Any]") -> str:
    """Return the environment variable of a field."""
    return PREFIX + setting.name.upper()
