"""Every setting is explained in the manual, by the sentence that stands in the code."""

import re

from portal.cli.docs import settings_page
from portal.settings import public_fields, variable
from tests.machine import ROOT


def test_the_page_of_settings_is_what_the_code_says() -> None:
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")

    assert page == settings_page(), "run `flask docs settings`"


def test_every_setting_has_one_sentence_of_help() -> None:
    unclear = [variable(each) for each in public_fields() if not re.fullmatch(r"[A-Z][^\n|]+\.", each.metadata["help"])]

    assert unclear == []


def test_the_environment_is_read_in_one_place() -> None:
    readers = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "portal").rglob("*.py"))
        if re.search(r"\bos\.(environ|getenv)\b", path.read_text("utf-8"))
    ]

    # The supervisor hands its own environment on to what it starts.
    assert readers == ["portal/cli/run.py"]
