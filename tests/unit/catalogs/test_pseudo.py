"""Pseudo-languages."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.catalogs import checks
from portal.catalogs.domain import CatalogSet
from portal.catalogs.po import Catalog, Entry
from portal.catalogs.pseudo import CLOSING, OPENING, pseudo, write_pseudo
from portal.i18n.languages import get

MSGID = 'Read <a href="%(url)s">all %(count)s stories</a> &amp; more, 100%%'


def test_a_message_becomes_longer_and_accented() -> None:
    told = pseudo("Latest news from the coalition", get("kmr"))
    assert told.startswith(OPENING)
    assert told.endswith(CLOSING)
    assert len(told) >= 1.4 * len("Latest news from the coalition")
    assert "news" not in told


def test_a_message_becomes_arabic_for_a_language_from_right_to_left() -> None:
    assert not set(pseudo("Latest news", get("ar"))) & set("aeilnstw")


@pytest.mark.parametrize("code", ["kmr", "ar", "ckb"])
def test_placeholders_tags_and_references_stay(code: str) -> None:
    told = pseudo(MSGID, get(code))
    assert checks.unfit((MSGID, None), (told,), get(code).plural_rule) == []
    assert "&amp;" in told


@given(st.text(alphabet="abc %()s{}<>/&;é", max_size=40))
def test_any_text_can_be_disguised(text: str) -> None:
    assert pseudo(text, get("kmr")).startswith(OPENING)


def test_a_site_can_run_on_pseudo_catalogs(folder: Path) -> None:
    plural = Entry("%(count)s story", ("", ""), plural="%(count)s stories")
    write_pseudo(folder, Catalog((Entry("", ("",)), Entry(MSGID), plural)))
    catalogs = CatalogSet(folder)
    assert catalogs.gettext("kmr", MSGID).startswith(OPENING)
    assert catalogs.ngettext("ar", "%(count)s story", "%(count)s stories", 11).startswith(OPENING)
    assert catalogs.left_out("ar") == ()
    assert catalogs.gettext("en", MSGID) == MSGID
