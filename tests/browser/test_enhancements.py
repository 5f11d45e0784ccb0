"""What scripts and keys add to pages that work without them: lists go on in place, and the keyboard suffices."""

import re

import pytest
from playwright.sync_api import expect

from portal.i18n.languages import LANGUAGES
from tests.browser.page_types import PageType, every
from tests.browser.visits import Visit
from tests.factories.running import Site

pytestmark = pytest.mark.browser

languages = pytest.mark.parametrize("language", LANGUAGES)

MARKUP = "(items) => items.map(({outerHTML}) => outerHTML)"

WATCH = """() => {
  const signs = ["outlineStyle", "outlineWidth", "boxShadow", "backgroundColor", "borderColor"];
  const chain = (element) => element ? [element, ...chain(element.parentElement)] : [];
  const look = (element) => JSON.stringify(chain(element).map((each) => {
    const style = getComputedStyle(each);
    return signs.map((sign) => style[sign]);
  }));
  const before = new Map([...document.querySelectorAll("a, button, input, summary")].map((each) => [each, look(each)]));
  window.unseen = () => {
    const element = document.activeElement;
    const box = element.getBoundingClientRect();
    const isInside = box.width > 0 && box.height > 0 && box.right > 0 && box.left < innerWidth
      && box.bottom > 0 && box.top < innerHeight;
    return isInside && look(element) !== before.get(element) ? [] : [element.outerHTML.slice(0, 200)];
  };
}"""
"""``unseen()`` names what has the focus if it looks as it did without, or stands outside of what the reader sees. The
controls of a player, which the browser draws, are only looked for inside of the window."""


@pytest.mark.parametrize("part", ["news", "social"])
@languages
def test_a_list_goes_on_in_place(visit: Visit, language: str, part: str) -> None:
    visit.open(f"/{language}/{part}/")
    items = visit.page.locator("[data-items] > *")
    before = items.evaluate_all(MARKUP)

    visit.page.locator("a[data-more]").click()

    expect(items.nth(len(before))).to_be_visible()
    expect(items.nth(len(before)).locator("a").first).to_be_focused()
    markup = items.evaluate_all(MARKUP)
    assert markup[: len(before)] == before
    assert len(set(markup)) == len(markup) > len(before)
    expect(visit.page.locator("a[data-more]")).to_have_count(0)
    assert visit.path == f"/{language}/{part}/"
    assert visit.overflow() == []
    assert visit.faults() == []


def test_a_list_that_cannot_go_on_in_place_goes_on_as_a_page(visit: Visit) -> None:
    visit.page.route("**/*after=*", lambda route: route.abort(), times=1)
    visit.open("/ckb/news/")

    visit.page.locator("a[data-more]").click()

    expect(visit.page).to_have_url(re.compile(r"/ckb/news/\?after="))
    expect(visit.page.locator("[data-items] > *").first).to_be_visible()


@every("home", "search")
def test_the_first_key_leads_past_the_head_of_the_page(
    live_site: Site, visit: Visit, page_type: PageType, language: str
) -> None:
    visit.open(page_type.path(live_site, language))
    visit.page.keyboard.press("Tab")
    skip = visit.page.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()

    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("main")).to_be_focused()
    visit.page.keyboard.press("Tab")

    expect(visit.page.locator("main :focus")).to_have_count(1)


@every("home", "news")
def test_whatever_has_the_focus_shows_it(live_site: Site, visit: Visit, page_type: PageType, language: str) -> None:
    visit.page.emulate_media(reduced_motion="reduce")
    visit.open(page_type.path(live_site, language))
    visit.evaluate(WATCH)

    unseen = []
    for _ in range(36):
        visit.page.keyboard.press("Tab")
        unseen += visit.evaluate("unseen()")

    assert unseen == []
