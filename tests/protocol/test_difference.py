"""The difference of two texts as people read it: what stays, what is new, what went, in the order of reading."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from izanau_protocol.difference import Passage, changed, marked

TEXTS = st.lists(st.text("ab \n", max_size=6), max_size=8).map("\n".join)


def test_changed_line_is_removed_before_it_is_added() -> None:
    old, new = "# Policy\n\nWe keep logs.\n\nThe end.\n", "# Policy\n\nWe keep logs for 90 days.\n\nThe end.\n"
    assert changed(old, new) == (
        Passage("kept", "# Policy"),
        Passage("removed", "We keep logs."),
        Passage("added", "We keep logs for 90 days."),
        Passage("kept", "The end."),
    )


def test_text_set_anew_has_not_changed() -> None:
    assert [one.change for one in changed("a  b\n\nc", "a b \nc\n")] == ["kept"]


@given(TEXTS, TEXTS)
def test_passages_hold_both_texts_whole(old: str, new: str) -> None:
    def lines(text: str) -> list[str]:
        return [" ".join(line.split()) for line in text.splitlines() if line.strip()]

    found = changed(old, new)
    assert [line for one in found if one.change != "removed" for line in lines(one.text)] == lines(new)
    assert [line for one in found if one.change != "added" for line in lines(one.text)] == lines(old)


def test_words_are_marked_where_they_changed() -> None:
    found = marked("I play shogi.\nI cook.", "I play go.\nI cook.")
    assert [(one.change, one.text) for one in found] == [
        ("kept", "I play "),
        ("removed", "shogi"),
        ("added", "go"),
        ("kept", ".\nI cook."),
    ]
    assert [one.text for one in marked("将棋が好き", "囲碁が好き")] == ["将棋", "囲碁", "が好き"]


@given(st.text("ab \n将棋.", max_size=40), st.text("ab \n将棋.", max_size=40))
def test_marked_passages_hold_both_texts_whole(old: str, new: str) -> None:
    found = marked(old, new)
    assert "".join(one.text for one in found if one.change != "added") == old
    assert "".join(one.text for one in found if one.change != "removed") == new


def test_passage_too_long_to_compare_is_told_as_a_whole() -> None:
    old, new = "word " * 5000, "word " * 5000 + "more"
    assert [one.change for one in marked(old, new)] == ["removed", "added"]
