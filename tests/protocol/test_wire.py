"""What is read off the messages of the site."""

from __future__ import annotations

from izanau_protocol import wire


def test_highest_seq_of_a_scope_is_told_in_whatever_order_answers_come() -> None:
    def answer(*seqs: tuple[str, int]) -> wire.Answer:
        return wire.Answer("p", "applied", [wire.Settled("job", "j", scope, seq) for scope, seq in seqs])

    answers = [answer(("jobs", 3), ("staff", 7)), answer(("jobs", 2)), answer()]
    assert wire.highest(answers) == {"jobs": 3, "staff": 7}
