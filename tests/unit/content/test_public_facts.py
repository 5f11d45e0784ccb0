"""Facts of stories that readers can see: who may change them, and what must be true of the new ones."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Role
from portal.content import commands
from portal.content.commands import Context
from portal.content.drafts import EditionDraft, FactsDraft, StoryDraft
from portal.content.history import story_by_public_id
from portal.content.models import Term, TermType
from portal.errors import Forbidden, Invalid, NotFound
from portal.media.models import Asset, AssetKind, AssetText
from tests.factories.content import actor, context_with, edition_draft, published_story, story_draft


def picture(context: Context, key: str, *languages: str) -> None:
    """Keep a picture with alternative texts in ``languages``, without bytes."""
    texts = [AssetText(language=language, alt="x") for language in languages]
    named = {"key": key, "kind": AssetKind.PICTURE, "path": f"{key}.png", "filename": f"{key}.png"}
    said = {"media_type": "image/png", "size": 1, "sha256": "0" * 64, "created_at": context.now}
    context.session.add(Asset(**named, **said, texts=texts))
    context.session.flush()


def test_whoever_may_only_write_does_not_change_what_readers_see(context: Context, session: Session) -> None:
    story = published_story(context, "en", "ar")
    contributor = context_with(session, context.clock, who=actor(Role.CONTRIBUTOR))
    publisher_of_english = context_with(session, context.clock, who=actor(Role.PUBLISHER, language="en"))

    for who in (contributor, publisher_of_english):
        with pytest.raises(Forbidden):
            commands.set_facts(who, story, FactsDraft())


def test_the_facts_of_a_draft_belong_to_its_writers(context: Context, session: Session) -> None:
    story = commands.create_story(context, story_draft("en"))
    contributor = context_with(session, context.clock, who=actor(Role.CONTRIBUTOR))

    assert commands.set_facts(contributor, story, FactsDraft()).n == 2


def test_a_new_picture_needs_words_in_every_public_language(context: Context) -> None:
    story = published_story(context, "en", "ar")
    picture(context, "bridge", "en")
    picture(context, "river", "en", "ar")

    commands.set_facts(context, story, FactsDraft(lead="river"))
    with pytest.raises(Invalid) as refused:
        commands.set_facts(context, story, FactsDraft(lead="bridge"))

    assert (refused.value.code, refused.value.values["language"]) == ("alt", "ar")


def test_a_campaign_without_a_handle_is_tagged_by_its_number(context: Context, session: Session) -> None:
    editions: dict[str, EditionDraft] = {"en": edition_draft()}

    story = commands.create_story(context, StoryDraft("campaign", "en", editions))

    term = session.scalars(select(Term).where(Term.type == TermType.CAMPAIGN, Term.story_id == story.id)).one()
    assert term.code == str(story.public_id)


def test_a_number_beyond_all_public_ids_is_unknown(session: Session) -> None:
    with pytest.raises(NotFound):
        story_by_public_id(session, 10**30)
