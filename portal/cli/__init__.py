"""Commands: one module a group, each a thin layer over the verbs that the screens use."""

from flask import Flask


def init_cli(app: Flask) -> None:
    """Give ``flask`` our command groups."""
    from portal.cli import docs, i18n, imports, search, seed, story, users, worker

    for module in (docs, i18n, imports, search, seed, story, users, worker):
        app.cli.add_command(module.group)
