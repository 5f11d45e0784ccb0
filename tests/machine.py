"""What tests may find on the machine they run on: programs, and the corpus that lies beside the repository.

Whatever is absent skips the test that needs it, with the reason. With ``PORTAL_TEST_REQUIRE_ALL=1`` (the continuous
integration run) it fails instead, so that nothing is left unproven by accident.
"""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parent.parent


def unavailable(reason: str) -> NoReturn:
    """Skip the test, or fail it where everything has to be there."""
    if os.environ.get("PORTAL_TEST_REQUIRE_ALL") == "1":
        pytest.fail(f"{reason} (PORTAL_TEST_REQUIRE_ALL is set)", pytrace=False)
    pytest.skip(reason)


def shared_folder() -> Path:
    """Return the folder with the real corpus and the standards, which is read in place and never copied."""
    folder = ROOT.parent / "shared"
    if not (folder / "corpus").is_dir():
        unavailable("the corpus beside the repository is absent")
    return folder


def chromium() -> Path:
    """Return the browser that pages are tested in."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return Path(found)
    unavailable("Chromium is not installed")


def postgres_programs() -> Path:
    """Return the folder of the newest PostgreSQL server's programs; Debian keeps them off the PATH."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not installed:
        unavailable("the PostgreSQL server is not installed")
    return installed[-1].parent


@contextmanager
def postgres_cluster() -> Iterator[str]:
    """Run a PostgreSQL of our own, on a socket in a temporary folder, and yield its URL without a database name.

    It refuses to run as root, so then it runs as Debian's ``postgres`` or else as ``nobody``. Nothing is synced to
    disk: the cluster is thrown away.
    """
    programs = postgres_programs()
    folder = Path(tempfile.mkdtemp(prefix="portal-pg-"))
    prefix = _as_other_user(folder) if os.geteuid() == 0 else []
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c full_page_writes=off -c synchronous_commit=off"

    def run(*arguments: str) -> None:
        command = [*prefix, *arguments]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{arguments[0]} failed: {done.stdout}{done.stderr}")

    data, log = str(folder / "data"), str(folder / "log")
    try:
        run(str(programs / "initdb"), "-D", data, "-U", "portal", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        run(str(programs / "pg_ctl"), "-D", data, "-l", log, "-o", options, "-w", "start")
        try:
            yield f"postgresql+psycopg://portal@/{{}}?host={folder}"
        finally:
            run(str(programs / "pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_other_user(folder: Path) -> list[str]:
    import pwd

    known = {entry.pw_name for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in known else "nobody"
    shutil.chown(folder, user)
    return ["runuser", "-u", user, "--"]


def free_port() -> int:
    """Return a TCP port of the loopback address that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
