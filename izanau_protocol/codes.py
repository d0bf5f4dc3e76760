"""The code tables of the field (countries, languages, statuses of residence, levels …) with their words in both languages."""

from __future__ import annotations

import csv
import functools
import io
import json
from importlib.resources import files

import msgspec

from izanau_protocol.fields import Words


class Residence(msgspec.Struct, frozen=True):
    """A status of residence: what work it allows (any, limited, case, no), the longest period of stay in months, and what
    work a permission may allow beside it (28h, individual, none; empty where no table says)."""

    code: str
    words: Words
    work: str
    max_months: int | None
    permission: str


def _read(name: str) -> str:
    return (files("izanau_protocol") / "tables" / name).read_text(encoding="utf-8")


def rows(name: str, delimiter: str = "\t") -> list[dict[str, str]]:
    """The lines of a file of `tables/` by the names in its head."""
    return list(csv.DictReader(io.StringIO(_read(name)), delimiter=delimiter, quoting=csv.QUOTE_MINIMAL))


@functools.cache
def residences() -> dict[str, Residence]:
    """The statuses of residence by code, in the order of the Act."""
    return {
        row["code"]: Residence(
            row["code"], Words(row["en"], row["ja"]), row["work"], row["max_months"], row["part_time_permission"] or ""
        )
        for row in json.loads(_read("status_of_residence.json"))
    }


@functools.cache
def table(name: str) -> dict[str, Words]:
    """The codes of a table with their words, in the order of the table.

    Raises KeyError for a table that is not there.
    """
    if name in ("countries", "languages"):
        return {row["code"]: Words(row["en"], row["ja"]) for row in rows(f"{name}.tsv")}
    if name == "prefectures":
        return {row["iso"]: Words(row["en"], row["ja"]) for row in rows("prefectures.tsv")}
    if name == "residences":
        return {code: status.words for code, status in residences().items()}
    found = {row["code"]: Words(row["en"], row["ja"]) for row in rows("codes.tsv") if row["table"] == name}
    if not found:
        raise KeyError(name)
    return found


def words(name: str, code: str, language: str) -> str:
    """The words for a code, or the code itself where the table does not know it (a newer site may)."""
    known = table(name).get(code)
    return known.of(language) if known else code
