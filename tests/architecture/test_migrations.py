"""Migrations: up, down and up again, with data in the tables, on both databases, and equal to the models."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.clock import Clock
from portal.content.history import edition_in
from portal.content.models import Edition, Facts, Publication, Revision, Story
from portal.db import Base, make_engine
from tests.factories.content import context_with, published_story
from tests.machine import ROOT

REVISIONS = [script.revision for script in ScriptDirectory(str(ROOT / "migrations")).walk_revisions("base", "heads")]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database of each kind."""
    url = {
        "sqlite": lambda: f"sqlite:///{tmp_path / 'portal.db'}",
        "postgresql": lambda: str(request.getfixturevalue("fresh_postgres_url")),
    }[request.param]()
    made = make_engine(url)
    yield made
    made.dispose()


def config(connection: Connection | None = None) -> Config:
    settings = Config()
    settings.set_main_option("script_location", str(ROOT / "migrations"))
    settings.attributes["connection"] = connection
    return settings


def upgrade(engine: Engine, to: str = "head") -> None:
    with engine.connect() as connection:
        command.upgrade(config(connection), to)


def downgrade(engine: Engine, to: str) -> None:
    with engine.connect() as connection:
        command.downgrade(config(connection), to)


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def names_of_constraints(engine: Engine) -> dict[str, set[str]]:
    inspector = inspect(engine)
    return {
        table: {
            str(inspector.get_pk_constraint(table)["name"]),
            *(str(each["name"]) for each in inspector.get_foreign_keys(table)),
            *(str(each["name"]) for each in inspector.get_unique_constraints(table)),
        }
        for table in tables(engine)
    }


def test_there_is_one_line_of_migrations() -> None:
    script = ScriptDirectory(str(ROOT / "migrations"))

    assert len(script.get_heads()) == 1
    assert len(script.get_bases()) == 1


def test_the_migrated_database_equals_the_models(engine: Engine) -> None:
    upgrade(engine)

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, Base.metadata)

    assert differences == []


def test_constraints_have_the_names_that_the_models_give_them(engine: Engine) -> None:
    upgrade(engine)

    assert names_of_constraints(engine) == {
        table.name: {str(constraint.name) for constraint in table.constraints} for table in Base.metadata.sorted_tables
    }


@pytest.mark.parametrize("revision", REVISIONS)
def test_each_migration_goes_up_down_and_up_again(engine: Engine, revision: str) -> None:
    upgrade(engine, revision)
    after = tables(engine)

    downgrade(engine, f"{revision}-1" if revision != REVISIONS[-1] else "base")
    before = tables(engine)
    upgrade(engine, revision)

    assert before < after
    assert tables(engine) == after


def test_the_way_down_leaves_nothing(engine: Engine) -> None:
    upgrade(engine)

    downgrade(engine, "base")

    assert tables(engine) == set()


def test_a_migrated_database_holds_a_story(engine: Engine, clock: Clock) -> None:
    upgrade(engine)

    with Session(engine) as session:
        story = published_story(context_with(session, clock))
        session.commit()
        headline = edition_in(story, "ckb").live_revision

    assert headline is not None


def test_the_way_down_takes_a_database_with_stories_along(engine: Engine, clock: Clock) -> None:
    upgrade(engine)
    with Session(engine) as session:
        published_story(context_with(session, clock))
        session.commit()

    downgrade(engine, "base")

    assert tables(engine) == set()


def test_the_foreign_keys_that_close_a_circle_hold(engine: Engine, clock: Clock) -> None:
    upgrade(engine)
    with Session(engine) as session:
        published_story(context_with(session, clock), "en")
        session.commit()
        edition = session.scalars(select(Edition)).one()
        story = session.scalars(select(Story)).one()
        assert (edition.live_revision_id, story.live_facts_id) == (
            session.scalar(select(Revision.id)),
            session.scalar(select(Facts.id)),
        )

        edition.live_revision_id = 10_000
        with pytest.raises(IntegrityError):
            session.commit()

        session.rollback()
        story.live_facts_id = 10_000
        with pytest.raises(IntegrityError):
            session.commit()


def test_foreign_keys_are_on_again_after_a_migration(engine: Engine, clock: Clock) -> None:
    with engine.connect() as connection:
        command.upgrade(config(connection), "head")
        with Session(connection) as session:
            published_story(context_with(session, clock), "en")
            session.flush()
            session.add(
                Publication(
                    edition_id=10_000,
                    revision_id=10_000,
                    effective_at=clock(),
                    weight="major",
                    note="",
                    is_correction=False,
                    actor="nobody",
                    created_at=clock(),
                )
            )

            with pytest.raises(IntegrityError):
                session.flush()
