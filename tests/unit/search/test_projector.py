"""The index holds what is public, whatever happened before."""

from datetime import timedelta
from pathlib import Path

import pytest

from portal.clock import Clock, frozen_clock
from portal.content.commands import Context, correct, create_story, publish, set_facts, withdraw
from portal.content.commands.context import INDEX
from portal.content.commands.terms import put_term
from portal.content.drafts import FactsDraft, Signatory, StoryDraft
from portal.content.models import Edition, Story, TermType, Weight
from portal.events import outbox
from portal.i18n.languages import LANGUAGES
from portal.media.models import Asset, AssetKind, AssetText
from portal.search import documents, projector
from portal.search.index import Document, Facet, IndexMissing, Put, Query, SearchIndex
from portal.text.blocks import Image
from tests.factories.content import context_at, edition_draft, edition_of, paragraphs, published_story, story_draft


def drain(context: Context, search: SearchIndex, clock: Clock) -> None:
    context.session.commit()
    outbox.drain(context.session, {INDEX: projector.handler(search, clock)}, clock=clock)


def everywhere(search: SearchIndex) -> dict[str, frozenset[int]]:
    return {language: search.ids(language) for language in LANGUAGES}


def document_of(context: Context, story: Story, language: str) -> Document:
    (shown,) = documents.load(context.session, Edition.id == edition_of(story, language).id, now=context.now)
    return shown.document


@pytest.fixture
def empty(context: Context, search: SearchIndex, clock: Clock) -> SearchIndex:
    projector.rebuild(context.session, search, clock=clock)
    return search


def test_what_is_published_is_found_in_its_language_and_in_no_other(
    context: Context, empty: SearchIndex, clock: Clock
) -> None:
    story = published_story(context, "en", "kmr")

    drain(context, empty, clock)

    some, none = frozenset({story.public_id}), frozenset()
    assert everywhere(empty) == dict.fromkeys(LANGUAGES, none) | {"kmr": some, "en": some}
    assert empty.search(Query(text="parks", language="en")).total == 1
    assert empty.search(Query(text="parks", language="kmr")).total == 0


def test_drafts_are_not_indexed(context: Context, empty: SearchIndex, clock: Clock) -> None:
    story = create_story(context, story_draft("en"))
    context.reindex(edition_of(story, "en"), at=context.now)

    drain(context, empty, clock)

    assert empty.ids("en") == frozenset()


def test_what_is_scheduled_is_indexed_when_its_time_has_come_and_not_before(
    context: Context, empty: SearchIndex, clock: Clock
) -> None:
    story = create_story(context, story_draft("en"))
    at = context.now + timedelta(hours=1)
    publish(context, edition_of(story, "en"), at=at)

    drain(context, empty, clock)
    before = empty.ids("en")
    drain(context, empty, frozen_clock(at))

    assert before == frozenset()
    assert empty.ids("en") == {story.public_id}


def test_what_expires_goes_when_its_time_has_come(context: Context, empty: SearchIndex, clock: Clock) -> None:
    story = create_story(context, story_draft("en"))
    expire = context.now + timedelta(hours=1)
    publish(context, edition_of(story, "en"), expire=expire)

    drain(context, empty, clock)
    before = empty.ids("en")
    drain(context, empty, frozen_clock(expire))

    assert before == {story.public_id}
    assert empty.ids("en") == frozenset()


def test_what_is_withdrawn_goes_and_its_other_editions_stay(context: Context, empty: SearchIndex, clock: Clock) -> None:
    story = published_story(context, "en", "ar")
    drain(context, empty, clock)
    withdraw(context, edition_of(story, "en"), reason="The figures were wrong.")

    drain(context, empty, clock)

    assert empty.ids("en") == frozenset()
    assert empty.ids("ar") == {story.public_id}


