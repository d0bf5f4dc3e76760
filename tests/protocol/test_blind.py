"""Blind review: what is hidden of a profile, until when, and by what somebody is called meanwhile."""

from __future__ import annotations

import copy

from hypothesis import given
from hypothesis import strategies as st

from izanau_protocol.canonical import Body
from izanau_protocol.visibility import blind

WHOLE: Body = {
    "name": {"full": "Nguyễn Thị Mai"},
    "birthday": "1996-04-02",
    "citizenship": ["VN"],
    "residence": "JP",
    "education": {"e1": {"school": "Hanoi", "degree": "bachelor", "position": "V"}, "e2": {"position": "W"}},
    "work": {"w1": {"company": "Umi", "title": "Tester", "position": "V"}},
}


def test_blinded_profile_keeps_what_says_how_somebody_works() -> None:
    before = copy.deepcopy(WHOLE)
    assert blind.blinded(WHOLE) == {
        "residence": "JP",
        "education": {"e1": {"degree": "bachelor", "position": "V"}, "e2": {"position": "W"}},
        "work": WHOLE["work"],
    }
    assert before == WHOLE


def test_applicant_is_hidden_until_unblinded_at_that_job_only() -> None:
    assert blind.is_blind({"blind": True}, {"stage": "final"})
    assert blind.is_blind({"blind": True}, {"unblinded": {}})
    assert not blind.is_blind({"blind": True}, {"unblinded": {"u1": {"position": "V"}}})
    assert not blind.is_blind({}, {})


@given(st.uuids())
def test_code_is_four_signs_that_stay(identity: object) -> None:
    code = blind.code(str(identity))
    assert code == blind.code(str(identity))
    assert len(code) == 4
    assert code.isalnum()
    assert not set(code) & set("ILOU")
    assert (blind.called(code).en, blind.called(code).ja) == (f"Applicant {code}", f"応募者 {code}")
    assert blind.called("").en == ""
