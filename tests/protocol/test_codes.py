"""Tables of codes and the fields that name them."""

from __future__ import annotations

import msgspec
import pytest

from izanau_protocol import codes, fields


class _Bare(msgspec.Struct):
    nameless: str = ""


def test_table_that_is_not_there_is_no_empty_one() -> None:
    with pytest.raises(KeyError, match="nonsense"):
        codes.table("nonsense")


def test_field_without_words_is_no_field() -> None:
    with pytest.raises(TypeError, match="nameless has no words"):
        fields.fields_of("odd", _Bare)
