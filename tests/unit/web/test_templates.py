"""Every reader template, drawn from hand-made pages in every language, without an application around it."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pytest

from portal.i18n.languages import LANGUAGES
from portal.web.reader import pages
from tests.factories.drawing import ENVIRONMENT, TEMPLATES, Document, draw
from tests.factories.pages import Maker, Sample, samples

SAMPLES = [
    pytest.param(language, sample, id=f"{language}-{sample.name}")
    for language in LANGUAGES
    for sample in samples(language)
]


def _document(sample: Sample) -> Document:
    return Document(draw(sample.template, page=sample.page))


@pytest.mark.parametrize("name", sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.*")))
def test_every_template_compiles(name: str) -> None:
    assert ENVIRONMENT.get_template(name).name == name


@pytest.mark.parametrize(("language", "sample"), SAMPLES)
def test_every_page_has_its_language_one_title_and_one_heading(language: str, sample: Sample) -> None:
    document = _document(sample)

    (html,) = document.all("html")
    assert (html["lang"], html["dir"]) == (language, LANGUAGES[language].direction)
    assert html["data-page"] == sample.page.shell.page
    assert len(document.all("title")) == len(document.all("h1")) == len(document.all("main")) == 1
    assert document.open == []


@pytest.mark.parametrize(("language", "sample"), SAMPLES)
def test_no_page_carries_inline_code_or_asks_a_stranger(language: str, sample: Sample) -> None:
    document = _document(sample)

    assert document.all("style") == []
    assert [script.get("src") for script in document.all("script")] == ["/static/site.js"]
    loaded = [
        attrs.get("src") or attrs.get("href") or ""
        for tag, attrs in document.elements
        if tag in ("img", "script", "source", "track", "video") or (tag == "link" and attrs["rel"] == "stylesheet")
    ]
    assert [url for url in loaded if url and not url.startswith("/")] == []
    names = {name for _, attrs in document.elements for name in attrs}
    assert not {name for name in names if name == "style" or name.startswith("on")}


@pytest.mark.parametrize(("language", "sample"), SAMPLES)
def test_ids_are_unique_and_what_refers_to_them_finds_them(language: str, sample: Sample) -> None:
    document = _document(sample)

    ids = Counter(attrs["id"] for attrs in document.all(id=""))
    assert [name for name, times in ids.items() if times > 1] == []
    targets = [attrs[name] for name in ("aria-labelledby", "for") for attrs in document.all(**{name: ""})]
    targets += [str(attrs["href"])[1:] for attrs in document.all("a") if str(attrs["href"]).startswith("#")]
    assert [target for target in targets if target not in ids] == []


@pytest.mark.parametrize(("language", "sample"), SAMPLES)
def test_headings_go_down_one_level_at_a_time(language: str, sample: Sample) -> None:
    levels = [int(tag[1]) for tag, _ in _document(sample).elements if re.fullmatch(r"h[1-6]", tag)]

    first = levels.index(1)
    assert levels[:first] == []
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []


@pytest.mark.parametrize(("language", "sample"), SAMPLES)
def test_every_page_shows_all_languages_in_one_order(language: str, sample: Sample) -> None:
    html = draw(sample.template, page=sample.page)
    switcher = Document(re.search(r"<nav[^>]*data-switcher.*?</nav>", html, re.DOTALL)[0])  # type: ignore[index]

    links = switcher.all("a")
    assert [link["lang"] for link in links] == list(LANGUAGES)
    assert [link["hreflang"] for link in links] == [each.hreflang for each in LANGUAGES.values()]
    assert [link["dir"] for link in links] == [each.direction for each in LANGUAGES.values()]


@pytest.mark.parametrize(("language", "sample"), SAMPLES)
def test_cards_say_which_story_and_language_they_are(language: str, sample: Sample) -> None:
    cards = _document(sample).all(data_card="")

    assert [card for card in cards if not card.get("data-story") or card.get("data-language") not in LANGUAGES] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_edition_is_marked_in_the_switcher(language: str) -> None:
    shell = Maker(language).shell("missing", switcher=tuple(_missing_links(language)))
    document = Document(draw("reader/error.html", page=pages.ErrorPage(shell=shell, status=404)))

    links = [link for link in document.all("a", data_missing="") if "languages__item" in str(link["class"])]
    assert [link["rel"] for link in links] == ["nofollow"] * (len(LANGUAGES) - 1)
    assert [link["lang"] for link in document.all("a", aria_current="page", hreflang="")] == [language] * 2


def _missing_links(language: str) -> list[pages.LanguageLink]:
    return [
        pages.LanguageLink(
            code=other.code,
            dir=other.direction,
            hreflang=other.hreflang,
            endonym=other.endonym,
            href="/",
            current=other.code == language,
            missing=other.code != language,
        )
        for other in LANGUAGES.values()
    ]


def test_an_article_carries_its_hooks() -> None:
    document = Document(draw("reader/story.html", page=Maker("ckb").story()))

    (article,) = document.all("article", data_edition="ckb")
    assert (article["data-story"], article["data-revision"], article["data-kind"]) == ("4711001", "5", "news")
    assert "data-demo" in article
    blocks = document.all(data_block="")
    assert [block["id"] for block in blocks] == [f"p-b{number}" for number in range(1, 14)]
    assert [f"p-{block['data-block']}" for block in blocks] == [block["id"] for block in blocks]
    assert len(document.all("time", data_published="")) == len(document.all("time", data_updated="")) == 1
    assert document.all(data_provenance="") == []


def test_provenance_links_to_each_changed_block_once() -> None:
    maker = Maker("ar")
    changed = (pages.ChangedBlock("p-b1", "1"), pages.ChangedBlock("p-b3", "2"))
    source = pages.Provenance(
        source_language="en",
        source_hreflang="en",
        source_name="الإنجليزية",
        source_revision=3,
        source_revision_text="3",
        stale="major",
        changed=changed,
    )
    html = draw("reader/story.html", page=maker.story(provenance=source))
    paragraph = Document(re.search(r"<p data-provenance.*?</p>", html, re.DOTALL)[0])  # type: ignore[index]

    (hook,) = paragraph.all("p")
    assert (hook["data-source-language"], hook["data-source-revision"], hook["data-stale"]) == ("en", "3", "major")
    assert [link["href"] for link in paragraph.all("a")] == ["#p-b1", "#p-b3"]


def test_what_lists_other_stories_stands_outside_the_article() -> None:
    html = draw("reader/story.html", page=Maker("en").story())
    article = re.search(r"<article[^>]*data-edition.*?</article>", html, re.DOTALL)[0]  # type: ignore[index]

    assert "data-card" not in article
    assert "data-card" in html


def test_a_kept_block_has_its_own_language_and_others_have_none() -> None:
    document = Document(draw("reader/story.html", page=Maker("ckb").story()))

    own = [(block["id"], block["lang"], block["dir"]) for block in document.all(data_block="", lang="")]
    assert own == [("p-b13", "en", "ltr")]


def test_search_carries_its_hooks() -> None:
    html = draw("reader/search.html", page=Maker("ckb").search())
    document = Document(html)

    assert [hits["data-total"] for hits in document.all("ol", data_hits="")] == ["12"]
    assert len(document.all("li", data_hit="", data_story="", data_language="ckb")) == 3
    assert "<mark>تەقەمەنی</mark>" in html
    facet = Document(re.search(r'<section[^>]*data-facet="kind".*?</section>', html, re.DOTALL)[0])  # type: ignore[index]
    assert [(a["data-value"], a["data-count"]) for a in facet.all("a")] == [("news", "12"), ("video", "2")]
    assert (
        len(document.all(data_also="ar"))
        == len(document.all(data_did_you_mean=""))
        == len(document.all(data_relaxed=""))
        == 1
    )


def test_a_search_that_finds_nothing_still_counts() -> None:
    page = pages.SearchPage(shell=Maker("en").shell("search"), query="xyz", total=pages.Count(0, "0"))
    document = Document(draw("reader/search.html", page=page))

    assert [hits["data-total"] for hits in document.all("ol", data_hits="")] == ["0"]
    assert document.all(data_hit="") == []


@pytest.mark.parametrize("name", ["list", "social", "partner", "campaign"])
def test_lists_go_on_by_a_plain_link(name: str) -> None:
    (sample,) = [sample for sample in samples("kmr") if sample.name == name]
    document = _document(sample)

    (link,) = document.all("a", data_more="")
    assert link["rel"] == "next"
    assert len(document.all(data_items="")) == 1


def test_the_wish_for_a_translation_needs_no_token() -> None:
    document = Document(draw("reader/missing.html", page=Maker("kmr").missing()))

    (form,) = document.all("form", method="post")
    assert form["action"] == "/kmr/requests"
    hidden = {field["name"]: field["value"] for field in document.all("input", type="hidden")}
    assert hidden == {"story": "4711001", "want": "translation"}
    assert document.all("link", rel="canonical") == []
    assert document.all("meta", name="robots", content="noindex") != []


def test_a_reader_s_words_are_escaped() -> None:
    page = pages.SearchPage(shell=Maker("en").shell("search"), query='"><b>&', total=pages.Count(0, "0"))

    html = draw("reader/search.html", page=page)

    assert "<b>" not in html
    assert 'value="&#34;&gt;&lt;b&gt;&amp;"' in html


def test_a_foreign_card_names_its_language_and_writes_it_on_the_title() -> None:
    page = Maker("ckb").list_page(cards=(Maker("ckb").foreign_card(),))
    document = Document(draw("reader/list.html", page=page))

    (link,) = [link for link in document.all("a", hreflang="en") if "class" not in link]
    assert (link["lang"], link["dir"]) == ("en", "ltr")
    (card,) = document.all("article", data_card="")
    assert "lang" not in card


def test_messages_are_words_alone() -> None:
    """Markup comes in through placeholders: a translator can neither break nor add any."""
    messages = [
        message
        for path in TEMPLATES.rglob("*.*")
        for _, _, found in ENVIRONMENT.extract_translations(path.read_text("utf-8"))  # type: ignore[attr-defined]
        for message in ([found] if isinstance(found, str) else [each for each in found if each])
    ]

    assert len(messages) > 60
    assert [message for message in messages if re.search(r"[<>&\"]|^\s|\s$|\s\s", message)] == []
