"""The main job in real windows, each a process of its own with its own data: the person, two companies, staff, a visitor."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from izanau_desktop.tour import company_steps, entrance_steps, person, seeker_steps, staff_steps
from izanau_desktop.tour.program import Program
from izanau_desktop.tour.seat import Seat, holding, starting
from tests.journeys.api import Api
from tests.journeys.cachefile import Held
from tests.journeys.world import World, world

pytestmark = [pytest.mark.journey, pytest.mark.timeout(600)]

EMAIL, HR, OTHER, STAFF = "quokkabird@story.example", "mori@story.example", "else@story.example", "ren@story.example"
CODE = re.compile(r"^\s*([A-Z2-9]{8})\s*$", re.MULTILINE)
JOB, OTHER_JOB = "Keeper of the nine lakes", "Keeper of the far hills"
COMPANY, OTHER_COMPANY = "Mori Waters", "Elsewhere Hills"
QUESTION, NOTE = "Does the zorilla need feeding at night?", "Strong on wombat lakes."
REQUEST, ANSWER = "My birthday is wrong: it is the 21st, not the 12th.", "Corrected. Thank you for telling us."
NAMES = (person.NAME, "Lindqvist", "Norrvatten", "Dalarna", "choir", QUESTION, "zorilla")
"""What the person wrote."""
NOTES = (NOTE, "wombat")
"""What was written about them."""


@pytest.fixture
def place(desktop: Mapping[str, str], tmp_path: Path) -> Iterator[World]:
    with world(tmp_path, desktop, seekers=12, jobs=10) as made:
        made.add_company(COMPANY, HR)
        made.add_company(OTHER_COMPANY, OTHER)
        made.add_staff(STAFF)
        made.publish_job(made.sign_in("hr", HR), title={"en": JOB, "ja": JOB})
        made.publish_job(made.sign_in("other", OTHER), title={"en": OTHER_JOB, "ja": OTHER_JOB})
        yield made


class Told:
    """The story in the windows of one world."""

    def __init__(self, place: World, stack: ExitStack) -> None:
        self.place, self._stack = place, stack

    def open(self, who: str) -> Seat:
        """Open the window of somebody who has an account there; it stays until it is closed, or the story ends."""
        seat = self._stack.enter_context(self.place.window(who))
        seat.see("Places", "list")
        return seat

    def begin(self, who: str) -> Seat:
        """Open a window on a machine that knows nobody yet."""
        return self._stack.enter_context(self.place.window(who, "--site", self.place.network.url))

    def close(self, seat: Seat) -> None:
        """Close a window as a person does; its program ends well and complained of nothing."""
        assert isinstance(seat.hands, Program)
        assert seat.hands.quit() == 0
        said = (self.place.said_by(seat.who) / "stderr.txt").read_text("utf-8")
        assert not any(f"{how} " in said for how in ("ERROR", "CRITICAL", "Traceback")), said

    def held(self, *who: str) -> Held:
        """All that lies in the data folders of these people, and all that their windows wrote."""
        folders = [folder for one in who for folder in (self.place.folder / one, self.place.said_by(one))]
        return Held(self.place.env, *folders)

    def answered(self, who: str, *identities: str) -> str:
        """All that the API answers to somebody, and to a guest."""
        url, env = self.place.site.url, self.place.env
        return "\n".join(
            Api(url, env, data_dir).everything(*identities) for data_dir in (self.place.folder / who, None)
        )


def synced(seat: Seat) -> None:
    """Have all sent and all read, and see the window say so."""
    seat.until(lambda: seat.izanau("sync", exits=(0, 3))["pushed"] >= 0, "a sync")
    seat.until(lambda: seat.izanau("status")["waiting"] == 0, "nothing waiting")
    seat.hands.key("F5")
    seat.see(starting("All synced"))


def sign_up(told: Told) -> Seat:
    """Read the policy, agree, sign up, and confirm with the code out of the real mail."""
    me = told.begin("seeker")
    entrance_steps.want_to_sign_up(me)
    seeker_steps.agree_and_sign_up(me, EMAIL)
    found = CODE.search(told.place.sink.await_mail(EMAIL).words)
    assert found
    seeker_steps.confirm(me, found[1])
    me.until(lambda: me.izanau("status")["confirmed"], "the confirmed address")
    return me


def fill_in_without_network(told: Told, me: Seat) -> Seat:
    """Fill in all ten sections without the network, quit, start again: all is there, and goes out later."""
    told.place.network.cut()
    me.see(starting("Offline since"))
    seeker_steps.fill_profile(me)
    told.close(me)
    me = told.open("seeker")
    me.see("10 of 10 sections filled in")
    me.see(starting("Offline since"))
    assert person.is_as_typed(me.izanau("profile", "show"))
    assert me.izanau("status")["waiting"] > 0
    told.place.network.open()
    synced(me)
    return me


def register_and_apply(me: Seat) -> str:
    """Show the profile publicly after seeing what becomes public, find the job, apply, told what the company will see."""
    seeker_steps.register(me)
    me.see("Your profile becomes public")
    me.until(lambda: me.izanau("profile", "show").get("registered"), "the public profile")
    seeker_steps.apply(me, JOB, COMPANY)
    me.see(holding(f"Applied to {COMPANY}"))
    synced(me)
    (application,) = me.items("application", "list")
    return str(application["id"])


def review(told: Told, me: Seat) -> Seat:
    """HR finds the applicant, reads everything, adds a note, moves the stage; the person's window shows it."""
    hr = told.open("hr")
    hr.until(lambda: company_steps.application(hr), "the application having come")
    company_steps.find_applicant(hr)
    company_steps.read_whole(hr, EMAIL)
    company_steps.note(hr, NOTE)
    hr.see(holding(NOTE))
    company_steps.advance(hr)
    hr.see("Screening", "label")
    synced(hr)
    seen = company_steps.application(hr)
    assert (seen["email"], seen["stage"]) == (EMAIL, "screening")
    me.go("My applications")
    me.see("In review", "label")
    return hr


