"""The front-end tools that the build runs, and the sentence that says how to get one that is missing."""

import platform
import subprocess
import sys
from pathlib import Path


class ToolMissing(Exception):
    """A program or package that the build needs is not there; the message says what to do."""


class Refused(Exception):
    """A tool found a fault in the sources; its message is for whoever wrote them."""


def package(root: Path, name: str) -> Path:
    """Return the folder of an npm package; raise ToolMissing when it was not installed."""
    folder = root / "node_modules" / name
    if not folder.is_dir():
        raise ToolMissing(f"The npm package {name} is not installed: run `make build`.")
    return folder


def esbuild(root: Path, *arguments: str) -> None:
    """Run esbuild in ``root``; raise ToolMissing where it was not installed, Refused for faults in the sources."""
    # The package for this machine holds the program itself; npm's wrapper around it would only need Node as well.
    machine = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64"}.get(platform.machine().lower(), platform.machine())
    program = package(root, f"@esbuild/{sys.platform}-{machine}") / "bin" / "esbuild"
    command = [str(program), *arguments, "--log-level=warning", "--color=false"]
    # Files are found from here, so that the build is the same wherever the project lies.
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode != 0 or done.stderr.strip():
        raise Refused(done.stderr.strip() or f"esbuild ended with code {done.returncode}")
