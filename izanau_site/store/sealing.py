"""The chain over the access log: each row is sealed with its own hash and the seal before it, behind the writers (PRV-17)."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Mapping
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, RowMapping, select, update

from izanau_protocol import ambient
from izanau_site.store.schema import access

SETTLED_SECONDS: Final = 120
"""A row this old stands in its place: no transaction lives that long, so none can come before it any more."""
_ROWS: Final = 2000
_LATER: Final = ("head",)
"""Columns that came later: sealed only where they say something, so that the seals of before still fit."""


def seal(connection: Connection) -> int:
    """Seal the rows that have settled; returns how many. One sealer at a time: the newest seal is locked."""
    last = connection.execute(_sealed().order_by(access.c.number.desc()).limit(1).with_for_update()).mappings().first()
    before, end = (str(last["seal"]), int(last["number"])) if last else ("", 0)
    rows = connection.execute(select(access).where(access.c.number > end).order_by(access.c.number).limit(_ROWS))
    settled, sealed = ambient.timestamp(seconds=-SETTLED_SECONDS), 0
    for row in itertools.takewhile(lambda one: one["at"] < settled, rows.mappings().all()):
        before = seal_of(row, before)
        connection.execute(update(access).where(access.c.number == row["number"]).values(seal=before))
        sealed += 1
    return sealed


def newest(connection: Connection) -> tuple[int, str]:
    """The number and the seal of the row that was sealed last; 0 and nothing before the first."""
    row = connection.execute(_sealed().order_by(access.c.number.desc()).limit(1)).one_or_none()
    return (int(row.number), str(row.seal)) if row else (0, "")


def reaches(connection: Connection, end: tuple[int, str]) -> bool:
    """Whether the chain holds what was its end once, as it was noted outside of this database."""
    number, held = end
    query = select(access.c.seal).where(access.c.number == number)
    return not number or connection.execute(query).scalar_one_or_none() == held


def broken(connection: Connection) -> list[int]:
    """The numbers of rows whose seal does not fit: changed, or with a row gone or put in before them."""
    wrong, before = [], ""
    for row in connection.execute(_sealed().order_by(access.c.number)).mappings():
        if row["seal"] != seal_of(row, before):
            wrong.append(int(row["number"]))
        before = str(row["seal"])
    return wrong


def seal_of(row: RowMapping | Mapping[str, Any], before: str) -> str:
    """The seal of a row after another."""
    content = {name: value for name, value in row.items() if name != "seal" and (value or name not in _LATER)}
    return hashlib.sha256(msgspec.json.encode([before, content], order="sorted")).hexdigest()


def _sealed() -> Any:
    return select(access).where(access.c.seal != "")
