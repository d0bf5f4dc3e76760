"""The words of the pages in both languages, by name, from `words.tsv`."""

from __future__ import annotations

import csv
import functools
import io
from importlib.resources import files

from izanau_protocol.fields import Words


@functools.cache
def table() -> dict[str, Words]:
    """Every word by its name."""
    text = (files("izanau_site.pages") / "words.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {row["name"]: Words(row["en"], row["ja"]) for row in rows}


@functools.cache
def words(language: str) -> dict[str, str]:
    """The words of a language by name, as templates take them."""
    return {name: both.of(language) for name, both in table().items()}
