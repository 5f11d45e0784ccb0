"""Lists and what continues them, and the sections of a home page."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from portal.content.commands import Context
from portal.content.commands.site import Placement, compose_home
from portal.content.home import composition
from portal.content.listing import Cursor, page
from tests.factories.content import context_at, published_story


@pytest.mark.parametrize(
    "published",
    [datetime(1, 1, 1, tzinfo=UTC), datetime(1959, 2, 3, 4, 5, 6, 7, tzinfo=UTC), datetime.max.replace(tzinfo=UTC)],
)
def test_a_cursor_holds_any_instant(published: datetime) -> None:
    cursor = Cursor(published, 1234567)

    assert Cursor.parse(str(cursor)) == cursor


def test_a_list_goes_on_beyond_1970(session: Session) -> None:
    years = (1971, 1965, 1959)
    stories = [published_story(context_at(session, datetime(year, 1, 1, tzinfo=UTC)), "en") for year in years]
    now = datetime(2026, 1, 1, tzinfo=UTC)

    first = page(session, "en", now=now, limit=2)
    second = page(session, "en", now=now, limit=2, after=first.next)

    assert [item.public_id for item in (*first.items, *second.items)] == [story.public_id for story in stories]
    assert second.next is None


class TestComposition:
    def test_a_pin_that_ended_leaves_its_section(self, context: Context) -> None:
        story = published_story(context, "en", kind="statement")
        until = context.now + timedelta(hours=1)
        compose_home(context, "en", [Placement("statements", story.id, until), Placement("latest")])

        before = composition(context.session, "en", now=context.now)
        after = composition(context.session, "en", now=until)

        assert [section.name for section in before] == [section.name for section in after] == ["statements", "latest"]
        assert [section.story and section.story.public_id for section in before] == [story.public_id, None]
        assert [section.story for section in after] == [None, None]

    def test_what_lives_on_its_pin_goes_with_it(self, context: Context) -> None:
        story = published_story(context, "en")
        until = context.now + timedelta(hours=1)
        compose_home(context, "en", [Placement("hero", story.id, until), Placement("latest")])

        after = composition(context.session, "en", now=until)

        assert [section.name for section in after] == ["latest"]
