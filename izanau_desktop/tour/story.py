"""The main job through real windows: one person, a company and support staff of the demo, step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from . import company_steps, entrance_steps, person, seeker_steps, staff_steps
from .program import Program
from .seat import Seat, holding, starting
from .transcript import Transcript

ROLES = ("seeker", "company", "staff", "anew")
QUESTION = "Is the boat yours, or does one bring one's own?"
REQUEST = "My birthday is wrong: it is the 21st of March, not the 12th."
REPLY = "The boat is ours; bring warm clothes."
NOTE = "Strong on lakes; ask about groundwater."
ANSWER = "Corrected. Thank you for telling us."


class Story:
    """The story in the windows of one demo, which are all of one process at a time."""

    def __init__(self, command: Sequence[str], demo: Path, pictures: Path, env: Mapping[str, str]) -> None:
        self._command, self._demo, self._env = command, demo, env
        self._hands = self._start()
        self._book = Transcript(pictures)
        self.seeker = self._seat("seeker", "new0")
        self.company, self.staff = self._seat("HR", "company"), self._seat("staff", "staff")
        self._job: dict[str, Any] = {}

    def tell(self) -> None:
        """Go through all steps; the first that fails raises, and the demo is ended."""
        try:
            for part in (self._begin, self._offline, self._ask, self._apply, self._review, self._mend, self._end):
                part()
            self._quit()
        finally:
            self._hands.end()

    def _start(self) -> Program:
        return Program.start(self._command, self._env, self._demo.parent.parent / "window", seconds=180)

    def _quit(self) -> None:
        """Close the last window; the demo and its site end well."""
        code = self._hands.quit()
        if code:
            raise AssertionError(f"the demo ended with {code}:\n{self._hands.said()}")

    def _seat(self, who: str, folder: str) -> Seat:
        env = {**self._env, "IZANAU_KEYRING_SERVICE": "izanau-demo"}
        return Seat(who, self._hands, env, self._demo / f"window-{folder}")

    def _begin(self) -> None:
        me = self.seeker
        self._book.step(
            "looks at the ways in",
            me,
            lambda: me.window(),
            lambda: me.see("Who do you want to be?"),
            lambda: me.izanau("status")["account"] == "",
        )

        def sign_up() -> None:
            me.press("Sign up anew")
            seeker_steps.agree_and_sign_up(me)

        self._book.step(
            "reads the policy, agrees and signs up",
            me,
            sign_up,
            lambda: me.see("Code from the mail", "text"),
            lambda: me.izanau("status")["account"] == person.EMAIL,
        )
        self._book.step(
            "confirms the e-mail address with the code from the mailbox",
            me,
            lambda: seeker_steps.confirm(me, self._code()),
            lambda: me.see(person.NAME, "label"),
            lambda: me.izanau("status")["confirmed"],
        )

    def _code(self) -> str:
        self.seeker.press("Mailbox", "push button")
        code = self.seeker.see("Copy the code", "push button").description()
        self.seeker.hands.key("Escape")
        return code

    def _offline(self) -> None:
        me = self.seeker

        def away() -> None:
            me.press("Go offline")
            me.see(starting("Offline since"))
            seeker_steps.fill_profile(me)

        self._book.step(
            "goes offline and fills in all ten sections",
            me,
            away,
            lambda: me.see("10 of 10 sections filled in"),
            lambda: person.is_as_typed(me.izanau("profile", "show")) and me.izanau("status")["waiting"] > 0,
        )
        self._book.step(
            "quits and starts again without the network: all is there",
            me,
            self._start_again,
            lambda: [me.see(one) for one in ("10 of 10 sections filled in", starting("Offline since"))],
            lambda: person.is_as_typed(me.izanau("profile", "show")) and me.izanau("status")["waiting"] > 0,
        )
        self._book.step(
            "goes online: all is synced",
            me,
            lambda: me.press("Go online"),
            lambda: me.see(starting("All synced")),
            lambda: me.izanau("status")["waiting"] == 0,
        )
        self._book.step(
            "makes the profile public after seeing what becomes public",
            me,
            lambda: seeker_steps.register(me),
            lambda: me.see("Your profile becomes public"),
            lambda: me.izanau("profile", "show").get("registered"),
        )

    def _start_again(self) -> None:
        """End the demo with its site, start both again, and come back to the account that is on this computer."""
        self._quit()
        self._hands = self._start()
        for seat in (self.seeker, self.company, self.staff):
            seat.hands = self._hands
        self.seeker.press(f"Open: {person.NAME}", "push button")
        self.seeker.see("Sections of the profile")

    def _open_as(self, seat: Seat, role: str, place: str) -> None:
        seat.press_in_menu("Open as…", ROLES.index(role) + 1)
        seat.until(lambda: seat.window().name.startswith(place), f"the window of {role}")
        seat.until(lambda: seat.izanau("status")["last_sync"], "the first sync")

    def _close(self) -> None:
        """Close the uppermost window, so that the one under it has the keyboard."""
        before = len(self._hands.windows())
        self._hands.key("Ctrl+W")
        self.seeker.until(lambda: len(self._hands.windows()) < before, "a window closed")

    def _ask(self) -> None:
        me, hr = self.seeker, self.company
        self._book.step(
            "opens the window of a company's HR",
            hr,
            lambda: self._open_as(hr, "company", "Applicants"),
            lambda: hr.see("Find applicants"),
            lambda: hr.izanau("status")["role"] == "owner",
        )
        mine = hr.izanau("status")["company"]
        self._job = next(
            one
            for one in hr.items("job", "list", "--limit", "500")
            if one["company"] == mine and one["state"] == "published"
        )
        self._employer = str(hr.izanau("company", "show", mine)["name"])
        self._close()
        self._book.step(
            "asks the company a question without applying",
            me,
            lambda: seeker_steps.ask(me, self._job["title"]["en"], QUESTION),
            lambda: me.see(holding("Question goes out")),
            lambda: me.izanau("status")["waiting"] == 0 and QUESTION in str(me.izanau("message", "list")),
        )

        self._talk()

    def _talk(self) -> None:
        me, hr = self.seeker, self.company

        def read() -> None:
            self._open_as(hr, "company", "Applicants")
            hr.until(lambda: QUESTION in str(hr.izanau("message", "list")), "the question having come")
            hr.go("Messages")

        self._book.step(
            "reads the question, and no e-mail address: it is relayed",
            hr,
            read,
            lambda: company_steps.reads_without_address(hr, QUESTION, person.EMAIL),
            lambda: person.EMAIL not in str([hr.izanau("message", "list"), hr.items("applicant", "list")]),
        )
        self._book.step(
            "answers it, passed on as well",
            hr,
            lambda: company_steps.answer(hr, REPLY),
            lambda: [hr.see(one) for one in (person.NAME, holding(REPLY))],
            lambda: hr.izanau("status")["waiting"] == 0 and REPLY in str(hr.izanau("message", "list")),
        )
        hr.go("Applicants")
        self._close()
        self._book.step(
            "reads the answer",
            me,
            lambda: me.go("Messages"),
            lambda: me.see(holding(REPLY)),
            lambda: REPLY in str(me.izanau("message", "list")),
        )

    def _apply(self) -> None:
        me = self.seeker
        self._book.step(
            "finds a job and applies, told what the company will see",
            me,
            lambda: seeker_steps.apply(me, self._job["title"]["en"], self._employer),
            lambda: me.see(holding(f"Applied to {self._employer}")),
            lambda: [
                one for one in me.items("application", "list") if one["job"] == self._job["id"] and not one["pending"]
            ],
        )

    def _review(self) -> None:
        me, hr = self.seeker, self.company

        def find() -> None:
            self._open_as(hr, "company", "Applicants")
            hr.until(lambda: company_steps.application(hr), "the application having come")
            company_steps.find_applicant(hr)

        self._book.step(
            "finds the applicant and reads the whole profile and the e-mail address",
            hr,
            find,
            lambda: company_steps.read_whole(hr, person.EMAIL),
            lambda: company_steps.application(hr)["email"] == person.EMAIL,
        )
        self._book.step(
            "adds a note",
            hr,
            lambda: company_steps.note(hr, NOTE),
            lambda: hr.see(holding(NOTE)),
            lambda: NOTE in str(company_steps.application(hr)),
        )
        self._book.step(
            "moves the application to the next stage",
            hr,
            lambda: company_steps.advance(hr),
            lambda: hr.see("Screening", "label"),
            lambda: hr.izanau("status")["waiting"] == 0 and company_steps.application(hr)["stage"] == "screening",
        )
        self._close()
        self._book.step(
            "sees the new status",
            me,
            lambda: me.go("My applications"),
            lambda: me.see("In review", "label"),
            lambda: "in_review" in str(me.items("application", "list")),
        )

    def _mend(self) -> None:
        staff, visitor = self.staff, self._seat("visitor", "new1")

        def write() -> None:
            visitor.press_in_menu("Open as…", ROLES.index("anew") + 1)
            visitor.until(lambda: visitor.window().name.startswith("Welcome"), "the first screen")
            entrance_steps.look_around(visitor)
            entrance_steps.contact(visitor, person.EMAIL, REQUEST)

        self._book.step(
            "writes to support from a computer that knows nobody, signed out",
            visitor,
            write,
            lambda: visitor.see(holding("Your request has the number")),
            lambda: visitor.izanau("status")["account"] == "",
        )
        self._close()

        def requests() -> None:
            self._open_as(staff, "staff", "Requests")
            staff_steps.open_request(staff, REQUEST)

        self._book.step(
            "reads the numbered request",
            staff,
            requests,
            lambda: staff.see(holding(REQUEST)),
            lambda: [one for one in staff.items("ticket", "list") if one["text"] == REQUEST and one["number"]],
        )
        self._book.step(
            "answers it",
            staff,
            lambda: staff_steps.answer(staff, ANSWER),
            lambda: staff.see(holding(ANSWER)),
            lambda: staff.izanau("status")["waiting"] == 0 and ANSWER in str(staff.items("ticket", "list")),
        )
        self._mend_birthday()
        self._hear()

    def _mend_birthday(self) -> None:
        me, staff = self.seeker, self.staff
        self._book.step(
            "opens the record, giving a reason, and mends the birthday",
            staff,
            lambda: staff_steps.open_and_mend(staff),
            lambda: staff.see("The owner is told.", "label"),
            lambda: staff.izanau("status")["waiting"] == 0,
        )
        self._close()
        self._book.step(
            "reads the notice: field, old, new, who and why",
            me,
            lambda: me.go("Notices"),
            lambda: [me.see(one) for one in ("12 Mar 1994", "21 Mar 1994", holding("The owner asked for it"))],
            lambda: me.izanau("profile", "show")["birthday"] == person.BIRTHDAY,
        )

    def _hear(self) -> None:
        me = self.seeker

        def look() -> None:
            me.press("Mailbox", "push button")
            me.see("Mails", "list")
            me.hands.pick("Mails", starting("An answer to your request"), me.window())

        self._book.step(
            "finds the answer in the mailbox",
            me,
            look,
            lambda: me.see(holding(ANSWER)),
            lambda: "answered" in str(self.staff.items("ticket", "list")),
        )
        me.hands.key("Escape")

    def _end(self) -> None:
        me, hr = self.seeker, self.company
        self._book.step(
            "withdraws the application",
            me,
            lambda: seeker_steps.withdraw(me),
            lambda: me.see(holding("no longer sees your e-mail address")),
            lambda: me.izanau("status")["waiting"] == 0 and "withdrawn" in str(me.items("application", "list")),
        )
        self._book.step(
            "sees the e-mail address no more",
            hr,
            lambda: self._open_as(hr, "company", "Applicants"),
            lambda: hr.gone(holding(person.EMAIL)),
            lambda: person.EMAIL not in str(hr.items("applicant", "list", "--limit", "1000")),
        )
        self._close()
        self._book.step(
            "deletes the account: the first screen says that all is gone",
            me,
            lambda: seeker_steps.erase(me, person.EMAIL),
            lambda: me.see(starting("Your account is deleted"), "label"),
            lambda: me.izanau("status")["account"] == "",
        )


def tell(command: Sequence[str], demo: Path, pictures: Path, env: Mapping[str, str]) -> None:
    """Start a demo by its command and tell the story in its windows."""
    Story(command, demo, pictures, env).tell()
