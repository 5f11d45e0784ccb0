"""What every search backend must do. A module put beside the others is found and tested by itself."""

import multiprocessing
import threading
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.search.backends import available, open_index
from portal.search.index import (
    Document,
    Facet,
    IndexBroken,
    IndexBusy,
    IndexMissing,
    IndexOutdated,
    Put,
    Query,
    Remove,
    SearchIndex,
    Sort,
)

DAY = 24 * 60


@pytest.fixture(params=available())
def backend(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def index(backend: str, tmp_path: Path) -> Iterator[SearchIndex]:
    opened = open_index(backend, tmp_path / "search")
    yield opened
    opened.close()


def story(number: int, headline: str, **values: object) -> Document:
    return Document(**{"story": number, "language": "en", "kind": "news", "headline": headline} | values)


STORIES = (
    story(
        1,
        "Mines cleared in Anbar",
        body="Families returned to the park.",
        date=10 * DAY,
        campaigns=("77",),
        partners=("5", "6"),
    ),
    story(
        2,
        "Schools open again",
        body="Teams cleared mines near the school. Mines were everywhere.",
        date=20 * DAY,
        partners=("5",),
    ),
    story(
        3,
        "Joint statement",
        standfirst="On mine clearance",
        body="We, the partners, have met in Rome.",
        date=30 * DAY,
        kind="statement",
    ),
    story(4, "A film from Mosul", body="The old bridge is open.", date=40 * DAY, kind="video", campaigns=("77",)),
    story(5, "Partners met", body="In Rome the partners met and said: the park is safe. #SafeParks", date=50 * DAY),
)


def found(index: SearchIndex, text: str, **values: object) -> list[int]:
    return [hit.story for hit in index.search(Query(text=text, language="en", **values)).hits]


@pytest.fixture
def filled(index: SearchIndex) -> SearchIndex:
    index.rebuild("en", STORIES)
    return index


def test_every_module_beside_the_others_is_tested() -> None:
    assert {"portal.search.backends.memory", "portal.search.backends.whoosh"} <= set(available())
    assert all(callable(import_module(name).open_index) for name in available())


def test_words_are_found_in_every_form(filled: SearchIndex) -> None:
    assert set(found(filled, "mine")) == {1, 2, 3}
    assert set(found(filled, "clearing")) == {1, 2}
    assert found(filled, "MOSUL’S") == [4]


def test_all_words_are_required(filled: SearchIndex) -> None:
    assert found(filled, "partners park") == [5]
    page = filled.search(Query(text="mines cleared", language="en"))
    assert {hit.story for hit in page.hits} == {1, 2}
    assert not page.is_relaxed


def test_when_nothing_has_all_words_one_may_lack(filled: SearchIndex) -> None:
    page = filled.search(Query(text="partners park elephants", language="en"))
    assert [hit.story for hit in page.hits] == [5]
    assert page.is_relaxed


def test_a_filter_that_leaves_nothing_relaxes_nothing(filled: SearchIndex) -> None:
    page = filled.search(Query(text="partners park", language="en", filters={Facet.KIND: "video"}))
    assert (page.total, page.hits, page.is_relaxed) == (0, (), False)
    assert page.facets[Facet.KIND] == {"news": 1}


def test_a_phrase_stands_in_a_row_as_it_was_written(filled: SearchIndex) -> None:
    assert found(filled, '"partners met"') == [5]
    assert found(filled, '"met partners"') == []
    assert set(found(filled, '"the park"')) == {1, 5}
    assert found(filled, '"mine"') == [3]


def test_no_phrase_crosses_from_the_headline_into_the_body(filled: SearchIndex) -> None:
    assert found(filled, '"Anbar families"') == []


def test_excluded_words_are_not_in_any_hit(filled: SearchIndex) -> None:
    assert set(found(filled, "mines -school")) == {1, 3}
    assert set(found(filled, 'mines -"joint statement"')) == {1, 2}
    assert set(found(filled, "mines -cleared -clearance")) == set()
    assert found(filled, "-mines") == []


def test_a_tag_is_found_whole_and_by_its_parts(filled: SearchIndex) -> None:
    assert found(filled, "#SafeParks") == [5]
    assert found(filled, "safeparks") == [5]
    assert found(filled, '"safe parks"') == [5]


def test_stop_words_alone_are_words(filled: SearchIndex) -> None:
    assert set(found(filled, "the")) == {1, 2, 3, 4, 5}
    assert set(found(filled, "the park")) == {1, 5}


@pytest.mark.parametrize("nothing", ["", "  ", "\u200f", "!?", '"', "-", "#"])
def test_without_a_word_nothing_is_found(filled: SearchIndex, nothing: str) -> None:
    assert filled.search(Query(text=nothing, language="en")).total == 0


def test_the_exact_form_comes_first(index: SearchIndex) -> None:
    texts = {1: "the rated pump", 2: "the rate pump", 3: "the rates pump", 4: "the rating pump"}
    index.rebuild("en", [story(number, "Same", body=body) for number, body in texts.items()])
    assert [found(index, word)[0] for word in ("rated", "rate", "rates", "rating")] == [1, 2, 3, 4]


def test_the_headline_counts_more_than_the_body(index: SearchIndex) -> None:
    index.rebuild("en", [story(1, "A day in town", body="A park"), story(2, "A park in town", body="A day")])
    assert found(index, "park") == [2, 1]


def test_filters_narrow_and_are_counted_as_if_they_were_not_set(filled: SearchIndex) -> None:
    page = filled.search(Query(text="the", language="en", filters={Facet.KIND: "news", Facet.CAMPAIGN: "77"}))
    assert [hit.story for hit in page.hits] == [1]
    assert page.facets[Facet.KIND] == {"news": 1, "video": 1}
    assert page.facets[Facet.CAMPAIGN] == {"77": 1}
    assert page.facets[Facet.PARTNER] == {"5": 1, "6": 1}


def test_facets_count_all_hits_not_only_those_of_the_page(filled: SearchIndex) -> None:
    page = filled.search(Query(text="the", language="en", limit=1))
    assert page.total == 5
    assert dict(page.facets[Facet.KIND]) == {"news": 3, "statement": 1, "video": 1}
    assert list(page.facets[Facet.KIND]) == ["news", "statement", "video"]


def test_dates_are_a_half_open_range(filled: SearchIndex) -> None:
    assert set(found(filled, "the", since=20 * DAY, until=40 * DAY)) == {2, 3}
    assert set(found(filled, "the", since=20 * DAY + 1)) == {3, 4, 5}


def test_the_newest_come_first_when_asked(filled: SearchIndex) -> None:
    assert found(filled, "the", sort=Sort.NEWEST) == [5, 4, 3, 2, 1]


def test_dates_before_1970_are_dates(index: SearchIndex) -> None:
    index.rebuild("en", [story(1, "Old word", date=-5 * DAY), story(2, "New word", date=0)])
    assert found(index, "word", until=0) == [1]
    assert found(index, "word", sort=Sort.NEWEST) == [2, 1]


def test_among_equals_the_newer_comes_first(index: SearchIndex) -> None:
    index.rebuild("en", [story(n, "Same words here", date=n * DAY) for n in (3, 1, 2)])
    assert found(index, "words") == [3, 2, 1]


def test_age_counts_a_little_and_never_more_than_the_words(index: SearchIndex) -> None:
    now = 4000 * DAY
    documents = [story(1, "Day", body="park " + "day " * 40, date=now), story(2, "Park park park", body="park", date=0)]
    index.rebuild("en", documents)
    assert found(index, "park", now=now) == [2, 1]
    index.rebuild("en", [story(1, "The park", date=0), story(2, "The park", date=now)])
    scores = [hit.score for hit in index.search(Query(text="park", language="en", now=now)).hits]
    assert 1.2 < scores[0] / scores[1] < 1.3


@pytest.mark.parametrize("sort", list(Sort))
def test_pages_join_to_the_whole(filled: SearchIndex, sort: Sort) -> None:
    whole = found(filled, "the", sort=sort)
    assert [found(filled, "the", sort=sort, offset=n, limit=2) for n in (0, 2, 4, 6)] == [
        whole[:2],
        whole[2:4],
        whole[4:],
        [],
    ]


def test_each_language_is_an_index_of_its_own(index: SearchIndex) -> None:
    index.rebuild("ar", [story(1, "إزالة الألغام في الأنبار", language="ar", body="عادت العائلات إلى المتنزه")])
    index.rebuild("ckb", [story(1, "پاککردنەوەی مینەکان لە ئەنبار", language="ckb")])
    assert [hit.story for hit in index.search(Query(text="للألغام", language="ar")).hits] == [1]
    assert [hit.story for hit in index.search(Query(text="مین", language="ckb")).hits] == [1]
    assert index.search(Query(text="مین", language="ar")).total == 0


def test_what_was_put_replaces_what_was_there(filled: SearchIndex) -> None:
    filled.apply([Put(story(1, "Elephants in Anbar", kind="video"))])
    assert found(filled, "elephants") == [1]
    assert 1 not in found(filled, "mines")
    assert filled.count("en") == 5


def test_what_was_removed_is_gone(filled: SearchIndex) -> None:
    filled.apply([Remove("en", 1), Remove("en", 99)])
    assert set(found(filled, "mines")) == {2, 3}
    assert filled.ids("en") == {2, 3, 4, 5}


def test_of_a_batch_the_last_operation_on_a_story_counts(filled: SearchIndex) -> None:
    filled.apply(
        [
            Put(story(6, "First")),
            Put(story(6, "Second")),
            Remove("en", 5),
            Put(story(5, "Back")),
            Put(story(4, "x")),
            Remove("en", 4),
        ]
    )
    assert (found(filled, "first"), found(filled, "second"), found(filled, "back")) == ([], [6], [5])
    assert filled.ids("en") == {1, 2, 3, 5, 6}


def test_a_batch_may_be_applied_again(filled: SearchIndex) -> None:
    batch = [Put(story(6, "Sixth park")), Remove("en", 1)]
    filled.apply(batch)
    filled.apply(batch)
    assert filled.count("en") == 5
    assert set(found(filled, "park")) == {5, 6}


def test_many_small_batches_leave_one_document_a_story(filled: SearchIndex) -> None:
    for turn in range(30):
        filled.apply(
            [Put(story(1, f"Turn number {turn}", campaigns=("9",), date=turn)), Put(story(100 + turn, "More park"))]
        )
    assert filled.ids("en") == {1, 2, 3, 4, 5, *range(100, 130)}
    assert found(filled, "turn", filters={Facet.CAMPAIGN: "9"}) == [1]
    assert filled.search(Query(text="park", language="en")).total == 31
    assert found(filled, "turn", since=29, until=30) == [1]


def test_labels_of_terms_do_not_run_into_each_other(index: SearchIndex) -> None:
    index.rebuild("en", [story(1, "Word", partners=("1", "23")), story(2, "Word", partners=("12", "3"), topics=("1",))])
    assert found(index, "word", filters={Facet.PARTNER: "1"}) == [1]
    assert found(index, "word", filters={Facet.TOPIC: "1"}) == [2]


def test_a_language_without_an_index_is_missing(index: SearchIndex) -> None:
    assert index.generation("en") is None
    questions = [
        lambda: index.search(Query(text="x", language="en")),
        lambda: index.count("en"),
        lambda: index.ids("en"),
    ]
    for question in (*questions, lambda: index.apply([Put(STORIES[0])])):
        with pytest.raises(IndexMissing):
            question()
    with pytest.raises(IndexMissing):
        index.search(Query(text="x", language="../en"))


def test_an_empty_index_answers(index: SearchIndex) -> None:
    index.rebuild("en", [])
    assert (index.count("en"), index.ids("en"), found(index, "mine")) == (0, frozenset(), [])
    index.apply([Put(STORIES[0])])
    assert found(index, "mine") == [1]


def test_a_rebuild_takes_the_place_of_what_was_there(filled: SearchIndex) -> None:
    before = filled.generation("en")
    after = filled.rebuild("en", [story(9, "Only elephants")])
    assert filled.ids("en") == {9}
    assert filled.generation("en") == after != before
    assert filled.search(Query(text="elephants", language="en")).generation == after.name


def test_a_rebuild_that_fails_changes_nothing(filled: SearchIndex) -> None:
    def failing() -> Iterator[Document]:
        yield story(9, "Elephants")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        filled.rebuild("en", failing())
    assert filled.ids("en") == {1, 2, 3, 4, 5}
    filled.apply([Remove("en", 1)])
    assert filled.rebuild("en", STORIES).is_current


def test_a_story_comes_once_in_a_rebuild(filled: SearchIndex) -> None:
    with pytest.raises(ValueError, match="came twice"):
        filled.rebuild("en", [story(9, "One"), story(9, "Two")])
    assert filled.count("en") == 5


def test_another_reader_sees_each_change_at_once(backend: str, filled: SearchIndex, tmp_path: Path) -> None:
    other = open_index(backend, tmp_path / "search")
    assert set(found(other, "mines")) == {1, 2, 3}
    filled.apply([Remove("en", 1)])
    assert set(found(other, "mines")) == {2, 3}
    filled.rebuild("en", [story(9, "More mines")])
    assert found(other, "mines") == [9]
    other.close()


def test_what_was_closed_opens_again(filled: SearchIndex) -> None:
    assert found(filled, "mosul") == [4]
    filled.close()
    assert found(filled, "mosul") == [4]


def test_one_writes_at_a_time(backend: str, filled: SearchIndex, tmp_path: Path) -> None:
    other = open_index(backend, tmp_path / "search")
    refused = []

    def documents() -> Iterator[Document]:
        for write in (lambda: other.apply([Remove("en", 1)]), lambda: other.rebuild("en", [])):
            with pytest.raises(IndexBusy) as raised:
                write()
            refused.append(raised.value.code)
        assert set(found(other, "mines")) == {1, 2, 3}
        yield from STORIES

    filled.rebuild("en", documents())
    assert refused == ["index-busy", "index-busy"]
    other.apply([Remove("en", 1)])
    assert filled.count("en") == 4
    other.close()


def _write_forever(backend: str, directory: Path, started: "multiprocessing.synchronize.Event") -> None:
    def documents() -> Iterator[Document]:
        yield STORIES[0]
        started.set()
        threading.Event().wait()

    open_index(backend, directory).rebuild("en", documents())


def test_the_lock_of_a_writer_dies_with_it(backend: str, filled: SearchIndex, tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    started = context.Event()
    process = context.Process(target=_write_forever, args=(backend, tmp_path / "search", started))
    process.start()
    assert started.wait(20)
    with pytest.raises(IndexBusy):
        filled.apply([Remove("en", 1)])
    process.kill()
    process.join()
    process.close()
    filled.apply([Remove("en", 1)])
    assert set(found(filled, "mines")) == {2, 3}
    filled.rebuild("en", STORIES)
    assert set(found(filled, "mines")) == {1, 2, 3}


def test_an_index_of_other_rules_answers_but_takes_nothing(
    filled: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.search.analysis.version", lambda: "00000000")
    assert not filled.generation("en").is_current
    assert set(found(filled, "mines")) == {1, 2, 3}
    with pytest.raises(IndexOutdated):
        filled.apply([Remove("en", 1)])
    filled.rebuild("en", STORIES)
    assert filled.generation("en").analysis == "00000000"
    filled.apply([Remove("en", 1)])


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_broken_files_are_reported_as_broken(backend: str, filled: SearchIndex, tmp_path: Path) -> None:
    directory = tmp_path / "search" / "en" / filled.generation("en").name
    for file in directory.iterdir():
        file.write_bytes(file.read_bytes()[:40])
    other = open_index(backend, tmp_path / "search")
    with pytest.raises(IndexBroken):
        other.search(Query(text="mines", language="en"))
    with pytest.raises(IndexBroken):
        other.count("en")
    other.rebuild("en", STORIES)
    assert set(found(other, "mines")) == {1, 2, 3}
    other.close()


def test_a_directory_that_vanished_is_reported_as_broken(filled: SearchIndex, tmp_path: Path) -> None:
    filled.close()
    directory = tmp_path / "search" / "en" / filled.generation("en").name
    directory.rename(tmp_path / "elsewhere")
    with pytest.raises(IndexBroken):
        filled.search(Query(text="mines", language="en"))


def test_threads_read_while_another_writes(filled: SearchIndex) -> None:
    answers: set[frozenset[int]] = set()
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            answers.add(frozenset(found(filled, "mines")))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for _ in range(4):
        filled.apply([Put(story(50, "Fifty mines"))])
        filled.apply([Remove("en", 50)])
        filled.rebuild("en", STORIES)
    done.set()
    for reader in readers:
        reader.join()
    assert answers <= {frozenset({1, 2, 3}), frozenset({1, 2, 3, 50})}


HOSTILE: Sequence[str] = (
    *('"' * 500, "(" * 3000, "*", "a*", "*a*", "?????", "a~2", "[a TO z]", "date:[0 TO 9]", "key:1", "AND OR NOT"),
    *(
        "-" * 999,
        "- - -",
        "\x00\x1f=~~~",
        "~mine ~~min",
        "x" * 100_000,
        "a " * 50_000,
        "\u064e" * 10_000,
        "\u202e" * 10_000,
    ),
    *("🎉" * 1000, "\ud800", "'" * 5000, "#" * 5000, "a_" * 5000, '"the ' * 3000, "%s %d {0} \\", "' OR 1=1 --"),
    *("1" * 5000, "ﷺ" * 3000, "a" + "\u0301" * 5000),
)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_query_is_an_error(filled: SearchIndex, text: str) -> None:
    assert filled.search(Query(text=text, language="en")).is_complete


WORDS = st.sampled_from(["mine", "mines", "mined", "park", "parks", "the", "open", "#SafePark", "safe", "2021"])
TEXTS = st.lists(WORDS, max_size=6).map(" ".join)
ASKED = st.lists(WORDS | WORDS.map("-{}".format) | TEXTS.map('"{}"'.format), max_size=4).map(" ".join)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(st.integers(1, 9), st.tuples(TEXTS, TEXTS), max_size=6),
    st.dictionaries(st.integers(1, 9), TEXTS, max_size=3),
    st.lists(ASKED, max_size=4),
)
def test_all_backends_find_the_same(tmp_path_factory: pytest.TempPathFactory, texts, changes, queries) -> None:
    first = [story(n, headline, body=body, date=n) for n, (headline, body) in texts.items()]
    later = [Put(story(n, text, date=n)) for n, text in changes.items()]
    answers = []
    for name in available():
        index = open_index(name, tmp_path_factory.mktemp("search"))
        index.rebuild("en", first)
        index.apply(later)
        pages = [index.search(Query(text=text, language="en", sort=Sort.NEWEST, limit=50)) for text in queries]
        answers.append([([hit.story for hit in page.hits], page.total, page.is_relaxed, page.facets) for page in pages])
        index.close()
    assert all(answer == answers[0] for answer in answers)
