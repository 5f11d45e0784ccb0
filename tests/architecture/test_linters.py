"""The linters pass: `make test` proves what `make lint` would say, with the very commands of the Makefile."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.machine import ROOT


def _commands() -> list[str]:
    recipe = re.search(r"^lint:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert recipe is not None, "the Makefile has no recipe for lint"
    return [line.strip().replace("$(PY)", "python") for line in recipe[1].splitlines()]


@pytest.mark.parametrize("command", _commands())
def test_the_linter_has_nothing_to_say(command: str) -> None:
    # The tools stand beside the interpreter that runs this test, wherever that is.
    programs = Path(sys.executable).parent
    program, *arguments = shlex.split(command)
    environ = os.environ | {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "NO_COLOR": "1"}

    done = subprocess.run(
        [str(programs / Path(program).name), *arguments],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