def ask_another_company(told: Told, me: Seat, profile: str) -> Seat:
    """A question to a company without applying: relayed, and the address nowhere: window, command, API, mail, cache."""
    seeker_steps.ask(me, OTHER_JOB, QUESTION)
    synced(me)
    other = told.open("other")
    other.go("Messages")
    other.see(holding(QUESTION))
    synced(other)
    assert QUESTION in str(other.izanau("message", "list"))
    sees_no_address(told, other, profile)
    return other


def sees_no_address(told: Told, other: Seat, profile: str) -> None:
    """The other company has neither application nor address, wherever one looks."""
    company_steps.sees_nobody(other)
    assert EMAIL not in other.hands.dump()
    other.go("Messages")
    other.see(holding(QUESTION))
    assert EMAIL not in other.hands.dump()
    assert other.items("applicant", "list") == []
    assert EMAIL not in str(other.izanau("message", "list"))
    api = told.answered("other", profile)
    assert QUESTION in api
    assert EMAIL not in api
    held = told.held("other")
    assert held.where("zorilla")
    assert held.where("quokkabird") == []
    mails = [mail for mail in told.place.sink.mails if EMAIL not in mail.receivers]
    assert [mail for mail in mails if "quokkabird" in mail.message.as_string()] == []


def mend(told: Told, me: Seat) -> None:
    """Signed out the person writes that the birthday is wrong; staff mend it, with a reason; the owner sees it all."""
    visitor = told.begin("visitor")
    entrance_steps.look_around(visitor)
    entrance_steps.contact(visitor, EMAIL, REQUEST)
    told.close(visitor)
    told.place.sign_in("staff", STAFF)
    staff = told.open("staff")
    staff_steps.open_request(staff, REQUEST)
    (ticket,) = [one for one in staff.items("ticket", "list") if one["text"] == REQUEST]
    staff.see(holding(str(ticket["number"])), "label")
    staff_steps.open_and_mend(staff)
    staff.see("The owner is told.", "label")
    staff_steps.open_request(staff, REQUEST)
    staff_steps.answer(staff, ANSWER)
    synced(staff)
    told.close(staff)
    told.place.sink.await_mail(EMAIL, lambda mail: ANSWER in mail.words)
    me.go("Notices")
    for words in ("12 Mar 1994", "21 Mar 1994", "Ren Sato", holding("The owner asked for it")):
        me.see(words)
    assert me.izanau("profile", "show")["birthday"] == person.BIRTHDAY


def withdraw(told: Told, me: Seat, hr: Seat) -> None:
    """The person withdraws: the address is in no byte of HR's machine any more, where it was before."""
    assert {"hr: table document", "hr: decrypted pages"} <= set(told.held("hr").where(EMAIL))
    assert told.held("hr").where(NOTE)
    assert EMAIL in told.answered("hr")
    seeker_steps.withdraw(me)
    me.see(holding("no longer sees your e-mail address"))
    synced(me)
    synced(hr)
    hr.gone(holding(EMAIL))
    assert EMAIL not in str(hr.items("applicant", "list", "--limit", "1000"))
    held = told.held("hr")
    assert held.rows() > 10
    assert (held.where(EMAIL), held.where("quokkabird")) == ([], [])
    assert EMAIL not in told.answered("hr")


def erase(told: Told, me: Seat, *others: Seat, profile: str) -> None:
    """The person deletes the account: nothing of them is left in any window, command, cache or answer."""
    kept = {"hr": (person.NAME, "Norrvatten"), "other": (person.NAME, QUESTION), "seeker": NAMES, "staff": (EMAIL,)}
    for who, words in kept.items():
        before = told.held(who)
        assert [one for one in words if not before.where(one)] == []
    for seat in others:
        answered = told.answered(seat.who, profile)
        assert [one for one in (person.NAME, profile) if one not in answered] == []
    seeker_steps.erase(me, EMAIL)
    me.see(starting("Your account is deleted"))
    me.see("Welcome to Izanau", "label")
    assert me.izanau("status")["account"] == ""
    told.close(me)
    for seat in others:
        synced(seat)
        for page in ("Applicants", "Messages"):
            seat.go(page)
            seat.gone(holding("Lindqvist"))
            assert not [one for one in (EMAIL, *NAMES, *NOTES) if one in seat.hands.dump()]
        told_by = str([seat.izanau(*words) for words in (("applicant", "list"), ("message", "list"), ("status",))])
        answered = told.answered(seat.who, profile)
        assert [one for one in (EMAIL, profile, *NAMES, *NOTES) if one in told_by or one in answered] == []
    told.place.command("staff").done("sync")
    held = told.held("hr", "other", "seeker", "staff")
    assert EMAIL not in told.answered("staff", profile)
    assert {one: held.where(one) for one in (EMAIL, "quokkabird", profile, *NAMES, *NOTES) if held.where(one)} == {}


def test_main_job_is_done_in_windows(place: World) -> None:
    with ExitStack() as stack:
        told = Told(place, stack)
        me = fill_in_without_network(told, sign_up(told))
        profile = str(me.izanau("profile", "show")["id"])
        register_and_apply(me)
        hr = review(told, me)
        other = ask_another_company(told, me, profile)
        mend(told, me)
        withdraw(told, me, hr)
        sees_no_address(told, other, profile)
        erase(told, me, hr, other, profile=profile)
        told.close(hr)
        told.close(other)
