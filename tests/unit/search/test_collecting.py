from portal.search.collecting import Collector, pack_labels, unpack_labels, weighted_tokens
from portal.search.index import Document, Put, Query, Remove, last_of_each


def test_a_search_stops_when_its_time_is_over() -> None:
    collector = Collector(Query(text="x", language="en"), time_limit=0)
    stopped = [collector.is_late() for _ in range(200)]
    assert stopped[0] is False
    assert stopped[-1] is True
    assert not collector.page(generation="g").is_complete


def test_scores_are_not_asked_for_where_they_decide_nothing() -> None:
    def unwanted() -> float:
        raise AssertionError

    collector = Collector(Query(text="x", language="en", since=10))
    collector.add(1, 5, frozenset(), unwanted)
    assert collector.page(generation="g").total == 0


def test_labels_come_back_as_they_went_in() -> None:
    document = Document(story=1, language="en", kind="news", headline="x", partners=("1", "a=b"), topics=("1",))
    assert unpack_labels(pack_labels(document)) == document.labels()


def test_headline_standfirst_and_body_lie_apart_and_weigh_less_and_less() -> None:
    document = Document(story=1, language="en", kind="news", headline="one two", standfirst="three", body="four")
    assert [(token.levels.exact, weight) for token, _, weight in weighted_tokens(document)] == [
        ("one", 3.0), ("two", 3.0), ("three", 1.5), ("four", 1.0),
    ]  # fmt: skip
    positions = [position for _, position, _ in weighted_tokens(document)]
    assert positions[1] - positions[0] == 1
    assert min(positions[2] - positions[1], positions[3] - positions[2]) >= 100


def test_of_several_operations_the_last_on_each_document_is_kept() -> None:
    document = Document(story=1, language="en", kind="news", headline="x")
    operations = [Put(document), Remove("ar", 1), Remove("en", 1), Remove("en", 2), Put(document)]
    assert last_of_each(operations) == {"en": [Put(document), Remove("en", 2)], "ar": [Remove("ar", 1)]}
