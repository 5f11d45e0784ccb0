"""The project with two languages, a kind and a search backend more, and all that came of it, for tests to look at."""

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from portal.catalogs.compile import compile_folder
from portal.i18n.language import Language
from tests.extensions.project import SITE_URL, Inside, Project, copied
from tests.factories import dom
from tests.machine import ROOT

BACKEND = "portal.search.backends.sqlite"

PERSIAN: dict[str, Any] = {
    "code": "fa",
    "endonym": "فارسی",
    "direction": "rtl",
    "script": "Arab",
    "locale": "fa_IR",
    "synonyms": "fas per pes",
    "digits": "arabext",
    "foreign_letters": {"ك": "ک", "ي": "ی"},
}
FRENCH: dict[str, Any] = {
    "code": "fr",
    "endonym": "Français",
    "direction": "ltr",
    "script": "Latn",
    "locale": "fr_FR",
}
NEW = ("fa", "fr")

KIND = """\
        Kind(
            code="interview",
            path="interviews",
            label=N_("Interview"),
            plural=N_("Interviews"),
            schema_type="NewsArticle",
        )"""
WORDS = {
    "ar": {"Interview": "مقابلة", "Interviews": "مقابلات"},
    "ckb": {"Interview": "چاوپێکەوتن", "Interviews": "چاوپێکەوتنەکان"},
    "kmr": {"Interview": "Hevpeyvîn", "Interviews": "Hevpeyvînên me"},
    "fa": {"Interview": "گفت‌وگو", "Interviews": "گفت‌وگوها"},
    "fr": {"Interview": "Entretien", "Interviews": "Entretiens"},
}
"""What translators say for the new kind."""

PUBLISHED = "2021-03-07T21:30:00Z"
"""Half past midnight of the next day where the readers are."""

INTERVIEW: dict[str, Any] = {
    "kind": "interview",
    "source_language": "en",
    "editions": {
        "en": {
            "headline": "A school without mines: a team leader talks",
            "blocks": [
                {"id": "a1", "type": "paragraph", "html": "The school was closed for two years."},
                {"id": "b2", "type": "paragraph", "html": "The teams have cleared the mines around it."},
            ],
        },
        "fa": {
            "headline": "مدرسه‌ای بدون مین: گفت‌وگو با سرپرست یک تیم",
            "blocks": [
                {"id": "a1", "type": "paragraph", "html": "این مدرسه دو سال بسته بود و کودکان در خانه می‌ماندند."},
                {"id": "b2", "type": "paragraph", "html": "تیم‌ها مین‌های اطراف آن را پاک‌سازی کرده‌اند."},
            ],
        },
        "fr": {
            "headline": "Une école sans mines : entretien avec une cheffe d’équipe",
            "blocks": [
                {"id": "a1", "type": "paragraph", "html": "L’école est restée fermée pendant deux ans."},
                {"id": "b2", "type": "paragraph", "html": "Les équipes ont déminé les alentours."},
            ],
        },
    },
}
NEWS: dict[str, Any] = {
    "kind": "news",
    "source_language": "en",
    "editions": {"en": {"headline": "Parks are open again", "body": "<p>Children came back to play.</p>"}},
}
"""A story that the new languages lack."""

LATE = "Search"
"""The one message that is translated last."""

QUESTIONS = {
    "fa": ("مدرسه", "مین", "مينها", "كودكان", "پاکسازی", "مین های"),
    "fr": ("école", "ECOLES", "mine", "l'equipe", "d’une equipe"),
}
"""Words as they are typed: on Arabic keyboards, without joiners or accents, in another number."""


OTHERS = (
    "/",
    "/fa/news/1234567",
    "/fr/news/1234567",
    "/de/",
    "/sitemap.xml",
    "/sitemap-news.xml",
    "/readyz",
    "/metrics",
)
"""Addresses that no link leads to."""

HEADERS = ("fa-IR", "fas", "fr-CA,fr;q=0.9", "de,fa;q=0.5", "de")


@dataclass(frozen=True)
class Outcome:
    """What came of it.

    ``changed`` are the files that differ from the project's. ``empty``, ``partial`` and ``assets`` are the exit codes
    and words of a start without the new catalogs, of one with a message missing, and of the build of the front end.
    ``found`` is what the command finds, by language and words; ``negotiated`` where readers are led, by header.
    ``links`` tells for every address that a page leads to on which page it first stood.
    """

    changed: list[str]
    empty: tuple[int, str]
    partial: tuple[int, str]
    assets: tuple[int, str]
    style_sheet: str
    unchecked: list[tuple[str, str]]
    interview: int
    news: int
    index: dict[str, Any]
    found: dict[str, dict[str, list[int]]]
    negotiated: dict[str, str | None]
    pages: dict[str, dict[str, Any]]
    links: dict[str, str]

    @cached_property
    def trees(self) -> dict[str, dom.Element]:
        """Return every page that was answered as HTML, whatever its status, by its address."""
        return {path: dom.parse(got["text"]) for path, got in self.pages.items() if got["type"] == "text/html"}

    def page(self, path: str) -> dom.Element:
        """Return a page that is there, as a tree."""
        assert self.pages[path]["status"] == 200, path
        return dom.parse(self.pages[path]["text"])

    def text(self, path: str) -> str:
        """Return a file that is there."""
        assert self.pages[path]["status"] == 200, path
        return str(self.pages[path]["text"])

    def edition(self, language: str) -> str:
        """Return the address of the interview in a language."""
        (path,) = (path for path in self.pages if path.startswith(f"/{language}/interviews/{self.interview}-"))
        return path


