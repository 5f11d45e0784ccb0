"""Every word of every page comes from a catalog, from the content or from CLDR: none is written into the code.

The catalogs are replaced by pseudo-catalogs, which set each message between ⟦ and ⟧: English with accents and more
letters where a language is written from left to right, Arabic letters where it is not. The content is Greek. So a
letter outside of the brackets that is not Greek was never translated, and neither was a Latin letter anywhere on a page
from right to left. What is left out is what has no translation: names of languages, handles, formats, hosts.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import FileSystemBytecodeCache
from werkzeug.exceptions import TooManyRequests

from portal.catalogs import files, mo
from portal.catalogs.extract import extract
from portal.catalogs.pseudo import CLOSING, OPENING, pseudo, pseudo_catalog, write_pseudo
from portal.errors import Forbidden, Unavailable
from portal.i18n.formatting import language_name
from portal.i18n.languages import LANGUAGES
from portal.web.reader import views
from tests.factories import dom
from tests.factories.running import NOW, SITE_URL, Site, filled_site, site_settings
from tests.factories.site import HANDLE, HASHTAG
from tests.functional.conftest import TurnableClock
from tests.functional.test_routes import PAGES
from tests.machine import ROOT

SPOKEN = ("alt", "aria-label", "title", "placeholder", "label")
SHARED = ("description", "og:title", "og:description", "og:site_name", "og:image:alt")
EXAMPLES = {name: example for examples in PAGES.values() for name, (_, example) in examples.items()}

GREEK = "αβγδεζηθικλμν"
UNTRANSLATED = (HANDLE, f"#{HASHTAG}", "example.org", "TXT", SITE_URL, *(each.endonym for each in LANGUAGES.values()))
PARAMETER = "sort"
"""A part of an address, which a refusal names."""
FAILURES = [RuntimeError("x"), Unavailable("x"), Forbidden("x"), TooManyRequests()]


def greek(language: str, key: str) -> str:
    """Return words that no interface says, other ones for every language and key."""
    letters = [GREEK[byte % len(GREEK)] for byte in key.encode()]
    return f"Λόγος {''.join(letters)} {GREEK[list(LANGUAGES).index(language)] * 3}"


@pytest.fixture(scope="module")
def accented(
    tmp_path_factory: pytest.TempPathFactory, migrated_database: Path, template_cache: FileSystemBytecodeCache
) -> Iterator[Site]:
    """A site in pseudo-languages, English among them, with content in Greek."""
    folder = tmp_path_factory.mktemp("pseudo")
    template = extract(ROOT)
    write_pseudo(folder / "translations", template)
    english = mo.pack(pseudo_catalog(template, LANGUAGES["en"]))
    files.replace_file(files.compiled_path(folder / "translations", "en"), english)
    data_dir = folder / "data"
    data_dir.mkdir()
    shutil.copy(migrated_database, data_dir / "portal.db")
    settings = site_settings(data_dir, folder / "translations")
    with filled_site(settings, TurnableClock(NOW), say=greek, template_cache=template_cache) as filled:
        yield filled


def told(page: dom.Element) -> list[str]:
    """Return what a page says: its text as one string, since messages may hold elements, and each spoken attribute.

    Times are left out, which are CLDR's.
    """
    shown = [text for element, text in page.strings() if element.tag not in ("time", "script", "style")]
    spoken = [each[name] for each in page.walk() for name in SPOKEN if name in each.attributes]
    metas = [each for each in page.all("meta") if (each.get("name") or each.get("property")) in SHARED]
    return ["\x1f".join(shown), *spoken, *(meta["content"] for meta in metas)]


def bare(text: str) -> str:
    """Return what stands outside of all messages."""
    while (shorter := re.sub(f"{OPENING}[^{OPENING}{CLOSING}]*{CLOSING}", "", text)) != text:
        text = shorter
    return text


def hard_coded(page: dom.Element, language: str) -> list[str]:
    """Return the words of a page in ``language`` that come from no catalog, from no content and not from CLDR.

    Single letters are those of the register.
    """
    record = LANGUAGES[language]
    known = [*UNTRANSLATED, PARAMETER, *record.byte_units, *(language_name(code, record) for code in LANGUAGES)]
    pattern = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    found = []
    for text in told(page):
        plain = re.sub(pattern, "", text)
        suspect = bare(plain) + (plain if record.direction == "rtl" else "")
        found += re.findall(r"[^\W\d_]+(?:[ '’][^\W\d_]+)*", re.sub("[\u0370-\u03ff\u1f00-\u1fff]", "", bare(plain)))
        found += re.findall("[A-Za-z][A-Za-z ]+", suspect) if record.direction == "rtl" else []
    return [word for word in found if word.lower() not in set(record.alphabet)]


def answered(site: Site, path: str, *, method: str = "GET") -> dom.Element:
    return dom.parse(site.client.open(path, method=method, follow_redirects=True).text)


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_page_has_a_word_of_its_own(accented: Site, name: str) -> None:
    pages = {code: accented.page(EXAMPLES[name](accented, code)) for code in LANGUAGES}

    assert {code: hard_coded(page, code) for code, page in pages.items()} == {code: [] for code in LANGUAGES}


@pytest.mark.parametrize("name", ["english", "sorani", "outdated", "withdrawn", "partly withdrawn", "expired", "draft"])
def test_no_page_of_what_is_missing_gone_or_outdated_has(accented: Site, name: str) -> None:
    number = accented.contents.stories[name]
    pages = {code: answered(accented, f"/{code}/news/{number}") for code in LANGUAGES}
    pages |= {f"{code} asked": answered(accented, f"/{code}/news/{number}?asked=1") for code in LANGUAGES}

    assert {code: hard_coded(page, code.split()[0]) for code, page in pages.items()} == {code: [] for code in pages}


@pytest.mark.parametrize(
    "query",
    ["Λόγος", "Λόγος&kind=news&from=2026-01-01&to=2026-12-31&sort=newest", "Λόγος&page=2", "ψψψψψψ", "Λόγους ψψψψ"],
)
def test_no_answer_of_the_search_has(accented: Site, query: str) -> None:
    pages = {code: accented.page(f"/{code}/search?q={query}") for code in LANGUAGES}

    assert {code: hard_coded(page, code) for code, page in pages.items()} == {code: [] for code in LANGUAGES}


@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("unheard-of", "GET"),
        ("news/?after=x", "GET"),
        ("news/?after=zz-1234567", "GET"),
        ("social/?after=zz-1234567", "GET"),
        ("search?q=x&sort=x", "GET"),
        ("news/", "POST"),
        ("requests", "POST"),
        ("videos/1970/01/", "GET"),
    ],
)
def test_no_refusal_and_no_empty_list_has(accented: Site, path: str, method: str) -> None:
    pages = {code: answered(accented, f"/{code}/{path}", method=method) for code in LANGUAGES}

    assert {code: hard_coded(page, code) for code, page in pages.items()} == {code: [] for code in LANGUAGES}


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: type(failure).__name__)
def test_no_failure_has(accented: Site, failure: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise failure

    monkeypatch.setattr(views, "home_page", fail)

    pages = {code: answered(accented, f"/{code}/") for code in LANGUAGES}

    assert {page.one("html")["data-page"] for page in pages.values()} == {"error"}
    assert {code: hard_coded(page, code) for code, page in pages.items()} == {code: [] for code in LANGUAGES}


def test_the_chooser_invites_in_every_language(accented: Site) -> None:
    page = accented.page("/")

    assert hard_coded(page, "en") == []
    for code, record in LANGUAGES.items():
        invitation = pseudo("Read the news in English", record)
        assert invitation in page.one("main").one("a", lang=code).text


@pytest.mark.parametrize("path", ["feed.atom", "news/feed.atom", "statements/feed.atom"])
def test_no_feed_has(accented: Site, path: str) -> None:
    for code in LANGUAGES:
        feed = dom.parse(accented.get(f"/{code}/{path}").text.partition("?>")[2]).one("feed")
        names = [child for child in feed.children if isinstance(child, dom.Element) and child.tag != "entry"]
        words = [each.text for each in names if each.tag in ("title", "subtitle", "author")]
        assert words
        assert [bare(word) for word in words] == [""] * len(words)


def test_the_test_finds_a_word_that_was_written_into_the_code() -> None:
    page = dom.parse(f"<p>{OPENING}Ñééŵš{CLOSING} Λόγος <b>Read more</b></p><img alt='A map'>")

    assert hard_coded(page, "en") == ["Read more", "A map"]
    inside = dom.parse(f"<p>{OPENING}نعوس Latest نعوس{CLOSING}</p>")
    assert hard_coded(inside, "ar") == ["Latest "]
