"""Commands: one module a group, each a thin layer over the verbs that the screens use."""

from importlib import import_module

from flask import Flask

GROUPS = ("database", "docs", "i18n", "imports", "search", "seed", "story", "users", "worker")
"""Modules of this package; each offers its commands as ``group``."""


def init_cli(app: Flask) -> None:
    """Give ``flask`` our command groups."""
    for name in GROUPS:
        app.cli.add_command(import_module(f"portal.cli.{name}").group)
