"""Deliveries of items, written to disk as agencies write them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from portal.content.commands import Context
from portal.exchange.ninjs import Balance, import_items
from tests.factories.database import context, engine, session

__all__ = ["context", "deliver", "engine", "session"]

Deliver = Callable[..., Balance]


@pytest.fixture
def deliver(context: Context, tmp_path: Path) -> Deliver:
    """Write items into a folder of their own, a file each, and import it."""
    numbers = iter(range(1000))

    def run(*items: object, who: Context | None = None, **options: Any) -> Balance:
        folder = tmp_path / f"delivery-{next(numbers)}"
        folder.mkdir()
        for number, item in enumerate(items):
            (folder / f"{number:03}.json").write_text(json.dumps(item, ensure_ascii=False), "utf-8")
        return import_items(who or context, [folder], site_url="https://portal.example", **options)

    return run
