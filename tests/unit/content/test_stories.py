"""Making stories, giving them facts and editions, and finding out what they were written in."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Role
from portal.content import commands
from portal.content.addresses import public_url, story_path
from portal.content.commands import Context
from portal.content.commands.terms import put_term
from portal.content.drafts import FactsDraft, Signatory, StoryDraft
from portal.content.history import edition_in, latest_revision
from portal.content.identity import LARGEST, SMALLEST, new_public_id
from portal.content.models import EditionRole, Facts, SourceCheck, Story, Term, TermRole, TermType, Weight
from portal.content.reading import find, load
from portal.content.staleness import of_revision
from portal.errors import Conflict, Forbidden, Invalid, NotFound
from tests.factories.content import actor, context_at, edition_draft, paragraphs, published_story, story_draft


class TestCreating:
    def test_every_edition_begins_as_a_draft_the_source_first(self, context: Context) -> None:
        story = commands.create_story(context, story_draft(source="kmr"))

        kurmanji = edition_in(story, "kmr")
        assert kurmanji.role is EditionRole.ORIGINAL
        assert {each.role for each in story.editions if each is not kurmanji} == {EditionRole.TRANSLATION}
        assert all(each.live_revision is None for each in story.editions)
        assert kurmanji.id == min(each.id for each in story.editions)

    def test_public_ids_have_seven_to_nine_digits_and_are_not_used_twice(self, session: Session) -> None:
        numbers = {new_public_id(session) for _ in range(200)}

        assert len(numbers) == 200
        assert all(SMALLEST <= number <= LARGEST for number in numbers)

    def test_links_to_our_own_stories_are_kept_as_references(self, context: Context) -> None:
        links = '<a href="/ar/news/123456789-x#p-a1">here</a> and <a href="https://portal.example/s/7654321">there</a>'
        draft = StoryDraft("news", "en", {"en": edition_draft(blocks=paragraphs(links, ids=("a1",)))})

        story = commands.create_story(replace(context, site_url="https://portal.example"), draft)

        revision = latest_revision(context.session, edition_in(story, "en"))
        assert revision is not None
        assert revision.blocks[0]["html"] == (
            '<a href="story:123456789#p-a1">here</a> and <a href="story:7654321">there</a>'
        )

    def test_a_handle_belongs_to_one_story(self, context: Context) -> None:
        draft = StoryDraft("page", "en", {"en": edition_draft()}, handle="about")
        commands.create_story(context, draft)

        with pytest.raises(Conflict) as refused:
            commands.create_story(context, draft)

        assert refused.value.code == "handle"

    def test_a_story_has_one_edition_a_language(self, context: Context) -> None:
        story = commands.create_story(context, story_draft("en"))

        with pytest.raises(Conflict) as refused:
            commands.add_edition(context, story, "en", edition_draft())

        assert refused.value.code == "edition-exists"

    def test_a_translator_may_add_a_translation_but_no_original(self, context: Context, session: Session) -> None:
        story = commands.create_story(context, story_draft("en"))
        translator = Context(session, actor(Role.TRANSLATOR, language="ckb"), context.clock)

        commands.add_edition(translator, story, "ckb", edition_draft("ckb"))

        with pytest.raises(Forbidden):
            commands.add_edition(translator, story, "ar", edition_draft("ar"))
        with pytest.raises(Forbidden):
            commands.create_story(translator, story_draft("ckb", source="ckb"))


class TestFacts:
    @pytest.fixture
    def terms(self, context: Context) -> None:
        put_term(context, TermType.PLACE, "anbar", names={"en": "Anbar", "ar": "الأنبار"})
        put_term(context, TermType.PARTNER, "US", names={"en": "United States"}, country="US")
        put_term(context, TermType.PARTNER, "IQ", names={"en": "Iraq"}, country="IQ")

    @pytest.mark.usefixtures("terms")
    def test_terms_keep_the_order_of_the_author(self, context: Context) -> None:
        story = commands.create_story(context, story_draft("en"))

        facts = commands.set_facts(
            context, story, FactsDraft(partners=("US", "IQ"), signatories=(Signatory("US", {"en": "Secretary"}),))
        )

        partners = [each.term.code for each in facts.terms if each.role is TermRole.PARTNER]
        signatories = [each.texts for each in facts.terms if each.role is TermRole.SIGNATORY]
        assert (partners, signatories) == (["US", "IQ"], [{"en": "Secretary"}])

    @pytest.mark.usefixtures("terms")
    def test_facts_are_appended_and_the_newest_are_live(self, context: Context, session: Session) -> None:
        story = commands.create_story(context, story_draft("en"))

        second = commands.set_facts(context, story, FactsDraft(places=("anbar",)))

        assert [each.n for each in session.scalars(select(Facts).order_by(Facts.n))] == [1, 2]
        assert story.facts is second

    @pytest.mark.parametrize(
        ("draft", "code"),
        [
            (FactsDraft(places=("atlantis",)), "unknown-term"),
            (FactsDraft(lead="nothing"), "unknown-asset"),
            (FactsDraft(signatories=(Signatory("XX"),)), "unknown-term"),
        ],
    )
    def test_what_is_not_there_is_refused(self, context: Context, draft: FactsDraft, code: str) -> None:
        story = commands.create_story(context, story_draft("en"))

        with pytest.raises(Invalid) as refused:
            commands.set_facts(context, story, draft)

        assert refused.value.code == code

    def test_a_campaign_has_a_term_to_tag_stories_with(self, context: Context, session: Session) -> None:
        draft = StoryDraft("campaign", "en", {"en": edition_draft()}, handle="safe-return")

        story = commands.create_story(context, draft)

        term = session.scalars(select(Term).where(Term.type == TermType.CAMPAIGN)).one()
        assert (term.code, term.story_id) == ("safe-return", story.id)


class TestSources:
    def test_a_changed_source_changes_roles_and_nothing_that_readers_have_read(self, context: Context) -> None:
        story = published_story(context, "ar", "kmr", source="ar")
        before = {each.language: (each.live_revision_id, each.slug, each.publish_at) for each in story.editions}

        commands.add_edition(context, story, "en", edition_draft("en"))
        commands.change_source(context, story, "en")

        assert {each.language: each.role.value for each in story.editions} == {
            "en": "original",
            "ar": "translation",
            "kmr": "translation",
        }
        after = {each.language: (each.live_revision_id, each.slug, each.publish_at) for each in story.editions}
        assert {code: after[code] for code in before} == before

    def test_the_former_source_is_held_against_the_new_one(self, context: Context, session: Session) -> None:
        story = published_story(context, "ar", "kmr", source="ar")
        commands.add_edition(context, story, "en", edition_draft("en"))
        commands.change_source(context, story, "en")
        english = edition_in(story, "en")
        commands.publish(context, english)

        draft = edition_draft(
            "en", blocks=paragraphs("They left.", "Children came back to play.", "The mines are gone.")
        )
        commands.correct(context, english, draft, weight=Weight.CRITICAL, note="It was wrong.")

        for language in ("ar", "kmr"):
            provenance = load(
                session, find(session, story.public_id, language, now=context.now), now=context.now
            ).provenance
            assert provenance is not None
            assert (provenance.language, provenance.revision) == ("en", 1)
            assert (provenance.staleness.weight, provenance.staleness.blocks) == (Weight.CRITICAL, ("a1",))

    def test_an_original_has_no_provenance_even_if_it_was_a_translation_once(
        self, context: Context, session: Session
    ) -> None:
        story = published_story(context, "en", "ar")

        commands.change_source(context, story, "ar")

        arabic = load(session, find(session, story.public_id, "ar", now=context.now), now=context.now)
        assert arabic.provenance is None
        assert arabic.revision.based_on_id is not None

    def test_nothing_is_held_twice(self, context: Context, session: Session) -> None:
        story = published_story(context, "en", "ar")

        commands.pin_translations(context, story)

        assert session.scalars(select(SourceCheck)).all() == []

    def test_only_a_translation_can_be_still_right(self, context: Context) -> None:
        story = published_story(context, "en", "ar")

        with pytest.raises(Conflict) as refused:
            commands.confirm_translation(context, edition_in(story, "en"))

        assert refused.value.code == "not-a-translation"

    def test_a_finding_is_of_the_text_it_was_made_of(self, context: Context, session: Session) -> None:
        story = published_story(context, "en", "ar")
        arabic = edition_in(story, "ar")

        check = commands.confirm_translation(context, arabic)

        assert check.source_revision_id == edition_in(story, "en").live_revision_id
        assert arabic.live_revision is not None
        assert of_revision(session, arabic.live_revision, now=context.now).weight is None


class TestAddresses:
    def test_a_path_is_percent_encoded(self) -> None:
        assert story_path("ar", "statement", 1234567, "بيان") == "/ar/statements/1234567-%D8%A8%D9%8A%D8%A7%D9%86"

    def test_without_a_slug_the_number_is_enough(self) -> None:
        assert story_path("en", "news", 1234567, None) == "/en/news/1234567"

    def test_only_what_is_public_has_an_address(self, context: Context, session: Session) -> None:
        story = published_story(context, "en")
        commands.add_edition(context, story, "ar", edition_draft("ar"))
        urls = {each.language: public_url(each, site_url="https://p", now=context.now) for each in story.editions}

        assert urls == {"en": f"https://p/en/news/{story.public_id}-three-parks-were-made-safe", "ar": None}


def test_a_story_that_nobody_could_ever_see_does_not_exist(context: Context, session: Session) -> None:
    story = commands.create_story(context, story_draft("en"))
    commands.publish(context, edition_in(story, "en"), at=context_at(session, context.now).now.replace(year=2027))

    with pytest.raises(NotFound):
        find(session, story.public_id, "en", now=context.now)
    assert session.scalars(select(Story)).one() is story
