"""`make run`'s last step: server and worker are brought up together, and go down together."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.machine import ROOT

PATIENCE = 90

Start = Callable[..., "Running"]


class Running:
    """The supervisor and what it has printed so far."""

    def __init__(self, data_dir: Path, *arguments: str) -> None:
        self.output = data_dir.with_suffix(".log")
        command = [sys.executable, "-m", "portal.cli.run", "--port", "0", "--demo", "0", *arguments]
        with self.output.open("w") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, stdout=log, stderr=log, env=os.environ | {"PORTAL_DATA_DIR": str(data_dir)}
            )

    def address(self) -> str:
        deadline = time.monotonic() + PATIENCE
        while not (match := re.search(r"The portal is at (\S+)", self.said())):
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.1)
        return match[1]

    def said(self) -> str:
        return self.output.read_text()

    def children(self) -> dict[str, int]:
        """Return the process ids of the server and the worker, from the system's own list."""
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
                words = (folder / "cmdline").read_text().split("\0")
            except (FileNotFoundError, ProcessLookupError):
                continue
            found.update({words[2]: int(folder.name)} if parent == str(self.process.pid) else {})
        return found


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start supervisors on empty sites; whatever still runs at the end is ended."""
    started: list[Running] = []

    def begin(*arguments: str) -> Running:
        started.append(Running(tmp_path / f"site{len(started)}", *arguments))
        return started[-1]

    yield begin
    for running in started:
        running.process.terminate()
        running.process.wait(PATIENCE)


def test_both_come_up_and_ctrl_c_stops_both(start: Start) -> None:
    running = start()
    address = running.address()
    children = running.children()

    with urllib.request.urlopen(f"{address}healthz", timeout=10) as answer:
        assert answer.status == 200
    running.process.send_signal(signal.SIGINT)

    assert running.process.wait(PATIENCE) == 0
    assert sorted(children) == ["flask", "gunicorn"]
    assert [pid for pid in children.values() if Path(f"/proc/{pid}").exists()] == []


def test_when_the_worker_dies_the_server_is_stopped_too(start: Start) -> None:
    running = start()
    running.address()
    children = running.children()

    os.kill(children["flask"], signal.SIGKILL)

    assert running.process.wait(PATIENCE) == 1
    assert "The worker ended" in running.said()
    assert not Path(f"/proc/{children['gunicorn']}").exists()


def test_a_taken_port_is_said_before_anything_is_done(start: Start, tmp_path: Path) -> None:
    first = start()
    port = first.address().rstrip("/").rpartition(":")[2]

    second = start("--port", port)

    assert second.process.wait(PATIENCE) == 3
    assert f"Cannot listen on 127.0.0.1:{port}" in second.said()
    assert not (tmp_path / "site1").exists()
