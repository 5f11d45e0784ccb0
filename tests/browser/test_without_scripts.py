"""A browser that runs no scripts: everything that a reader can do is done with links and forms."""

import re

import pytest
from playwright.sync_api import expect

from portal.i18n.languages import LANGUAGES
from tests.browser.page_types import LACKED_BY, PageType, every
from tests.browser.visits import Visit
from tests.factories.page_texts import TEXTS
from tests.factories.running import Site

pytestmark = pytest.mark.browser

languages = pytest.mark.parametrize("language", LANGUAGES)


@languages
def test_a_story_is_read_from_the_home_page(live_site: Site, plain: Visit, language: str) -> None:
    plain.open(f"/{language}/")

    plain.page.locator(f"main a[href='{live_site.contents.paths[language, 'news']}']").first.click()

    expect(plain.page.locator("article[data-edition] [data-block]")).to_have_count(12)
    expect(plain.page.locator("article [data-block='a1']")).to_be_visible()
    expect(plain.page.locator("article table")).to_be_visible()
    expect(plain.page.locator("article video")).to_have_attribute("controls", "")


@languages
def test_the_search_form_leads_to_hits(plain: Visit, language: str) -> None:
    word = TEXTS[language]["word"]
    plain.open(f"/{language}/")

    plain.page.get_by_role("searchbox").fill(word)
    plain.page.get_by_role("search").get_by_role("button").click()

    expect(plain.page.locator("html")).to_have_attribute("data-page", "search")
    expect(plain.page.get_by_role("searchbox")).to_have_value(word)
    expect(plain.page.locator("[data-hits] [data-hit] mark").first).to_be_visible()
    assert plain.path.startswith(f"/{language}/search?q=")


@pytest.mark.parametrize("part", ["news", "social"])
@languages
def test_more_of_a_list_is_a_page_further(plain: Visit, language: str, part: str) -> None:
    plain.open(f"/{language}/{part}/")
    first = items(plain)

    plain.page.locator("a[data-more]").click()

    expect(plain.page).to_have_url(re.compile(rf"/{language}/{part}/\?after="))
    further = items(plain)
    assert further != []
    assert set(first).isdisjoint(further)


@every("home", "news", "missing")
def test_the_switcher_leads_to_the_same_page_in_another_language(
    live_site: Site, plain: Visit, page_type: PageType, language: str
) -> None:
    other = {"en": "ckb", "ckb": "ar", "ar": "kmr", "kmr": "en"}[language]
    plain.open(page_type.path(live_site, language))

    plain.page.locator(f"[data-switcher] a[lang={other}]").click()

    html = plain.page.locator("html")
    expect(html).to_have_attribute("lang", other)
    expect(html).to_have_attribute("dir", LANGUAGES[other].direction)
    expect(plain.page.locator(f"[data-switcher] a[lang={other}]")).to_have_attribute("aria-current", "page")


@languages
def test_whoever_misses_a_translation_asks_for_it_and_is_thanked(live_site: Site, plain: Visit, language: str) -> None:
    path = f"/{language}/news/{live_site.contents.stories[LACKED_BY[language]]}"
    plain.open(path)

    plain.page.locator("form.ask button").click()

    expect(plain.page.locator("main [role=status]")).to_be_visible()
    expect(plain.page.locator("form.ask")).to_have_count(0)
    assert plain.statuses(f"/{language}/requests") == [303]
    assert plain.path == f"{path}?asked=1"
    assert plain.page.context.cookies() == []


def items(visit: Visit) -> list[str]:
    """Return the items of a list, each of which carries a number of its own."""
    markup: list[str] = visit.page.locator("[data-items] > *").evaluate_all(
        "(all) => all.map((each) => each.outerHTML)"
    )
    return markup
