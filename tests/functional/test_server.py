"""The server as it is configured: what it says about itself, and what it keeps to itself about readers."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from portal.web.security import HEADERS
from tests.machine import ROOT, free_port

APPLICATION = """
def app(environ, start_response):
    if environ["PATH_INFO"] == "/fails":
        raise RuntimeError("a fault of the application")
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]
"""


@dataclass
class Server:
    port: int
    log: Path

    def ask(self, request: str) -> str:
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
            connection.sendall(request.encode())
            return connection.makefile("rb").read().decode()

    def logged(self, sentence: str) -> str:
        """Return the log once it holds ``sentence``."""
        deadline = time.monotonic() + 10
        while sentence not in (text := self.log.read_text()):
            assert time.monotonic() < deadline, text
            time.sleep(0.05)
        return text


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The project's gunicorn configuration around an application of two lines."""
    folder = tmp_path_factory.mktemp("server")
    (folder / "tiny.py").write_text(APPLICATION)
    running = Server(free_port(), folder / "log")
    command = ["--config", str(ROOT / "gunicorn.conf.py"), "--bind", f"127.0.0.1:{running.port}", "--workers", "1"]
    with running.log.open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", *command, "--chdir", str(folder), "tiny:app"], stdout=log, stderr=log
        )
    running.logged("Booting worker")
    yield running
    process.terminate()
    assert process.wait(30) == 0


def test_it_does_not_say_which_program_it_is(server: Server) -> None:
    answer = server.ask("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")

    assert answer.startswith("HTTP/1.1 200")
    assert "gunicorn" not in answer


def test_a_request_leaves_no_trace_in_the_log(server: Server) -> None:
    server.ask("GET /?q=a-search HTTP/1.1\r\nHost: x\r\nUser-Agent: an-agent\r\nConnection: close\r\n\r\n")

    log = server.log.read_text()
    assert "a-search" not in log
    assert "an-agent" not in log


def test_a_faulty_request_is_counted_without_its_sender_and_its_words(server: Server) -> None:
    answer = server.ask("GET /?q=a-faulty-search nonsense\r\n\r\n")

    assert answer.startswith("HTTP/1.1 400")
    log = server.logged("Invalid request refused.")
    assert "a-faulty-search" not in log
    assert "127.0.0.1:" not in log.split("Booting worker")[1]
    assert "ip=" not in log


@pytest.mark.parametrize(
    ("request_line", "status"),
    [("GET /?q=a-faulty-search nonsense", "400 Bad Request"), (f"GET /{'a' * 5000} HTTP/1.1", "414 URI Too Long")],
)
def test_what_never_became_a_request_is_refused_under_the_headers_of_every_answer(
    server: Server, request_line: str, status: str
) -> None:
    head, _, body = server.ask(f"{request_line}\r\nHost: x\r\n\r\n").partition("\r\n\r\n")

    lines = head.split("\r\n")
    assert lines[0] == f"HTTP/1.1 {status}"
    assert {f"{name}: {value}" for name, value in HEADERS.items()} <= set(lines)
    assert "Content-Security-Policy: default-src 'none';" in head
    assert "Cache-Control: no-store" in lines
    assert body == f"{status[4:]}\n"


def test_a_fault_of_the_application_is_logged_without_the_request(server: Server) -> None:
    answer = server.ask("GET /fails?q=a-secret-search HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")

    assert answer.startswith("HTTP/1.1 500")
    log = server.logged("a fault of the application")
    assert "a-secret-search" not in log


def test_it_opens_no_control_socket(server: Server) -> None:
    assert "control" not in server.log.read_text().lower()
