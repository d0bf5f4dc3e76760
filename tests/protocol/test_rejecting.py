"""A company's reasons for rejection: begun from the usual ones, in its order, and none of them ever without its words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from izanau_protocol import codes, patch, rules
from izanau_protocol.fields import Words
from izanau_protocol.merge import merge
from izanau_protocol.rules import rejecting, wording

Body = dict[str, Any]
USUAL = list(codes.table("reject_reason"))
WHOLE: Body = {"name": "Alpha"}


def company(reasons: Body) -> Body:
    """A company with these reasons."""
    return {**WHOLE, "reasons": reasons}


def offered(body: Body) -> list[str]:
    """What can be given, in English."""
    return [row.words.en for row in rejecting.offered(body)]


def test_company_without_a_list_has_the_usual_reasons() -> None:
    assert [row.id for row in rejecting.reasons(WHOLE)] == USUAL
    assert offered(WHOLE)[0] == "Language level"


def test_first_reason_of_its_own_joins_the_usual_ones() -> None:
    body = company(rejecting.added(WHOLE, "r1", {"ja": "シフトが合わない"}))
    assert offered(body) == [*(words.en for words in codes.table("reject_reason").values()), "シフトが合わない"]
    assert rules.problems("company", body) == ()


def test_retired_reason_is_given_no_more_and_keeps_its_words() -> None:
    body = company(rejecting.retired(WHOLE, "skills"))
    assert "Skills" not in offered(body)
    assert rejecting.words(rejecting.reasons(body), "skills") == Words("Skills", "スキル")
    assert rejecting.is_known(body, "skills")
    assert "Skills" in offered(company(rejecting.retired(body, "skills", away=False)))


def test_other_words_hold_where_the_reason_was_given_before() -> None:
    body = company(rejecting.renamed(WHOLE, "other", {"en": "Something else"}))
    assert rejecting.words(rejecting.reasons(body), "other") == Words("Something else", "Something else")


@given(st.data())
def test_moving_changes_the_order_of_what_is_offered_alone(data: st.DataObject) -> None:
    body = company(rejecting.retired(WHOLE, "skills"))
    order = [row.id for row in rejecting.offered(body)]
    reason, by = data.draw(st.sampled_from(order)), data.draw(st.sampled_from((-1, 1)))
    at = order.index(reason)
    found = [row.id for row in rejecting.offered(company(rejecting.moved(body, reason, by)))]
    if 0 <= at + by < len(order):
        order[at], order[at + by] = order[at + by], order[at]
    assert found == order


def test_two_who_begin_the_list_offline_keep_both_reasons() -> None:
    one = company(rejecting.added(WHOLE, "r1", {"en": "Shifts"}))
    two = company(rejecting.retired(company(rejecting.added(WHOLE, "r2", {"en": "Commute"})), "other"))
    merged = merge({**WHOLE}, one, two)
    assert merged.conflicts == ()
    assert {*offered(merged.body or {})} == {*offered(WHOLE), "Shifts", "Commute"} - {"Other"}


def test_two_who_retire_the_last_two_at_once_leave_one(company_of_two: Body) -> None:
    one = company(rejecting.retired(company_of_two, "skills"))
    two = company(rejecting.retired(company_of_two, "other"))
    merged = merge(company_of_two, one, two).body or {}
    assert offered(merged) == ["Language level"]  # the first
    assert offered(company(rejecting.retired(merged, "other", away=False))) == ["Other"]


@pytest.fixture
def company_of_two() -> Body:
    """A company that gives two reasons only."""
    body = WHOLE
    for reason in USUAL:
        body = body if reason in ("skills", "other") else company(rejecting.retired(body, reason))
    return body


def test_reason_that_is_taken_away_is_retired_instead() -> None:
    before = company(rejecting.added(WHOLE, "r1", {"en": "Shifts"}))
    after = patch.apply(before, {"reasons": {"r1": None}}) or {}
    kept = company(rejecting.kept(before, after))
    assert rejecting.words(rejecting.reasons(kept), "r1").en == "Shifts"
    assert "Shifts" not in offered(kept)
    assert rejecting.kept({}, WHOLE) == {}
    assert company(rejecting.kept(before, WHOLE)) == before  # never all at once


@pytest.mark.parametrize("typed", ["filled", "Position filled", "POSITION FILLED", "採用枠の充足"])
def test_reason_is_named_by_id_or_words_of_either_language(typed: str) -> None:
    found = rejecting.find(rejecting.reasons(WHOLE), typed)
    assert found is not None
    assert found.id == "filled"
    assert rejecting.find(rejecting.reasons(WHOLE), "no such reason") is None


def test_reason_of_a_newer_site_is_told_by_its_id() -> None:
    assert rejecting.words(rejecting.reasons(WHOLE), "r9") == Words("r9", "r9")
    assert not rejecting.is_known(WHOLE, "r9")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Too old", "age"),
        ("年齢が高い", "age"),
        ("50代のため", "age"),
        ("Gender", "sex"),
        ("女性だから", "sex"),
        ("Nationality", "nationality"),
        ("Foreign national", "nationality"),
        ("外国籍", "nationality"),
        ("Pregnancy", "private"),
        ("Has small children", "private"),
        ("家庭の事情", "private"),
        ("出身地が遠い", "private"),
        ("35歳以下ではない", "age"),
    ],
)
def test_what_is_no_reason_for_rejection_has_a_hint(text: str, kind: str) -> None:
    found = wording(text, rejecting=True)
    assert found
    assert found[0].kind == kind
    assert found[0].instead.ja


@pytest.mark.parametrize(
    "text",
    [
        *(text for words in codes.table("reject_reason").values() for text in (words.en, words.ja)),
        "No foreign language at B2",
        "Stage of the project, average typing, message left",
        "Overtime over 30 hours is not possible",
        "障害対応の経験なし",
        "出身校の専攻が異なる",
        "在留資格の範囲外",
        "Period of stay too short",
    ],
)
def test_reason_from_the_work_has_no_hint(text: str) -> None:
    assert wording(text, rejecting=True) == ()


def test_advertisement_may_name_what_is_no_reason() -> None:
    assert wording("Family allowance; 年齢不問") == ()


def test_hints_on_reasons_are_told_in_both_languages() -> None:
    for row in codes.rows("wording_rejecting.tsv"):
        assert row["kind"] in rules.reasons()
        assert row["en"]
        assert row["ja"]
