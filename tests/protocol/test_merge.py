"""Merging: the laws of sync.md R14, no lost write, no torn item."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from izanau_protocol.canonical import Body, decode, encode, equal
from izanau_protocol.lines import keep_both, merge_lines
from izanau_protocol.merge import CannotKeepBoth, Conflict, Merged, Take, fate, merge, resolve
from izanau_protocol.patch import Path, applied, changes, is_item, touched, value_at, with_value
from tests.protocol.bodies import documents, is_text, proses, trees, unchanged

either = st.tuples(documents, documents, documents) | st.tuples(trees, trees, trees)
Three = tuple[Body, Body, Body]


def merged(base: Body, mine: Body, theirs: Body) -> Merged:
    return merge(base, mine, theirs, is_text)


def settled(body: Body, conflict: Conflict, take: Take) -> Body:
    return with_value(body, conflict.path, resolve(conflict, take))


@given(either)
def test_merging_leaves_its_sides_alone(three: Three) -> None:
    untouched = unchanged(*three)
    merged(*three)
    assert untouched()


@given(documents | trees, documents | trees)
def test_the_same_edit_on_both_sides_is_that(base: Body, both: Body) -> None:
    assert merged(base, both, both) == Merged(both, (), both)


@given(documents | trees, documents | trees)
def test_only_one_side_changed_gives_that_side(base: Body, edited: Body) -> None:
    for result in (merged(base, edited, base), merged(base, base, edited)):
        assert encode(result.body) == encode(result.visible) == encode(edited)
        assert not result.conflicts


@given(either)
def test_sides_may_be_swapped_where_automatic(three: Three) -> None:
    base, mine, theirs = three
    one, two = merged(base, mine, theirs), merged(base, theirs, mine)
    assert {(c.path, repr(c.mine), repr(c.theirs)) for c in one.conflicts} == {
        (c.path, repr(c.theirs), repr(c.mine)) for c in two.conflicts
    }
    apart = touched(changes(one.body, two.body)) + touched(changes(two.body, one.body))
    assert all(path[-1] == "position" or _in_conflict(path, one) for path in apart)


@given(either)
def test_merging_the_result_again_changes_nothing(three: Three) -> None:
    base, mine, theirs = three
    first = merged(base, mine, theirs)
    for again in (merged(base, first.body, theirs), merged(theirs, first.body, theirs)):
        assert encode(again.body) == encode(first.body)
        assert not again.conflicts
    visible = merged(base, first.visible, theirs)
    assert encode(visible.body) == encode(first.body)
    assert encode(visible.visible) == encode(first.visible)


@given(either)
def test_a_pushed_merge_leaves_nothing_to_push(three: Three) -> None:
    base, mine, theirs = three
    first = merged(base, mine, theirs)
    site = applied(theirs, changes(theirs, first.body))
    then = merged(theirs, first.body, site)
    assert changes(site, then.body) == {}
    assert not then.conflicts


@given(st.tuples(documents, documents, documents))
def test_no_edit_is_lost(three: Three) -> None:
    base, mine, theirs = three
    result = merged(base, mine, theirs)
    for side in (mine, theirs):
        for path in touched(changes(base, side)):
            kept = equal(value_at(result.body, path), value_at(side, path))
            assert kept or _in_conflict(path, result) or _may_settle(path, base, mine, theirs)


@given(st.tuples(documents, documents, documents))
def test_nothing_is_in_the_result_that_no_side_had(three: Three) -> None:
    base, mine, theirs = three
    result = merged(base, mine, theirs)
    for path in touched(changes({}, result.body)):
        found, sides = value_at(result.body, path), [value_at(side, path) for side in (mine, theirs)]
        emptied = found == {} and all(isinstance(side, dict) for side in sides)  # each removed what the other kept
        assert any(equal(found, side) for side in sides) or path[-1] == "text" or emptied


@given(st.tuples(documents, documents, documents))
def test_no_item_is_torn(three: Three) -> None:
    result = merged(*three)
    for body in (result.body, result.visible):
        work = body.get("work", {})
        assert isinstance(work, dict)
        assert all(map(is_item, work.values()))


@given(st.tuples(documents, documents, documents))
def test_results_can_be_written(three: Three) -> None:
    result = merged(*three)
    assert decode(encode(result.body)) == result.body
    assert decode(encode(result.visible)) == result.visible


@given(st.tuples(documents, documents, documents), st.sampled_from(["mine", "theirs"]))
def test_settling_each_conflict_ends_the_difference(three: Three, take: Take) -> None:
    result = merged(*three)
    body = result.body
    for conflict in result.conflicts:
        body = settled(body, conflict, take)
        assert equal(value_at(body, conflict.path), conflict.mine if take == "mine" else conflict.theirs)
    if take == "theirs":
        assert encode(body) == encode(result.body)


ITEM: Body = {"position": "V1", "title": "x", "text": "one\ntwo\nthree"}
BASE: Body = {"name": "A", "citizenship": ["BR"], "work": {"i1": ITEM}}


def _with(**fields: object) -> Body:
    return {**BASE, "work": {"i1": {**ITEM, **fields}}}


def test_edits_of_two_fields_both_stand() -> None:
    result = merged(BASE, {**BASE, "name": "B"}, _with(title="y"))
    assert result.body == {**_with(title="y"), "name": "B"}
    assert not result.conflicts


def test_edits_of_one_field_are_a_conflict() -> None:
    result = merged(BASE, {**_with(title="m"), "name": "B"}, _with(title="t"))
    assert result.conflicts == (Conflict(("work", "i1", "title"), "x", "m", "t"),)
    assert result.body == {**_with(title="t"), "name": "B"}
    assert result.visible == {**_with(title="m"), "name": "B"}


def test_a_set_is_changed_as_a_whole() -> None:
    result = merged(BASE, {**BASE, "citizenship": ["BR", "JP"]}, {**BASE, "citizenship": ["BR", "VN"]})
    assert [conflict.path for conflict in result.conflicts] == [("citizenship",)]
    assert resolve(result.conflicts[0], "both") == ["BR", "JP", "VN"]


def test_an_item_removed_here_and_edited_there_is_kept() -> None:
    gone, edited = {**BASE, "work": {}}, _with(title="y")
    here = merged(BASE, gone, edited)
    assert here.conflicts == (Conflict(("work", "i1"), ITEM, None, {**ITEM, "title": "y"}),)
    assert here.body == here.visible == edited
    there = merged(BASE, edited, gone)
    assert there.body == gone
    assert there.visible == edited
    assert settled(there.body, there.conflicts[0], "mine") == edited
    assert settled(here.body, here.conflicts[0], "mine") == gone


def test_an_item_removed_here_and_moved_there_is_removed() -> None:
    gone, moved = {**BASE, "work": {}}, _with(position="k1")
    assert merged(BASE, gone, moved) == merged(BASE, moved, gone) == Merged(gone, (), gone)


def test_only_the_position_of_something_settles_alone() -> None:
    base, mine, theirs = (Body(position=place) for place in ("B", "C", "D"))
    assert not merged({"skill": base}, {"skill": mine}, {"skill": theirs}).conflicts
    assert [one.path for one in merged(base, mine, theirs).conflicts] == [("position",)]


def test_two_moves_settle_alone_as_theirs() -> None:
    result = merged(BASE, _with(position="11"), _with(position="k1"))
    assert result == Merged(_with(position="k1"), (), _with(position="k1"))


def test_long_texts_are_merged_by_lines() -> None:
    result = merged(BASE, _with(text="ONE\ntwo\nthree"), _with(text="one\ntwo\nthree\nfour"))
    assert result.body == _with(text="ONE\ntwo\nthree\nfour")
    assert not result.conflicts


def test_lines_that_meet_are_a_conflict() -> None:
    result = merged(BASE, _with(text="one\nMINE\nthree"), _with(text="one\nTHEIRS\nthree\nfour"))
    (conflict,) = result.conflicts
    assert resolve(conflict, "both") == "one\nMINE\nTHEIRS\nthree\nfour"


def test_neighbouring_lines_are_no_automatic_merge() -> None:
    assert merge_lines("one\ntwo", "ONE\ntwo", "one\nTWO") is None
    assert merge_lines("one\nx\ntwo", "ONE\nx\ntwo", "one\nx\nTWO") == "ONE\nx\nTWO"
    assert merge_lines("a b\nc\nd\ne\nf g", "a b\nC\nd\ne\nf g", "a b\nc\nd\nE\nf g") == "a b\nC\nd\nE\nf g"


def test_a_text_that_would_not_settle_is_a_conflict() -> None:
    """Merged once it would be "a, c", which read against the base is another edit than the two it came from."""
    assert merge_lines("c\na", "c\na\nc", "a") is None


def test_a_group_removed_here_and_emptied_there_is_removed() -> None:
    base: Body = {"visa": {"status": "x"}}
    assert merged(base, {}, {"visa": {}}) == merged(base, {"visa": {}}, {}) == Merged({}, (), {})
    assert merged({}, {"visa": {}}, {"name": "A"}).body == {"visa": {}, "name": "A"}


def test_short_texts_are_never_merged_by_lines() -> None:
    mine, theirs = _with(title="x\nmine"), _with(title="theirs\nx")
    assert len(merged({**_with(title="x")}, mine, theirs).conflicts) == 1


@given(proses, proses, proses)
def test_merged_lines_hold_all_that_was_added(base: str, mine: str, theirs: str) -> None:
    result = merge_lines(base, mine, theirs)
    assert result == merge_lines(base, theirs, mine)
    if result is not None:
        old = set(base.split("\n"))
        added = (set(mine.split("\n")) | set(theirs.split("\n"))) - old
        assert added <= set(result.split("\n"))


@given(proses, proses, proses)
def test_keeping_both_agrees_with_merging(base: str, mine: str, theirs: str) -> None:
    both = keep_both(base, mine, theirs)
    assert set(both.split("\n")) >= (set(mine.split("\n")) | set(theirs.split("\n"))) - set(base.split("\n"))
    result = merge_lines(base, mine, theirs)
    if result is not None and base not in (mine, theirs) and mine != theirs:
        assert both == result


def test_a_number_cannot_be_kept_both() -> None:
    for mine, theirs in ((2, 3), (None, "y"), (["a"], None), (None, ["a"])):
        conflict = Conflict(("a",), 1, mine, theirs)
        with pytest.raises(CannotKeepBoth):
            resolve(conflict, "both")


def test_both_texts_are_kept_where_there_was_none() -> None:
    assert resolve(Conflict(("a",), None, "x", "y"), "both") == keep_both("", "x", "y")
    assert resolve(Conflict(("a",), 5, "x", "y"), "both") == keep_both("", "x", "y")
    assert resolve(Conflict(("a",), 5, "x", ""), "both") == "x"


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "both"),
    [
        ("a b\nc\nd\ne\nf", "A B\nc\nd\ne\nF", "a b\nc\nD\ne\nf", "A B\nc\nD\ne\nF"),  # apart
        ("a b\nc\nd\ne\nf", "a b\nc\nD\ne\nf", "A B\nc\nd\ne\nF", "A B\nc\nD\ne\nF"),  # the other way round
        ("a\nb\nc", "a\nB\nc", "a\nX\nY\nc", "a\nB\nX\nY\nc"),  # at one place: mine, then theirs
        ("a\nb\nc", "A\nb\nc", "a\nB\nc", "A\nb\na\nB\nc"),  # neighbours
        ("a\nb\nc", "a\nB\nc", "A\nb\nc", "a\nB\nA\nb\nc"),
        ("a\nb\nc\nd\ne", "A\nb\nC\nd\ne", "a\nX\nd\nE", "A\nb\nC\na\nX\nd\nE"),  # two of mine meet one of theirs
        ("a\nb\nc\nd\ne", "a\nX\nd\nE", "A\nb\nC\nd\ne", "a\nX\nA\nb\nC\nd\nE"),
        ("a\nb\nc\nd", "a\nX\nc\nD", "a\nY\nc\nE", "a\nX\nY\nc\nD\nE"),  # at two places
    ],
)
def test_keeping_both_is_mine_then_theirs_where_they_meet(base: str, mine: str, theirs: str, both: str) -> None:
    assert keep_both(base, mine, theirs) == both


def test_mine_is_seen_and_theirs_is_sent_until_a_conflict_is_settled() -> None:
    shown = merged({"name": "A", "phone": "1"}, {"name": "B", "phone": "1"}, {"name": "C", "phone": "2"})
    assert (shown.body, shown.visible) == ({"name": "C", "phone": "2"}, {"name": "B", "phone": "2"})
    removed = merged({"name": "A"}, {}, {"name": "C"})  # theirs is seen until it is settled, and that is what is sent
    assert [one.path for one in removed.conflicts] == [("name",)]
    assert removed.visible == removed.body == {"name": "C"}


def test_a_conflict_may_settle_as_something_else() -> None:
    conflict = Conflict(("name",), "A", "B", "C")
    takes: list[tuple[Take, object]] = [("value", "D"), ("value", None), ("theirs", "D")]
    assert [resolve(conflict, take, value) for take, value in takes] == ["D", None, "C"]


@given(documents, documents)
def test_a_deleted_document_meets_an_edit(base: Body, edited: Body) -> None:
    same = equal(base, edited)
    assert fate(base, None, edited) == (None if same else Conflict((), base, None, edited))
    assert fate(base, edited, None) == (None if same else Conflict((), base, edited, None))
    assert fate(base, edited, base) is fate(base, None, None) is None


def _in_conflict(path: Path, result: Merged) -> bool:
    """A path at, under or above one of the conflicts."""
    return any(
        conflict.path[: len(path)] == path or path[: len(conflict.path)] == conflict.path
        for conflict in result.conflicts
    )


def _may_settle(path: Path, base: Body, mine: Body, theirs: Body) -> bool:
    """What settles without either side's very value: moves, merged lines, a map that one removed and one added to."""
    values = [value_at(side, path) for side in (base, mine, theirs)]
    inside = any(
        not equal(value_at(base, path[:n]), value_at(side, path[:n])) for side in (mine, theirs) for n in (1, 2)
    )
    return path[-1] in ("position", "text") or (inside and any(isinstance(value, dict) for value in values))
