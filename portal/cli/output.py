"""What commands print: one JSON object or lines for people on standard output, everything else on standard error.

The exit codes are part of the contract with whoever runs the commands from a script.
"""

import json
from collections.abc import Iterable, Mapping

import click

EXIT_DONE = 0
EXIT_REFUSED = 1
"""Something was refused, or a check failed."""
EXIT_USAGE = 2
EXIT_UNAVAILABLE = 3
"""Something needed is not there at the moment: the database, an index, a tool."""

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object on standard output.")


def emit(result: Mapping[str, object], *, as_json: bool, lines: Iterable[str]) -> None:
    """Print ``result`` as one JSON object on one line, or else ``lines``."""
    if as_json:
        click.echo(json.dumps(result, ensure_ascii=False))
    else:
        for line in lines:
            click.echo(line)
