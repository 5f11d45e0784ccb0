"""Whatever is done to one edition, and in whatever order: the others stay as readers see them."""

from datetime import datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from portal.content.commands import (
    Context,
    confirm_translation,
    correct,
    create_story,
    publish,
    save_revision,
    withdraw,
)
from portal.content.history import edition_in, state
from portal.content.models import Edition, Revision, Weight
from portal.content.visibility import is_visible, next_change, visible
from portal.content.workflow import State
from portal.errors import PortalError
from portal.i18n.languages import LANGUAGES
from tests.factories.content import HEADLINES, context_at, edition_draft, paragraphs, story_draft

languages = st.sampled_from(sorted(LANGUAGES))
hours = st.integers(-3, 5)


def appearance(edition: Edition) -> tuple[Any, ...]:
    """Return all that readers can see of an edition but for its provenance."""
    live = edition.live_revision
    return (
        edition.slug,
        edition.role,
        edition.publish_at,
        edition.expire_at,
        edition.withdrawn_at,
        edition.withdrawal_reason,
        edition.updated_at,
        (live.id, live.n, live.sha256, live.headline, repr(live.blocks)) if live else None,
    )


class Newsroom(RuleBasedStateMachine):
    """One story, four languages, one desk; time passes."""

    def __init__(self, engine: Engine, start: datetime) -> None:
        super().__init__()
        self.session = Session(engine)
        self.now = start
        self.texts = 0
        self.story = create_story(self.context(), story_draft())
        self.revisions: dict[int, tuple[str, str]] = {}

    def teardown(self) -> None:
        self.session.close()

    def context(self) -> Context:
        return context_at(self.session, self.now)

    def act(self, language: str, verb: Any) -> None:
        """Do something to one edition; refusals are undone, and either way the others stay as they were."""
        before = {each.language: appearance(each) for each in self.story.editions}
        try:
            with self.session.begin_nested():
                verb(edition_in(self.story, language))
                self.session.flush()
        except PortalError:
            before_all = before
        else:
            before_all = {code: seen for code, seen in before.items() if code != language}
        self.session.expire_all()
        after = {each.language: appearance(each) for each in self.story.editions}
        assert {code: after[code] for code in before_all} == before_all

    def draft(self, language: str) -> Any:
        self.texts += 1
        blocks = paragraphs(*(f"{language} {self.texts} {n}" for n in range(3)))
        return edition_draft(language, headline=f"{HEADLINES[language]} {self.texts}", blocks=blocks)

    @rule(language=languages, weight=st.sampled_from(Weight))
    def save(self, language: str, weight: Weight) -> None:
        self.act(language, lambda edition: save_revision(self.context(), edition, self.draft(language), weight=weight))

    @rule(language=languages)
    def publish(self, language: str) -> None:
        self.act(language, lambda edition: publish(self.context(), edition))

    @rule(language=languages, start=hours, end=st.one_of(st.none(), hours))
    def schedule(self, language: str, start: int, end: int | None) -> None:
        at = self.now + timedelta(hours=start)
        expire = self.now + timedelta(hours=end) if end is not None else None
        self.act(language, lambda edition: publish(self.context(), edition, at=at, expire=expire))

    @rule(language=languages, weight=st.sampled_from(Weight))
    def correct(self, language: str, weight: Weight) -> None:
        draft = self.draft(language)
        self.act(language, lambda edition: correct(self.context(), edition, draft, weight=weight, note="It was wrong."))

    @rule(language=languages)
    def withdraw(self, language: str) -> None:
        self.act(language, lambda edition: withdraw(self.context(), edition, reason="It was wrong."))

    @rule(language=languages)
    def find_still_right(self, language: str) -> None:
        self.act(language, lambda edition: confirm_translation(self.context(), edition))

    @rule(hours=st.integers(1, 4))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @invariant()
    def visibility_is_one_truth(self) -> None:
        by_sql = set(self.session.scalars(select(Edition.language).where(visible(self.now))))
        by_row = {each.language for each in self.story.editions if is_visible(each, self.now)}
        by_state = {
            each.language for each in self.story.editions if state(self.session, each, now=self.now) is State.LIVE
        }
        assert by_sql == by_row == by_state

    @invariant()
    def revisions_never_change(self) -> None:
        present = {row.id: (row.sha256, repr(row.blocks)) for row in self.session.scalars(select(Revision))}
        assert {id_: present.get(id_) for id_ in self.revisions} == self.revisions
        self.revisions = present

    @invariant()
    def nothing_appears_or_expires_before_the_next_change(self) -> None:
        now = set(self.session.scalars(select(Edition.language).where(visible(self.now))))
        change = next_change(self.session, self.now)
        last = (change or self.now + timedelta(days=365)) - timedelta(microseconds=1)
        assert set(self.session.scalars(select(Edition.language).where(visible(last)))) == now


def test_what_is_done_to_one_edition_leaves_the_others_alone(engine: Engine, now: datetime) -> None:
    run_state_machine_as_test(
        lambda: Newsroom(engine, now),
        settings=settings(max_examples=25, stateful_step_count=15, suppress_health_check=list(HealthCheck)),
    )
