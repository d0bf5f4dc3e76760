"""Strategies for bodies as documents hold them: fields, sets, items with positions, texts by language."""

from __future__ import annotations

import copy
import unicodedata
from collections.abc import Callable
from typing import cast

from hypothesis import strategies as st

from izanau_protocol.canonical import MOST_INTEGER, Body, Scalar
from izanau_protocol.patch import Path

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8).map(
    lambda text: unicodedata.normalize("NFC", text)
)
scalars: st.SearchStrategy[Scalar] = st.one_of(st.booleans(), st.integers(-MOST_INTEGER, MOST_INTEGER), texts)
names = st.sampled_from(["a", "b", "c", "é", "髙", "\U00020bb7", "\n"])
positions = st.sampled_from(["V1", "V2", "k1", "zz5"])

values: st.SearchStrategy[object] = st.recursive(
    st.one_of(scalars, st.lists(scalars, max_size=3)),
    lambda inner: st.dictionaries(names, inner, max_size=3),
    max_leaves=8,
)
trees: st.SearchStrategy[Body] = st.dictionaries(names, values, max_size=4)
"""Any body at all, types changing from one to the next."""

small = st.one_of(st.sampled_from(["", "x", "y"]), st.sampled_from([0, 1, True, False]))
proses = st.lists(st.sampled_from(["one", "one of two", "two", ""]), max_size=6).map("\n".join)
items = st.fixed_dictionaries(
    {"position": positions}, optional={"title": small, "current": st.booleans(), "text": proses}
)
documents: st.SearchStrategy[Body] = st.fixed_dictionaries(
    {},
    optional={
        "name": small,
        "text": proses,
        "citizenship": st.lists(st.sampled_from(["JP", "BR", "VN"]), max_size=2),
        "visa": st.one_of(small, st.dictionaries(st.sampled_from(["status", "expires"]), small, max_size=2)),
        "work": st.dictionaries(st.sampled_from(["i1", "i2", "i3"]), items, max_size=3),
    },
).map(lambda body: cast("Body", body))
"""Bodies of one small schema, so that three of them often meet in a field."""


def is_text(path: Path) -> bool:
    """The long free texts of `documents`."""
    return path[-1] == "text"


def unchanged(*bodies: Body) -> Callable[[], bool]:
    """Remember bodies; the answer tells whether they are still as they were."""
    before = copy.deepcopy(bodies)
    return lambda: bodies == before
