"""What people do at their desks, offline or not: the deeds of the real desk, with words that stand nowhere else."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from izanau_desktop.cache.reads import common
from izanau_protocol import ids, merge
from izanau_protocol.patch import value_at
from izanau_protocol.problems import Refused, problem
from tests.faults.simulation.seat import Seat
from tests.faults.simulation.writes import Writes, seen

T = TypeVar("T")
ITEMS = ("aaaaaaaaaa", "bbbbbbbbbb")
WORDS = "I agree that this is shown"
STAGES = ("new", "interview", "offer", "rejected")


class Person:
    """One person at one desk, who does something now and then."""

    def __init__(self, seat: Seat, writes: Writes, chance: random.Random) -> None:
        self.seat, self.writes, self.chance = seat, writes, chance
        own = {"seeker": self._seeker, "company": self._company, "staff": self._staff}
        self.deeds = own[seat.account.group]() + self._anyone()

    def do(self) -> str:
        """One deed, by chance; its name. What the desk refuses is refused."""
        deed = self.chance.choices([one for one, _ in self.deeds], [weight for _, weight in self.deeds])[0]
        try:
            with self.writes.told(self.seat):
                deed()
        except (Refused, merge.CannotKeepBoth) as refused:
            return f"{deed.__name__}: {type(refused).__name__} {getattr(refused, 'problems', '')}"
        return deed.__name__

    # --- the seeker ---

    def _seeker(self) -> list[tuple[Callable[[], object], int]]:
        return [
            (self.write_text, 8),
            (self.write_item, 8),
            (self.move_item, 2),
            (self.remove_item, 3),
            (self.choose_country, 4),
            (self.rename, 3),
            (self.register, 2),
            (self.unregister, 1),
            (self.apply, 8),
            (self.withdraw, 3),
            (self.pause, 2),
            (self.write_to_company, 5),
            (self.ask_staff, 2),
            (self.switch_purpose, 2),
            (self.take_back_consent, 1),
        ]

    def write_text(self) -> None:
        lines = str(value_at(self._profile(), ("hobbies", "en")) or "one\ntwo\nthree").split("\n")
        lines[self.chance.randrange(len(lines))] = self._word()
        self.seat.edit_profile({"hobbies": {"en": "\n".join(lines)}})

    def write_item(self) -> None:
        item = self.chance.choice(ITEMS)
        held = value_at(self._profile(), ("work", item))
        whole = {"company": "Umi", "title": "T", "start": "2018-01", "position": "V1abc"}
        self.seat.edit_profile({"work": {item: {**({} if held else whole), "title": self._word()}}})

    def move_item(self) -> None:
        item = self.chance.choice(ITEMS)
        if value_at(self._profile(), ("work", item)):
            self.seat.edit_profile({"work": {item: {"position": self.chance.choice(("V2abc", "V3abc"))}}})

    def remove_item(self) -> None:
        self.seat.edit_profile({"work": {self.chance.choice(ITEMS): None}})

    def choose_country(self) -> None:
        country = self.chance.choice(("JP", "VN", "KR"))
        self.seat.edit_profile({"residence": country, "citizenship": [country]})

    def rename(self) -> None:
        self.seat.rename(f"Mai {self._word()}")

    def register(self) -> None:
        self.seat.register(WORDS, "en")

    def unregister(self) -> None:
        self.writes.hidden = True
        self.seat.unregister()

    def apply(self) -> None:
        jobs = [one for one in self.seat.cache.list("job") if one.body.get("state") == "published"]
        self.seat.apply(self._one(jobs).id, WORDS, "en", self._word())

    def withdraw(self) -> None:
        self.writes.hidden = True
        self.seat.withdraw(self._one(self._applications()).id)

    def pause(self) -> None:
        self.writes.hidden = True
        self.seat.pause(paused=not self.seat.look_up().paused)

    def write_to_company(self) -> None:
        self.seat.send_message(self._word(), application=self._one(self._applications()).id, words=WORDS)

    def ask_staff(self) -> None:
        self.seat.contact(self._word())

    def switch_purpose(self) -> None:
        name = self.chance.choice(("statistics", "updates"))
        self.seat.purpose(name, WORDS, "en", chosen=name not in self.seat.look_up().purposes)

    def take_back_consent(self) -> None:
        self.writes.hidden = True
        living = [one for one in self.seat.cache.list("consent") if not one.body.get("ended")]
        self.seat.take_back(self._one(living).id)

    def _profile(self) -> dict[str, Any]:
        found = self.seat.cache.get("profile", self.seat.account.profile)
        return dict(found.body) if found else {}

    # --- the company ---

    def _company(self) -> list[tuple[Callable[[], object], int]]:
        return [
            (self.move_stage, 8),
            (self.write_note, 6),
            (self.rewrite_note, 4),
            *((one, often) for one, often in self._recruiter() if self.seat.account.role != "hiring_manager"),
        ]

    def _recruiter(self) -> list[tuple[Callable[[], object], int]]:
        return [
            (self.write_to_applicant, 5),
            (self.edit_job, 5),
            (self.name_managers, 2),
            (self.make_job, 1),
            (self.open_or_close, 2),
            (self.export, 1),
        ]

    def move_stage(self) -> None:
        self.seat.move(self._one(self._applications()).id, self.chance.choice(STAGES))

    def write_note(self) -> None:
        self.seat.note(self._one(self._applications()).id, self._word())

    def rewrite_note(self) -> None:
        self.seat.edit("note", self._one(self.seat.cache.list("note")).id, {"text": self._word()})

    def name_managers(self) -> None:
        found, manager = self._one(self._jobs()), self.seat.world.cast.manager
        self.seat.world.weak.add("man")  # what was written there goes with the part in the job
        self.seat.edit("job", found.id, {"managers": None if found.body.get("managers") else [manager]})

    def write_to_applicant(self) -> None:
        found = self._one(self._applications())
        self.seat.send_message(self._word(), application=found.id)

    def edit_job(self) -> None:
        self.seat.edit("job", self._one(self._jobs()).id, {"title": {"en": self._word()}})

    def make_job(self) -> None:
        self.seat.create_job({"title": {"en": self._word()}})

    def open_or_close(self) -> None:
        found = self._one(self._jobs())
        (self.seat.close if found.body.get("state") == "published" else self.seat.publish)(found.id)

    def export(self) -> None:
        rows = [one.id for one in self._applications()]
        self.seat.export("applicants.csv", "csv", ["name"], rows)

    def _jobs(self) -> Sequence[Any]:
        return [one for one in self.seat.cache.list("job") if one.scope.startswith("company:")]

    # --- staff ---

    def _staff(self) -> list[tuple[Callable[[], object], int]]:
        return [(self.answer_ticket, 5), (self.close_ticket, 1), (self.mend, 5)]

    def mend(self) -> None:
        profile = ids.profile_id(self.seat.world.cast.mai)
        record = self.seat.show_record("profile", profile, "ticket", "As asked")
        old, new = value_at(record.view, ("hobbies", "ja")), self._word()
        self.seat.mend("profile", profile, "hobbies@ja", old, new, "owner_asked", "As asked")
        self.writes.mended(self.seat, new, str(old))

    def answer_ticket(self) -> None:
        self.seat.answer(self._one(self.seat.cache.list("ticket")).id, self._word())

    def close_ticket(self) -> None:
        self.seat.close_ticket(self._one(self.seat.cache.list("ticket")).id)

    # --- anyone ---

    def _anyone(self) -> list[tuple[Callable[[], object], int]]:
        return [
            (self.undo, 2),
            (self.redo, 1),
            (self.take_back, 2),
            (self.try_again, 1),
            (self.leave_section, 3),
            (self.answer_conflict, 4),
        ]

    def undo(self) -> None:
        for _ in range(self.chance.randint(1, 2)):
            self.seat.cache.undo(self._group())

    def redo(self) -> None:
        self.seat.cache.redo(self._group())

    def take_back(self) -> None:
        before = seen(self.seat)
        gone = self.seat.cache.drop(self._one(common.outbox_rows(self.seat.cache)).id)
        self.writes.decided(self.seat, str([part.patch for row in gone for part in row.parts]), before)

    def try_again(self) -> None:
        self.seat.cache.retry(self._one(common.outbox_rows(self.seat.cache)).id)

    def leave_section(self) -> None:
        self.seat.cache.release()

    def answer_conflict(self) -> None:
        one = self._one(common.open_conflicts(self.seat.cache))
        before, offered = seen(self.seat), str((one.mine, one.theirs, one.base))
        takes: tuple[merge.Take, ...] = ("mine", "theirs", "both")
        self.seat.cache.resolve(one.id, self.chance.choice(takes))
        self.writes.decided(self.seat, offered, before)

    def _group(self) -> str:
        if self.seat.account.group == "seeker":
            return f"profile:{self.seat.account.profile}"
        return f"job:{self._one(self._jobs()).id}" if self.seat.account.group == "company" else "ticket:"

    def _applications(self) -> list[Any]:
        return [one for one in self.seat.cache.list("application") if not one.body.get("withdrawn")]

    def _one(self, some: Sequence[T]) -> T:
        if not some:
            raise Refused(problem("not_yours"))
        return self.chance.choice(some)

    def _word(self) -> str:
        return self.writes.word(self.seat.name)
