"""Every type of page in every language, on a phone and on a desk: how it stands, what it loads, who can use it."""

from typing import Literal

import pytest

from portal.i18n.languages import LANGUAGES
from tests.browser.page_types import CHOOSER, PageType, every
from tests.browser.visits import WIDE, Visit
from tests.factories.running import Site

pytestmark = pytest.mark.browser

FONTS = """async () => {
  await document.fonts.ready;
  return [...document.fonts].filter(({status}) => status === "loaded").map(({family}) => family.replaceAll('"', ""));
}"""

FACE = """() => {
  const {lang, dir, dataset} = document.documentElement;
  return [lang, dir, dataset.page, getComputedStyle(document.body).direction];
}"""


SPOIL = """() => new Promise((resolve) => {
  const image = document.createElement("img");
  image.width = 4000;
  image.style.maxInlineSize = "none";
  image.addEventListener("error", resolve);
  image.src = "https://elsewhere.example.org/";
  document.querySelector("main").append(image);
})"""
"""Puts onto a page what its policy forbids, what is wider than the window, and what says nothing to the blind."""


@every()
def test_a_page_stands_upright_and_has_no_barriers(
    live_site: Site, visit: Visit, page_type: PageType, language: str
) -> None:
    status = visit.open(page_type.path(live_site, language))
    narrow = visit.overflow()
    visit.photograph(f"{language}-{page_type.name}-narrow")
    visit.page.set_viewport_size(WIDE)
    wide = visit.overflow()
    visit.photograph(f"{language}-{page_type.name}-wide")

    direction = LANGUAGES[language].direction
    assert status == page_type.status
    assert visit.evaluate(FACE) == [language, direction, page_type.kind, direction]
    assert visit.page.locator("h1").count() == 1
    assert narrow == wide == []
    assert visit.faults() == []
    assert visit.barriers() == []


@every("home", "news")
def test_a_dark_page_has_no_barriers(live_site: Site, visit: Visit, page_type: PageType, language: str) -> None:
    visit.page.emulate_media(color_scheme="dark")
    visit.open(page_type.path(live_site, language))
    visit.photograph(f"{language}-{page_type.name}-dark")

    assert visit.barriers() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_chooser_stands_upright_and_has_no_barriers(visit: Visit, scheme: Literal["light", "dark"]) -> None:
    visit.page.emulate_media(color_scheme=scheme)
    status = visit.open(CHOOSER)
    narrow = visit.overflow()
    visit.photograph(f"chooser-{scheme}-narrow")
    visit.page.set_viewport_size(WIDE)
    wide = visit.overflow()
    visit.photograph(f"chooser-{scheme}-wide")

    assert (status, visit.path) == (200, CHOOSER)
    assert visit.evaluate(FACE)[2] == "chooser"
    assert visit.page.locator("h1").count() == 1
    assert narrow == wide == []
    assert visit.faults() == []
    assert visit.barriers() == []


def test_faults_are_found_where_there_are_some(visit: Visit) -> None:
    visit.open("/ar/")
    visit.evaluate(SPOIL)

    assert [fault for fault in visit.faults() if "https://elsewhere.example.org/" in fault] != []
    assert visit.overflow() != []
    assert [barrier for barrier in visit.barriers() if barrier.startswith("image-alt: ")] != []


@every("news")
def test_letters_are_drawn_with_our_own_font(live_site: Site, visit: Visit, page_type: PageType, language: str) -> None:
    visit.open(page_type.path(live_site, language))
    loaded = visit.evaluate(FONTS)

    asked = [each for each in visit.answers if each.request.resource_type == "font"]
    assert "Vazirmatn" in loaded
    assert {each.status for each in asked} == {200}
    assert all(each.url.startswith(f"{visit.url}/assets/fonts/") for each in asked)
    assert drawn_with(visit, "h1") == drawn_with(visit, "[data-block='a1']") == {"ours"}


def drawn_with(visit: Visit, selector: str) -> set[str]:
    """Return the fonts that the letters of an element are drawn with: ``ours``, and those of the machine by name."""
    session = visit.page.context.new_cdp_session(visit.page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    session.detach()
    return {"ours" if font["isCustomFont"] else font["familyName"] for font in fonts}
