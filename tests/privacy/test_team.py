"""A company's team: who has no right to the address has it nowhere, and who leaves keeps nothing of the applicants (policy 2.6, 6.1)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.window import Seat, holding
from tests.privacy import canaries
from tests.privacy.machine import Machine, close, everything_said, found_in
from tests.privacy.person import Person
from tests.privacy.stage import Stage

PLACES = ("Applicants", "Messages", "Exports", "Team", "Activity", "Privacy")


class Desk:
    """A company with an owner, somebody who applied, `mai`, and what there is to see of them."""

    def __init__(self, office: Stage) -> None:
        self.owner, self.job = office.company("umi"), office.job("umi")
        self.mai = office.seeker("mai")
        self.application = self.mai.apply_to(self.job, self.owner.company)
        self.owner.answer_to(self.mai, self.application)
        self.owner.note_on(self.application)


@pytest.fixture(scope="module")
def desk(office: Stage) -> Desk:
    return Desk(office)


def show(seat: Seat, desk: Desk) -> str:
    """See the applicant and every place that tells of people; all that was said."""
    seat.see("Places", "list")
    said = []
    for place in PLACES:
        seat.go(place)
        if place == "Applicants":
            seat.see(holding(canaries.canary("mai/family")))
        said.append(everything_said(seat))
    return "\n".join(said)


@pytest.mark.prv("PRV-30")
def test_reviewer_has_the_address_of_an_applicant_nowhere(office: Stage, desk: Desk) -> None:
    reviewer = office.member("sana", desk.owner, "reviewer")
    machine = Machine(office, "reviewer")
    machine.sign_in(reviewer)
    with machine.window() as seat:
        said = show(seat, desk)
        close(seat)
    address, name = desk.mai.email, canaries.canary("mai/family")
    told = [machine.izanau(*words).stdout for words in looks(desk, machine.folder)]
    wire = "\n".join([reviewer.everything(), reviewer.get(f"/v1/profiles/{desk.mai.profile}").text])
    places = {"window": said, "command": "\n".join(told), "wire": wire}
    assert [place for place, text in places.items() if name not in text] == [], "the applicant was looked at everywhere"
    assert [place for place, text in places.items() if address in text] == []
    held = machine.held()
    assert held.where(name), "the cache was opened with its key"
    assert held.where(address) == []
    files = {file.name: file.read_bytes() for file in machine.folder.glob("team.*")}
    assert sorted(files) == ["team.csv", "team.xlsx"]
    assert address.encode() not in b"".join(files.values())
    assert address in desk.owner.everything(), "the owner has it"


def looks(desk: Desk, folder: Path) -> list[tuple[str, ...]]:
    """What a reviewer can ask the command about an applicant."""
    found = [("applicant", "list"), ("applicant", "list", canaries.canary("mai/family"))]
    found += [("applicant", "show", desk.application), ("message", "list"), ("team", "list"), ("status",)]
    for form in ("csv", "xlsx"):
        found.append(("applicant", "export", "--format", form, "-o", str(folder / f"team.{form}")))
    return [
        *found,
        ("applicant", "exports"),
        ("sync",),
        ("sync", "log"),
        ("account", "export", "-o", str(folder / "own.zip")),
    ]


@pytest.mark.prv("PRV-62")
def test_who_leaves_a_company_keeps_nothing_of_its_applicants(office: Stage, desk: Desk) -> None:
    leaver = office.member("tomo", desk.owner, "recruiter")
    machine = Machine(office, "leaver")
    machine.sign_in(leaver)
    words = {desk.mai.email, *(canaries.canary(f"mai/{field}") for field in ("family", "given", "school", "skill"))}
    before = machine.held()
    assert all(before.where(one) for one in words)
    member = next(one["id"] for one in leaver.held(f"company:{desk.owner.company}").values() if mine(one, leaver))
    with machine.window() as seat:
        show(seat, desk)
        seat.go("Team")
        seat.see("Leave the company", "push button")
        answer = desk.owner.post("/v1/company/members/end", {"membership": member})
        assert answer.is_ok, answer.text
        seat.see(holding("Your membership of the company has ended."))
        assert found_in(words, everything_said(seat)) == []
        close(seat)
    machine.izanau.done("sync")
    held = machine.held()
    assert {one: held.where(one) for one in words if held.where(one)} == {}
    assert set(leaver.scopes()["scopes"]) == {leaver.own, "jobs"}


def mine(line: dict[str, object], person: Person) -> bool:
    """Whether an entry is somebody's membership."""
    view = line["view"]
    return line["kind"] == "membership" and isinstance(view, dict) and view["member"] == person.account
