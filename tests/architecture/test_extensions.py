"""A language is one record and one catalog, a kind one record, a search backend one module: done in a copy.

Two languages (one in each direction of writing), a kind and a backend are added to a copy of the project. What then had
to be changed anywhere else would be a fault of the product; what a page forgot of them would be one, too.
"""

import fcntl
import json
import re
from pathlib import Path
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest

from portal.i18n.language import Language
from portal.i18n.languages import LANGUAGES
from tests.extensions.extended import (
    BACKEND,
    FRENCH,
    INTERVIEW,
    NEW,
    NEWS,
    PERSIAN,
    QUESTIONS,
    WORDS,
    Outcome,
    add_backend,
    extended,
)
from tests.extensions.project import SITE_URL, copied
from tests.factories.dom import Element
from tests.machine import ROOT, unavailable

RECORDS = {**LANGUAGES, "fa": Language(**PERSIAN), "fr": Language(**FRENCH)}
EVERY = tuple(RECORDS)
"""All languages of the extended project, in the order of its switcher."""

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="session")
def outcome(tmp_path_factory: pytest.TempPathFactory, worker_id: str, testrun_uid: str) -> Outcome:
    """What came of the extended project; made once, by the test process that needs it first."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / f"extended-{testrun_uid}"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return extended(folder)


@pytest.fixture(scope="session")
def style_sheet(outcome: Outcome) -> str:
    """The style sheet as the extended project builds it."""
    if not (ROOT / "node_modules").is_dir():
        unavailable("the packages of the front end are not installed")
    assert outcome.assets == [0, ""]
    return outcome.style_sheet


def alternates(page: Element) -> dict[str, str]:
    """Return the addresses of a page in other languages by ``hreflang``."""
    return {link["hreflang"]: link["href"] for link in page.all("link", rel="alternate", hreflang="")}


def switcher(page: Element) -> dict[str, Element]:
    """Return the links of the switcher by language, in its order."""
    return {link["lang"]: link for link in page.one("nav", data_switcher="").all("a")}


def test_nothing_but_records_catalogs_and_the_module_was_changed(outcome: Outcome) -> None:
    catalogs = [f"translations/{code}/LC_MESSAGES/messages.po" for code in EVERY if code != "en"]

    assert set(outcome.changed) == {
        "portal/i18n/languages.py",
        "portal/content/kinds.py",
        "portal/search/backends/sqlite.py",
        "translations/messages.pot",
        *catalogs,
    }


def test_a_server_does_not_start_before_a_new_language_has_a_catalog(outcome: Outcome) -> None:
    code, said = outcome.empty

    assert code == 3
    assert said == ("The portal does not start: there is no compiled catalog of fa; run `flask i18n compile`.\n")


def test_nor_while_its_readers_would_miss_a_single_sentence(outcome: Outcome) -> None:
    code, said = outcome.partial

    assert code == 3
    assert "the catalog of fr lacks 1 of the strings that readers see" in said
    assert "'Search'" in said
    assert outcome.unchecked == [["fr", "Search"]]


def test_no_page_forgets_a_language(outcome: Outcome) -> None:
    pages = {path: switcher(page) for path, page in outcome.trees.items()}

    assert len(pages) > 100
    assert {path for path, offered in pages.items() if tuple(offered) != EVERY} == set()
    assert {(offered["fa"]["dir"], offered["fa"]["hreflang"]) for offered in pages.values()} == {("rtl", "fa")}
    assert pages["/fr/"]["fa"].text == "فارسی"


def test_every_page_has_the_language_of_its_address(outcome: Outcome) -> None:
    directions = {"fa": "rtl", "fr": "ltr"}
    found = {
        (path.split("/")[1], page.one("html")["lang"], page.one("html")["dir"])
        for path, page in outcome.trees.items()
        if path.startswith(("/fa/", "/fr/"))
    }

    assert found == {(code, code, direction) for code, direction in directions.items()}


def test_no_link_leads_to_nothing(outcome: Outcome) -> None:
    broken = {path: outcome.links[path] for path in outcome.links if outcome.pages[path]["status"] != 200}

    assert broken == {}
    assert {f"/{code}/interviews/" for code in EVERY} <= set(outcome.links)


@pytest.mark.parametrize(
    ("code", "kind", "moment", "locale"),
    [
        ("fa", "گفت‌وگو", "۸ مارس ۲۰۲۱، ۰۰:۳۰ (بغداد)", "fa_IR"),
        ("fr", "Entretien", "8 mars 2021, 00:30 (Bagdad)", "fr_FR"),
    ],
)
def test_a_story_of_the_new_kind_is_a_page_in_the_new_language(
    outcome: Outcome, code: str, kind: str, moment: str, locale: str
) -> None:
    path = outcome.edition(code)
    page = outcome.page(path)
    article = page.one("article", data_story=str(outcome.interview))

    assert (article["data-edition"], article["data-kind"]) == (code, "interview")
    assert article.one("h1").text == INTERVIEW["editions"][code]["headline"]
    assert article.all("span")[0].text == kind
    assert article.one("time", data_published="").text == moment
    assert page.one("link", rel="canonical")["href"] == SITE_URL + path
    assert page.one("meta", property="og:locale")["content"] == locale
    assert page.one("nav", class_="nav").one("a", aria_current="page").text == WORDS[code]["Interviews"]


def test_its_editions_name_each_other_and_no_others(outcome: Outcome) -> None:
    paths = {code: outcome.edition(code) for code in ("en", *NEW)}
    named = {code: SITE_URL + path for code, path in paths.items()} | {"x-default": SITE_URL + paths["en"]}
    (site_map,) = (
        {link.get("hreflang"): link.get("href") for link in url.iter(f"{XHTML}link")}
        for url in ET.fromstring(outcome.text("/sitemap.xml")).iter(f"{SITEMAP}url")  # noqa: S314 (our own bytes)
        if url.findtext(f"{SITEMAP}loc") == named["fa"]
    )

    assert [alternates(outcome.page(path)) for path in paths.values()] == [named] * 3
    assert site_map == named
    assert {
        code for code, link in switcher(outcome.page(paths["fa"])).items() if "data-missing" in link.attributes
    } == {
        "ar",
        "ckb",
        "kmr",
    }


@pytest.mark.parametrize("code", NEW)
def test_it_stands_in_the_list_the_feed_and_on_the_home_page(outcome: Outcome, code: str) -> None:
    feed = ET.fromstring(outcome.text(f"/{code}/interviews/feed.atom"))  # noqa: S314 (our own bytes)
    path = outcome.edition(code)

    for listed in (f"/{code}/", f"/{code}/interviews/"):
        (card,) = outcome.page(listed).all("article", data_card="", data_language=code)
        assert (card["data-story"], card.one("a")["href"]) == (str(outcome.interview), path)
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == [
        INTERVIEW["editions"][code]["headline"]
    ]
    assert f'lang="{code}" dir="{switcher(outcome.page(path))[code]["dir"]}"' in outcome.text(
        f"/{code}/feed.atom"
    ).replace("&#34;", '"')


@pytest.mark.parametrize("code", NEW)
def test_a_story_that_the_language_lacks_is_named_in_its_own(outcome: Outcome, code: str) -> None:
    path = f"/{code}/news/{outcome.news}"
    name = outcome.trees[path].one("section", class_="missing__story").one("span", lang="en", dir="ltr")

    assert outcome.pages[path]["status"] == 404
    assert name.text == NEWS["editions"]["en"]["headline"]


@pytest.mark.parametrize(("path", "code"), [("/fa/news/1234567", "fa"), ("/fr/news/1234567", "fr"), ("/de/", "en")])
def test_what_is_not_there_is_said_in_the_language_of_the_address(outcome: Outcome, path: str, code: str) -> None:
    assert outcome.pages[path]["status"] == 404
    assert outcome.trees[path].one("html")["lang"] == code


@pytest.mark.parametrize("code", NEW)
def test_words_are_found_as_people_type_them(outcome: Outcome, code: str) -> None:
    assert {words: stories for words, stories in outcome.found[code].items() if stories != [outcome.interview]} == {}
    for words in QUESTIONS[code]:
        page = outcome.page(f"/{code}/search?{urlencode({'q': words})}")
        (hit,) = page.all("li", data_hit="")
        assert (hit["data-story"], hit["data-language"]) == (str(outcome.interview), code)
        assert hit.all("mark") != []


def test_the_index_is_kept_by_the_chosen_backend(outcome: Outcome) -> None:
    assert outcome.index["generation"].endswith("-sqlite1")
    assert {code: rows["indexed"] for code, rows in outcome.index["languages"].items()} == {
        **dict.fromkeys(EVERY, 0),
        "en": 2,
        "fa": 1,
        "fr": 1,
    }
    assert [rows["missing"] + rows["extra"] for rows in outcome.index["languages"].values()] == [0] * len(EVERY)


def test_readers_are_led_to_the_new_languages(outcome: Outcome) -> None:
    chooser = outcome.page("/")

    assert outcome.negotiated == {
        "fa-IR": "/fa/",
        "fas": "/fa/",
        "fr-CA,fr;q=0.9": "/fr/",
        "de,fa;q=0.5": "/fa/",
        "de": None,
    }
    assert [row["lang"] for row in chooser.one("h1").all("span")] == list(EVERY)


def test_operators_see_the_new_languages(outcome: Outcome) -> None:
    assert json.loads(outcome.text("/readyz"))["status"] == "ok"
    assert re.findall(r'portal_stories_visible\{language="(\w+)"\} (\d)', outcome.text("/metrics")) == [
        (code, str(rows["indexed"])) for code, rows in outcome.index["languages"].items()
    ]


def test_type_follows_the_script_of_the_new_languages(style_sheet: str) -> None:
    def of(script: str) -> str:
        codes = [code for code, language in RECORDS.items() if language.script == script]
        return f":is({','.join(f':lang({code})' for code in codes)})"

    assert style_sheet.count(of("Arab")) >= 3
    assert style_sheet.count(of("Latn")) >= 1
    assert style_sheet.count(":lang(fa)") == style_sheet.count(":lang(ar)")


def test_a_backend_is_one_module_that_passes_the_contract(tmp_path: Path) -> None:
    project = copied(tmp_path, "tests/contract", "tests/conftest.py", "tests/machine.py")
    add_backend(project)
    chosen = f"{BACKEND} or beside_the_others or all_backends"

    done = project.python("-m", "pytest", "tests/contract", "-q", "-p", "no:cacheprovider", "-k", chosen)

    assert done.returncode == 0, done.stdout
    assert re.search(r"\b[789]\d passed", done.stdout), done.stdout