def test_a_correction_replaces_the_text(context: Context, empty: SearchIndex, clock: Clock) -> None:
    story = published_story(context, "en")
    drain(context, empty, clock)
    new = edition_draft("en", headline="Four gardens were made safe")
    correct(context, edition_of(story, "en"), new, weight=Weight.MAJOR, note="There were four.")

    drain(context, empty, clock)

    assert empty.search(Query(text="parks", language="en")).total == 0
    assert empty.search(Query(text="gardens", language="en")).total == 1


def test_doing_it_again_or_for_what_is_unknown_changes_nothing(
    context: Context, empty: SearchIndex, clock: Clock
) -> None:
    story = published_story(context, "en")
    subjects = [str(edition_of(story, "en").id), "987654"]
    context.session.commit()

    projector.handler(empty, clock)(context.session, subjects)
    projector.handler(empty, clock)(context.session, subjects)

    assert empty.count("en") == 1


def test_a_missing_index_is_made_by_the_first_change(context: Context, search: SearchIndex, clock: Clock) -> None:
    older = published_story(context, "en", "ckb")
    context.session.commit()
    newer = published_story(context, "en", "ckb")

    drain(context, search, clock)

    assert search.ids("en") == search.ids("ckb") == {older.public_id, newer.public_id}
    with pytest.raises(IndexMissing):
        search.ids("ar")


def test_a_broken_index_is_made_anew(context: Context, empty: SearchIndex, clock: Clock, tmp_path: Path) -> None:
    published_story(context, "en")
    drain(context, empty, clock)
    for file in (tmp_path / "search" / "en").glob("*/*"):
        file.unlink()
    published_story(context, "en")

    drain(context, empty, clock)

    assert projector.check(context.session, empty, clock=clock).is_good
    assert empty.count("en") == 2


def test_a_rebuild_takes_all_that_is_public_and_says_how_far_it_is(
    context: Context, search: SearchIndex, clock: Clock
) -> None:
    stories = {published_story(context, "en").public_id for _ in range(3)}
    create_story(context, story_draft("en"))
    context.session.commit()
    told: list[tuple[str, int, int]] = []

    projector.rebuild(context.session, search, clock=clock, progress=lambda *step: told.append(step))

    assert search.ids("en") == stories
    assert [step for step in told if step[0] == "en"] == [("en", 0, 3), ("en", 1, 3), ("en", 2, 3), ("en", 3, 3)]


def test_a_rebuild_reads_in_batches(
    context: Context, search: SearchIndex, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "BATCH", 2)
    stories = {published_story(context, "en").public_id for _ in range(5)}
    context.session.commit()

    projector.rebuild(context.session, search, clock=clock)

    assert search.ids("en") == stories


def test_a_check_counts_what_differs(context: Context, empty: SearchIndex, clock: Clock) -> None:
    story = published_story(context, "en", "ar")
    context.session.commit()
    empty.apply([Put(Document(story=7654321, language="ar", kind="news", headline="Nobody published this"))])

    found = projector.check(context.session, empty, clock=clock)

    english, arabic = found.languages["en"], found.languages["ar"]
    assert (english.visible, english.indexed, english.missing, english.extra) == (1, 0, {story.public_id}, set())
    assert (arabic.visible, arabic.indexed, arabic.missing, arabic.extra) == (1, 1, {story.public_id}, {7654321})
    assert found.languages["ckb"].is_good
    assert not found.is_good


def test_a_check_without_an_index_says_so(context: Context, search: SearchIndex, clock: Clock) -> None:
    found = projector.check(context.session, search, clock=clock)

    assert found.newest is None
    assert not found.is_good


def test_reconciling_mends_what_a_check_finds(context: Context, empty: SearchIndex, clock: Clock) -> None:
    published_story(context, "en", "ar")
    context.session.commit()
    empty.apply([Put(Document(story=7654321, language="ar", kind="news", headline="Nobody published this"))])

    mended = projector.reconcile(context.session, empty, clock=clock)

    assert mended == 3
    assert projector.check(context.session, empty, clock=clock).is_good
    assert projector.reconcile(context.session, empty, clock=clock) == 0


