"""Runs in the copy: does what a line of JSON asks for, and answers with one, over one import of the product.

``python -m tests.extensions.inside commands`` is ``flask`` for many commands, each of which would otherwise spend its
time on being loaded; ``… pages`` is a server that has started, and what it answers to readers.
"""

import json
import os
import sys
from collections.abc import Callable, Mapping

from portal.app import create_app
from portal.settings import Settings

Answer = Callable[[Mapping[str, str]], Mapping[str, object]]


def commands() -> Answer:
    """Run commands: their words in ``words``, what they read in ``read``."""
    app = create_app(Settings.from_environ(os.environ | {"FLASK_RUN_FROM_CLI": "true"}))
    runner = app.test_cli_runner()

    def answer(task: Mapping[str, str]) -> Mapping[str, object]:
        done = runner.invoke(args=task["words"], input=task["read"])
        return {"code": done.exit_code, "out": done.stdout, "err": done.stderr}

    return answer


def pages() -> Answer:
    """Ask for the address ``path``; ``accept`` is what a browser says of its reader's languages."""
    from wsgi import app

    client = app.test_client()

    def answer(task: Mapping[str, str]) -> Mapping[str, object]:
        got = client.get(task["path"], headers={"Accept-Language": task["accept"]})
        return {"status": got.status_code, "type": got.mimetype, "location": got.location, "text": got.get_data(True)}

    return answer


if __name__ == "__main__":
    chosen = {"commands": commands, "pages": pages}[sys.argv[1]]()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(chosen(json.loads(line))) + "\n")
        sys.stdout.flush()
