"""Lock 3 holds statements made of mapped classes: nothing in the application goes round it."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import monespace_app

SOURCES = sorted(Path(monespace_app.__file__).parent.rglob("*.py"))
GOES_ROUND = {
    "__table__", "bulk_insert_mappings", "bulk_save_objects", "bulk_update_mappings", "exec_driver_sql",
    "from_statement", "get_bind", "literal_column", "raw_connection", "text",
}  # fmt: skip
ALLOWED = {
    ("core/database/sessions.py", "__table__"): "finds which classes are tables",
    ("core/database/engines.py", "exec_driver_sql"): "says BEGIN",
    ("core/database/sessions.py", "bulk_save_objects"): "shuts it",
    ("core/database/sessions.py", "bulk_insert_mappings"): "shuts it",
    ("core/database/sessions.py", "bulk_update_mappings"): "shuts it",
    ("core/storage.py", "__table__"): "finds which columns name a file",
    ("core/throttle.py", "get_bind"): "asks which database it is",
}


def names_from_sqlalchemy(tree: ast.AST) -> set[str]:
    """Attributes that only SQLAlchemy has, and `text` or `literal_column` when imported from it."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
            found |= {f"sqlalchemy.{alias.name}" for alias in node.names}
    return found


def goes_round(source: str) -> set[str]:
    """The ways round the scoped session that a module uses."""
    used = names_from_sqlalchemy(ast.parse(source))
    imported = {name.removeprefix("sqlalchemy.") for name in used if name.startswith("sqlalchemy.")}
    return (used - {"text", "literal_column"} | imported) & GOES_ROUND


def test_no_module_goes_round_the_scoped_session():
    package = Path(monespace_app.__file__).parent
    found = {
        (file.relative_to(package).as_posix(), name)
        for file in SOURCES
        for name in goes_round(file.read_text("utf-8"))
    }
    # In a models module `text` writes the condition of a partial index.
    found = {(file, name) for file, name in found if not (name == "text" and file.endswith("models.py"))}
    assert found - ALLOWED.keys() == set()


@pytest.mark.parametrize(
    "source",
    [
        "from sqlalchemy import text",
        "from sqlalchemy.sql import literal_column",
        "session.execute(select(Message.__table__))",
        "engine.raw_connection()",
        "session.get_bind().connect()",
    ],
)
def test_the_search_sees_a_way_round(source):
    assert goes_round(source) != set()


LATE_IMPORT = """
from sqlalchemy import select
from monespace_app import migrations
from monespace_app.core.database import ScopeError, platform_snapshot
from monespace_app.session.models import Account
migrations.upgrade()
with platform_snapshot() as session:
    assert session.scalars(select(Account)).all() == []
"""
AFTERWARDS = """
import sys
from sqlmodel import Field
from monespace_app.core.database import ProfileOwned
class Late(ProfileOwned, table=True):
    id: str = Field(primary_key=True)
with platform_snapshot() as session:
    try:
        session.scalars(select(Late)).all()
    except ScopeError:
        sys.exit(7)
"""


def test_a_table_that_comes_after_the_first_statement_is_held_too(tmp_path):
    environment = {**os.environ, "MONESPACE_DATA_DIR": str(tmp_path / "late")}
    done = subprocess.run([sys.executable, "-c", LATE_IMPORT + AFTERWARDS], env=environment, check=False)
    assert done.returncode == 7
