"""Applicants as lists need them: a row and the words of each, out of the documents that are there; their words are cut behind."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

from izanau_protocol.canonical import Body

revision = "6"
down_revision = "5"

_TEXTS: Final = ("id", "job", "seeker", "applied", "stage", "since")
_FACTS: Final = ("name", "sort", "headline", "residence", "level")
_SORTED: Final = ("sort", "japanese", "months", "since", "expires")
_PARTS: Final = (
    "name, title, employer, work, school, study, skill, language, place, hobby, message, note, email, facts, post"
)
_LISTED: Final[dict[str, list[str]]] = {"at": [], "about": ["about"], "other": ["other"], "state": ["state"]}
_ONES_OWN: Final = ("scope LIKE 'applicants:%'", "scope LIKE 'contacts:%'", "scope LIKE 'job:%'")


def upgrade() -> None:
    """Make the tables and fill them; what is found by the words of an applicant leaves the index of single documents."""
    _shown()
    _tables()
    of_applicants = f"kind IN ('application', 'profile', 'contact', 'note') AND ({' OR '.join(_ONES_OWN)})"
    numbers = f"SELECT number FROM shown WHERE {of_applicants}"  # noqa: S608 - constants of this file
    op.execute(f"DELETE FROM search WHERE rowid IN ({numbers})")  # noqa: S608 - as above
    op.execute(f"DELETE FROM unindexed WHERE number IN ({numbers})")  # noqa: S608 - as above
    _fill()


def _shown() -> None:
    """Without the names that no list is sorted by any more, and what applicants are filtered by in their own table now."""
    op.rename_table("shown", "older")
    op.create_table(
        "shown",
        sa.Column("number", sa.Integer(), primary_key=True),
        *(sa.Column(name, sa.Text(), nullable=False, server_default="") for name in ("kind", "id", "scope")),
        sa.Column("pending", sa.Integer(), nullable=False, server_default="0"),
        *(sa.Column(name, sa.Text(), nullable=False, server_default="") for name in ("about", "other", "state", "at")),
    )
    columns = "number, kind, id, scope, pending, about, other, state, at"
    op.execute(f"INSERT INTO shown({columns}) SELECT {columns} FROM older ORDER BY number")  # noqa: S608 - as above
    op.drop_table("older")
    op.create_index("shown_by_id", "shown", ["kind", "id"], unique=True)
    for name, over in _LISTED.items():
        op.create_index(f"shown_by_{name}", "shown", ["kind", *over, "at"])
    there = sa.text("state <> ''")
    op.create_index("shown_by_about_state", "shown", ["kind", "about", "state", "at"], sqlite_where=there)
    of_people = "SELECT number FROM shown WHERE kind IN ('application', 'profile')"
    op.execute(f"DELETE FROM facet WHERE name NOT IN ('withdrawn', 'label') AND number IN ({of_people})")  # noqa: S608 - as above


def _tables() -> None:
    op.create_table(
        "applicant",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("id", sa.Text(), nullable=False, server_default="", unique=True),
        *(sa.Column(name, sa.Text(), nullable=False, server_default="") for name in _TEXTS[1:]),
        sa.Column("withdrawn", sa.Integer(), nullable=False, server_default="0"),
        *(sa.Column(name, sa.Text(), nullable=False, server_default="") for name in _FACTS),
        *(
            sa.Column(name, sa.Integer(), nullable=False, server_default="0")
            for name in ("japanese", "months", "current")
        ),
        *(sa.Column(name, sa.Text(), nullable=False, server_default="") for name in ("visa", "expires")),
        sa.Column("fit", sa.Integer(), nullable=False, server_default="0"),
        *(sa.Column(name, sa.Text(), nullable=False, server_default="") for name in ("turns", "owner")),
        sa.Column("hidden", sa.Integer(), nullable=False, server_default="0"),
    )
    _indexes()
    _beside()


def _indexes() -> None:
    there = sa.text("withdrawn = 0")
    for name, over in (
        ("withdrawn", ["withdrawn"]),
        ("owner_since", ["owner", "since"]),
        ("stage", ["stage"]),
        ("job", ["job"]),
        ("job_stage", ["job", "stage"]),
    ):
        op.create_index(f"applicant_by_{name}", "applicant", over, sqlite_where=there)
    op.create_index("applicant_by_job_hidden", "applicant", ["job", "hidden"])


def _beside() -> None:
    op.create_table(
        "labelled",
        sa.Column("label", sa.Text(), nullable=False, server_default="", primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False, server_default="0", primary_key=True),
    )
    op.create_index("labelled_by_number", "labelled", ["number"])
    op.create_table(
        "standing",
        sa.Column("job", sa.Text(), nullable=False, server_default="", primary_key=True),
        sa.Column("stage", sa.Text(), nullable=False, server_default="", primary_key=True),
        sa.Column("many", sa.Integer(), nullable=False, server_default="0"),
    )
    op.execute(
        f"CREATE VIRTUAL TABLE search_applicant USING fts5({_PARTS}, prefix='1 2 3', "
        "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* Co' tokenchars '+#._'\")"
    )


def _fill() -> None:
    """By the code of today: a row that it makes otherwise later is made anew by the migration that comes with that."""
    from izanau_desktop.cache import applicants
    from izanau_desktop.cache.parts import LATER

    class Filling:
        """The connection of the migration, as the cache asks for it."""

        def __init__(self) -> None:
            self.exec_driver_sql = op.get_bind().exec_driver_sql
            self.words: dict[int, tuple[str, str]] = {}
            self.posts: dict[str, Body] = {}
            rows = self.exec_driver_sql("SELECT id FROM shown WHERE kind = 'application'").all()
            self.applicants = {row[0]: {"application", LATER} for row in rows}

    applicants.write(Filling())
