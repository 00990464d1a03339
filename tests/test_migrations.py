"""The database is made by the migrations: up, down and up again, with data, on SQLite and PostgreSQL."""

from collections.abc import Iterator
from typing import Any

import pytest
import pytest_alembic
from pytest_alembic.runner import MigrationContext
from pytest_alembic.tests import (
    test_model_definitions_match_ddl,
    test_single_head_revision,
    test_up_down_consistency,
    test_upgrade,
)
from sqlalchemy import Engine, inspect
from sqlalchemy.exc import IntegrityError
from typer.testing import CliRunner

from monespace_app import migrations
from monespace_app.cli import app
from monespace_app.core import database as core_database
from monespace_app.core.settings import settings
from monespace_app.tables import metadata
from tests import services
from tests.conftest import forget_everything
from tests.factories import make_account, make_profile

__all__ = [
    "test_model_definitions_match_ddl",
    "test_single_head_revision",
    "test_up_down_consistency",
    "test_upgrade",
]


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A database of the settings without a single table."""
    if request.param == "sqlite":
        monkeypatch.setenv("MONESPACE_DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")
        forget_everything()
        yield settings().resolved_database_url
        return
    with services.temporary_postgresql() as url:
        monkeypatch.setenv("MONESPACE_DATABASE_URL", url)
        forget_everything()
        yield url
        core_database.forget_engine()


@pytest.fixture
def alembic_engine(empty_url: str) -> Iterator[Engine]:
    engine = core_database.new_engine(empty_url)
    yield engine
    engine.dispose()


@pytest.fixture
def alembic_runner(alembic_engine: Engine) -> Iterator[MigrationContext]:
    config = pytest_alembic.Config(alembic_config=migrations.configuration())
    with pytest_alembic.runner(config=config, engine=alembic_engine) as runner:
        yield runner


def shape(engine: Engine) -> dict[str, Any]:
    """Everything the database says of its tables, constraints included."""
    found = inspect(engine)
    return {
        table: {
            "columns": [
                {**column, "type": str(column["type"]), "comment": None}
                for column in found.get_columns(table)
            ],
            "primary key": found.get_pk_constraint(table),
            "foreign keys": sorted(found.get_foreign_keys(table), key=str),
            "uniques": sorted(found.get_unique_constraints(table), key=str),
            "checks": sorted(found.get_check_constraints(table), key=str),
            "indexes": sorted((_index(index) for index in found.get_indexes(table)), key=str),
        }
        for table in found.get_table_names()
        if table != "alembic_version"
    }


def _index(index: Any) -> dict[str, Any]:
    return {**index, "dialect_options": {k: str(v) for k, v in index.get("dialect_options", {}).items()}}


def test_the_migrations_make_the_very_tables_of_the_models(alembic_engine: Engine, alembic_runner):
    alembic_runner.migrate_up_to("head")
    migrated = shape(alembic_engine)
    alembic_runner.migrate_down_to("base")
    assert shape(alembic_engine) == {}
    metadata.create_all(alembic_engine)
    assert migrated == shape(alembic_engine)
    assert set(migrated) == set(metadata.tables)


def test_a_database_with_people_goes_down_and_up_again(alembic_engine: Engine, alembic_runner):
    alembic_runner.migrate_up_to("head")
    before = shape(alembic_engine)
    make_account(children=(make_profile(),))
    core_database.forget_engine()
    alembic_runner.migrate_down_to("base")
    alembic_runner.migrate_up_to("head")
    assert shape(alembic_engine) == before
    make_account()


def test_a_second_upgrade_keeps_everything(empty_url: str):
    migrations.upgrade()
    account = make_account()
    migrations.upgrade()
    with core_database.platform_snapshot() as session:
        assert session.get(type(account), account.id) is not None
    assert migrations.current() == migrations.latest()


def test_foreign_keys_hold_after_a_migration_in_the_same_process(empty_url: str):
    migrations.upgrade()
    profile = make_profile()
    profile.id = "nobody"
    with pytest.raises(IntegrityError):
        make_account(profile)


def test_the_command_makes_the_tables_then_has_nothing_left_to_do(empty_url: str):
    first = CliRunner().invoke(app, ["database", "upgrade"])
    assert (first.exit_code, "mise à jour" in first.output) == (0, True), first.output
    second = CliRunner().invoke(app, ["database", "upgrade"])
    assert (second.exit_code, "déjà à jour" in second.output) == (0, True), second.output
    check = CliRunner().invoke(app, ["database", "check"])
    assert (check.exit_code, "conforme" in check.output) == (0, True), check.output


def test_the_check_fails_on_a_database_that_was_never_migrated(empty_url: str):
    result = CliRunner().invoke(app, ["database", "check"])
    assert (result.exit_code, "n'est pas à jour" in result.output) == (1, True), result.output


def test_the_check_fails_when_a_table_is_not_the_one_expected(alembic_engine: Engine):
    migrations.upgrade()
    with alembic_engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE professional ADD COLUMN nickname VARCHAR(10)")
    result = CliRunner().invoke(app, ["database", "check"])
    assert (result.exit_code, "nickname" in result.output) == (1, True), result.output


def test_a_database_out_of_reach_gets_a_sentence(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MONESPACE_DATABASE_URL", "postgresql://postgres@127.0.0.1:1/x")
    forget_everything()
    result = CliRunner().invoke(app, ["database", "upgrade"])
    assert (result.exit_code, "ne répond pas" in result.output) == (1, True), result.output