def extended(folder: Path) -> Outcome:
    """Return what comes of extending the project below ``folder``: done there once, then read."""
    kept = folder / "outcome.json"
    if not kept.exists():
        kept.write_text(json.dumps(_extend(Path(tempfile.mkdtemp(dir=folder)))), "utf-8")
    return Outcome(**json.loads(kept.read_text("utf-8")))


def add_backend(project: Project) -> None:
    """Put one module beside the other backends."""
    shutil.copy(ROOT / "tests" / "extensions" / "sqlite.py", project.root / "portal" / "search" / "backends")


def _extend(folder: Path) -> dict[str, object]:
    project = copied(folder, "tests/extensions")
    compile_folder(project.translations)
    before = project.files()
    for record in (PERSIAN, FRENCH):
        fields = ", ".join(f"{name}={value!r}" for name, value in record.items())
        project.add_record("portal/i18n/languages.py", "_RECORDS", f"    Language({fields})")
    project.add_record("portal/content/kinds.py", "ALL", KIND)
    add_backend(project)
    told: dict[str, object] = {"empty": _start(project)}
    with project.inside("commands", PORTAL_SEARCH_BACKEND=BACKEND) as inside:
        told |= _translate(project, inside)
        told |= _publish(inside, folder)
    after = project.files()
    told["changed"] = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    told |= _build(project)
    with project.inside("pages", PORTAL_SEARCH_BACKEND=BACKEND) as inside:
        told |= _visit(inside, told)
    return told


def _start(project: Project, module: str = "wsgi") -> tuple[int, str]:
    """Load what a server would, or run another module; return how that ended and what was said."""
    done = project.python("-m", module)
    return done.returncode, done.stderr


def _translate(project: Project, inside: Inside) -> dict[str, object]:
    """Do what a translator does, with one message of the last language late."""
    for words in (["extract"], ["update"], ["add", "fa"], ["add", "fr", "--locale", "fr_FR"]):
        inside.flask("i18n", *words)
    project.translate(Language(**PERSIAN))
    project.translate(Language(**FRENCH), but=LATE)
    for code, words in WORDS.items():
        project.translate_words(code, words)
    inside.flask("i18n", "compile")
    faults = json.loads(inside.flask("i18n", "check", "--json", code=1))["errors"]
    partial = _start(project)
    project.translate_words("fr", {LATE: "Recherche"})
    inside.flask("i18n", "compile")
    inside.flask("i18n", "check")
    return {"unchecked": [(fault["language"], fault["msgid"]) for fault in faults], "partial": partial}


def _publish(inside: Inside, folder: Path) -> dict[str, object]:
    """Open a site, publish in the new languages, and ask its commands."""
    inside.flask("db", "upgrade")
    inside.flask("users", "add", "editor@example.org", "--role", "publisher")
    bounds = ("--language", "fa", "--kind", "interview")
    inside.flask("users", "add", "translator@example.org", "--role", "translator", *bounds)
    numbers = {}
    for name, document in (("interview", INTERVIEW), ("news", NEWS)):
        file = folder / f"{name}.json"
        file.write_text(json.dumps(document), "utf-8")
        acting = ("--as", "editor@example.org", "--json")
        numbers[name] = json.loads(inside.flask("story", "create", str(file), *acting))["story"]
        for code in document["editions"]:
            inside.flask("story", "publish", str(numbers[name]), code, "--at", PUBLISHED, *acting)
    inside.flask("worker", "--once")
    index = json.loads(inside.flask("search", "check", "--json"))
    return {**numbers, "index": index, "found": {code: _found(inside, code) for code in NEW}}


def _found(inside: Inside, code: str) -> dict[str, list[int]]:
    asked = QUESTIONS[code]
    answers = inside.flask("search", "query", code, "-", read="".join(f"{words}\n" for words in asked)).splitlines()
    hits = [[hit["story"] for hit in json.loads(answer)["hits"]] for answer in answers]
    return dict(zip(asked, hits, strict=True))


def _build(project: Project) -> dict[str, object]:
    """Build the front end anew, with the packages that the project itself was built with."""
    (project.root / "node_modules").symlink_to(ROOT / "node_modules")
    code, said = _start(project, "portal.assets")
    (sheet,) = (project.root / "portal" / "static" / "dist").glob("site.*.css")
    return {"assets": (code, said), "style_sheet": sheet.read_text("utf-8")}


def _visit(inside: Inside, told: Mapping[str, object]) -> dict[str, object]:
    """Follow every link of the site, from the home pages of the new languages on."""
    answers: dict[str, Any] = {}
    missing = [f"/{code}/news/{told['news']}" for code in NEW]
    links: dict[str, str] = {}
    searches = [f"/{code}/search?{urlencode({'q': words})}" for code in NEW for words in QUESTIONS[code]]
    waiting = [*(f"/{code}/" for code in NEW), *searches, *missing, *OTHERS]
    for path in waiting:
        if path not in answers:
            answers[path] = inside.ask(path=path, accept="")
            for target in _targets(answers[path]):
                links.setdefault(target, path)
                waiting.append(target)
    led = {header: inside.ask(path="/", accept=header)["location"] for header in HEADERS}
    return {"pages": answers, "links": links, "negotiated": led}


def _targets(answer: dict[str, Any]) -> Iterator[str]:
    """Yield the addresses of this site that a page leads to."""
    if answer["type"] != "text/html":
        return
    page = dom.parse(answer["text"])
    for element in (*page.all("a", href=""), *page.all("link", rel="alternate"), *page.all("link", rel="canonical")):
        path = element["href"].removeprefix(SITE_URL).partition("#")[0]
        if path.startswith("/") and "data-missing" not in element.attributes:
            yield path