def test_reconciling_builds_what_is_not_there(context: Context, search: SearchIndex, clock: Clock) -> None:
    published_story(context, "kmr", source="kmr")
    context.session.commit()

    projector.reconcile(context.session, search, clock=clock)

    assert projector.check(context.session, search, clock=clock).is_good


def picture(context: Context, key: str) -> Asset:
    asset = Asset(
        key=key,
        kind=AssetKind.PICTURE,
        path=f"{key}.jpg",
        filename=f"{key}.jpg",
        media_type="image/jpeg",
        size=1,
        sha256="0" * 64,
        width=4,
        height=3,
        created_at=context.now,
        texts=[
            AssetText(language="en", alt="A bridge of steel", caption="The river in spring"),
            AssetText(language="ar", alt="جسر من حديد", caption="النهر في الربيع"),
        ],
    )
    context.session.add(asset)
    context.session.flush()
    return asset


def test_a_document_holds_the_words_of_the_page_in_its_own_language(context: Context) -> None:
    picture(context, "bridge")
    body = (*paragraphs("<strong>Mines</strong> &amp; shells", ids=("a1",)), Image(id="b2", asset="bridge"))
    draft = StoryDraft(
        kind="news",
        source_language="en",
        editions={"en": edition_draft("en", standfirst="They are open again.", blocks=body)},
    )
    story = create_story(context, draft)
    publish(context, edition_of(story, "en"))

    document = document_of(context, story, "en")

    assert document.headline == "Three parks were made safe"
    assert document.standfirst == "They are open again."
    assert document.body.splitlines() == ["Mines & shells", "The river in spring", "A bridge of steel"]
    assert document.date == documents.minutes(context.now)


def test_a_paper_shows_no_picture_and_so_none_is_indexed(context: Context) -> None:
    picture(context, "bridge")
    news, paper = published_story(context, "en"), published_story(context, "en", kind="statement")
    for story in (news, paper):
        set_facts(context, story, FactsDraft(lead="bridge"))

    assert "bridge of steel" in document_of(context, news, "en").body
    assert "bridge of steel" not in document_of(context, paper, "en").body


def test_a_document_is_filtered_by_the_numbers_that_addresses_name(context: Context) -> None:
    names = dict.fromkeys(LANGUAGES, "A name")
    for kind, code in (
        (TermType.PARTNER, "US"),
        (TermType.PARTNER, "NATO"),
        (TermType.TOPIC, "security"),
        (TermType.PLACE, "anbar"),
    ):
        put_term(context, kind, code, names=names)
    campaign = create_story(context, StoryDraft(**(vars(story_draft("en", kind="campaign")) | {"handle": "legacy"})))
    story = published_story(context, "en")
    set_facts(
        context,
        story,
        FactsDraft(
            partners=("US",),
            signatories=(Signatory("NATO", {"en": "Secretary General"}), Signatory("US", {"en": "President"})),
            topics=("security",),
            places=("anbar",),
            campaigns=("legacy",),
        ),
    )

    document = document_of(context, story, "en")

    assert document.campaigns == (str(campaign.public_id),)
    assert len(document.partners) == len(set(document.partners)) == 2
    assert {facet for facet, _ in document.labels()} == set(Facet)
    assert "Secretary General" in document.body


def test_a_campaign_is_found_by_its_hashtag(context: Context, empty: SearchIndex, clock: Clock) -> None:
    story = published_story(context, "ar", source="ar", kind="campaign")
    set_facts(context, story, FactsDraft(extra={"hashtags": ["DestructiveLegacy"]}))

    drain(context, empty, clock)

    assert empty.search(Query(text="#DestructiveLegacy", language="ar")).total == 1
    assert empty.search(Query(text="destructive legacy", language="ar")).total == 1


def test_nothing_is_read_before_its_time(context: Context) -> None:
    published_story(context, "en")
    earlier = context_at(context.session, context.now - timedelta(seconds=1))

    assert list(documents.every(context.session, "en", now=earlier.now)) == []
