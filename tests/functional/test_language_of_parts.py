"""Every text stands in an element of its own language and direction, wherever on whatever page it is shown."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import FileSystemBytecodeCache

from portal.i18n.languages import LANGUAGES
from tests.factories import dom
from tests.factories.running import NOW, Site, filled_site, site_settings
from tests.functional.conftest import TurnableClock
from tests.functional.test_routes import PAGES

SPOKEN = ("alt", "aria-label", "title", "placeholder", "label", "content", "value")
"""Attributes that are read out or shown."""

EXAMPLES = {name: example for examples in PAGES.values() for name, (_, example) in examples.items()}

OTHERS = ("english", "sorani", "outdated", "partly withdrawn", "withdrawn", "expired", "draft", "no number at all")
"""Stories that are missing, gone or never were in some languages."""


def marked(language: str, key: str) -> str:
    """Return words that tell their language."""
    return f"⟨{language}⟩ {key}"


@pytest.fixture(scope="module")
def told(
    tmp_path_factory: pytest.TempPathFactory,
    migrated_database: Path,
    compiled_translations: Path,
    template_cache: FileSystemBytecodeCache,
) -> Iterator[Site]:
    """A site whose every word tells its language."""
    data_dir = tmp_path_factory.mktemp("told")
    shutil.copy(migrated_database, data_dir / "portal.db")
    settings = site_settings(data_dir, compiled_translations)
    with filled_site(settings, TurnableClock(NOW), say=marked, template_cache=template_cache) as filled:
        yield filled


def shown(page: dom.Element) -> Iterator[tuple[dom.Element, str]]:
    """Yield every text that readers see or hear, with the element that it stands in."""
    yield from page.strings()
    for element in page.walk():
        for name in SPOKEN:
            if name in element.attributes:
                yield element, element[name]


def strangers(page: dom.Element) -> list[tuple[str, str, dom.Element]]:
    """Return the texts that stand in an element of another language, or of no direction of their own."""
    found = []
    for element, text in shown(page):
        for code in re.findall("⟨(.*?)⟩", text):
            home = next(each for each in element.ancestors if "lang" in each.attributes)
            if (home["lang"], home.get("dir")) != (code, LANGUAGES[code].direction):
                found.append((code, text, home))
    return found


def languages_on(page: dom.Element) -> set[str]:
    return {code for _, text in shown(page) for code in re.findall("⟨(.*?)⟩", text)}


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_page_mixes_languages_without_saying_so(told: Site, name: str) -> None:
    pages = {code: told.page(EXAMPLES[name](told, code)) for code in LANGUAGES}

    assert {code: strangers(page) for code, page in pages.items()} == {code: [] for code in LANGUAGES}


@pytest.mark.parametrize("name", OTHERS)
def test_no_page_of_what_is_missing_or_gone_does(told: Site, name: str) -> None:
    number = told.contents.stories.get(name, 7654321)
    answers = [told.client.get(f"/{code}/news/{number}", follow_redirects=True) for code in LANGUAGES]

    assert [strangers(dom.parse(answer.text)) for answer in answers] == [[]] * len(LANGUAGES)


@pytest.mark.parametrize(
    "query", ["third", "campaign", "statement&kind=statement", "members", "nothing-like-it", "thirt"]
)
def test_no_answer_of_the_search_does(told: Site, query: str) -> None:
    pages = [told.page(f"/{code}/search?q={query}") for code in LANGUAGES]

    assert [strangers(page) for page in pages] == [[]] * len(LANGUAGES)


def test_the_pages_do_show_foreign_texts(told: Site) -> None:
    """Without this the tests above could pass on pages that show nothing."""
    sorani = told.contents.stories["sorani"]

    assert languages_on(told.page(told.contents.paths["ckb", "news"])) == {"ckb", "en"}
    assert languages_on(told.page(told.contents.paths["ckb", "statement"])) == {"ckb", "en"}
    assert languages_on(dom.parse(told.client.get(f"/kmr/news/{sorani}").text)) == {"ar", "ckb", "kmr"}
    assert languages_on(told.page("/kmr/")) == {"ar", "ckb", "kmr", "en"}
    assert languages_on(told.page("/en/search?q=third")) == set(LANGUAGES)
    assert languages_on(told.page(EXAMPLES["a country"](told, "ar"))) == set(LANGUAGES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_names_of_the_languages_stand_in_their_own(told: Site, name: str) -> None:
    page = told.page(EXAMPLES[name](told, "kmr"))
    endonyms = {record.endonym: record for record in LANGUAGES.values()}

    named = [(element, endonyms[text.strip()]) for element, text in page.strings() if text.strip() in endonyms]

    assert len(named) >= 2 * len(LANGUAGES)
    assert [element for element, record in named if element.inherited("lang") != record.code] == []
    assert [element for element, record in named if element.inherited("dir") != record.direction] == []


def test_the_chooser_keeps_its_languages_apart(told: Site) -> None:
    page = told.page("/")

    for code, record in LANGUAGES.items():
        parts = page.one("main").all(lang=code)
        assert len(parts) == 2
        assert {part["dir"] for part in parts} == {record.direction}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_runs_its_own_way_is_isolated(told: Site, language: str) -> None:
    wall = told.page(f"/{language}/social/")
    story = told.page(told.contents.paths[language, "news"])

    isolated = [*wall.all("bdi"), *story.one("article", data_edition="").all("bdi")]
    assert {each.text for each in isolated} >= {"@coalition", "#DestructiveLegacy", "TXT", "example.org"}
    texts = [(element, text) for page in (wall, story) for element, text in page.strings()]
    foreign = [each for each, text in texts if re.search("@coalition|#Destructive|TXT|example.org", text)]
    assert {(each.tag, each["dir"]) for each in foreign} == {("bdi", "ltr")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_fields_take_any_language(told: Site, language: str) -> None:
    fields = [
        *told.page(f"/{language}/").all("input", type="search"),
        *told.page(f"/{language}/search").all("input", name="q"),
    ]

    assert {field["dir"] for field in fields} == {"auto"}
