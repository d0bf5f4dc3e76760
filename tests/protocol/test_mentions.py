"""Who is mentioned in a note: by the name behind the sign, in either script, and nobody else."""

from __future__ import annotations

import pytest

from izanau_protocol.rules.mentions import mentioned

TEAM = {"a": "Aki", "b": "Aki Sato", "c": "田中", "d": "José Núñez", "e": ""}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@Aki: call her back", ("a",)),
        ("Ask @aki sato, please", ("b",)),
        ("@Aki Sato and @Aki", ("a", "b")),
        ("＠田中さん、確認をお願いします", ("c",)),
        ("@jose nunez knows", ("d",)),
        ("Aki and hr@akita.example", ()),
        ("@ nobody, @", ()),
    ],
)
def test_note_mentions_whom_it_names_behind_the_sign(text: str, named: tuple[str, ...]) -> None:
    assert mentioned(text, TEAM) == named


def test_one_note_mentions_twenty_people_at_most() -> None:
    team = {str(number): f"Person{number:03}x" for number in range(30)}
    assert len(mentioned(" ".join(f"@{name}" for name in team.values()), team)) == 20
