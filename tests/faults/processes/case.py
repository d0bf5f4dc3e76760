"""One case: people work by commands while everything around them fails, and programs and site are killed; then all is whole."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any, Final

import msgspec

from tests.faults.processes import judged
from tests.faults.processes.place import SEATS, Place, made
from tests.faults.processes.programs import Program

STEPS: Final = 6
ROUGH: Final = 0.35
"""The share of requests that something happens to."""
LONGEST: Final = 0.5
"""Seconds after which a command is killed at the latest: by then one has mostly come to its end."""
ROUNDS: Final = 8
"""Rounds of syncs in which a whole network has to come to rest."""
STAGES: Final = ("new", "screening", "interview", "offer")
_MOVES: Final = ("pushed", "pulled", "gone", "conflicts")


def case(number: int) -> None:
    """The fate of requests, what is done, and when something is killed follow from the number."""
    story = made()
    with Place(story) as place:
        place.weather.chance, place.weather.rough = random.Random(f"weather {number}"), ROUGH
        told = _Case(place, random.Random(f"people {number}"), story.application)
        try:
            told.run()
        except AssertionError as error:
            happened = "\n".join([*told.happened, *place.weather.fates])
            raise AssertionError(f"{error}\nin {place.folder}:\n{happened}") from error


class _Case:
    """What goes on in a place."""

    def __init__(self, place: Place, chance: random.Random, application: str) -> None:
        self.place, self.chance, self.application = place, chance, application
        self.written = judged.Written()
        self.happened: list[str] = []
        self.engines = ("laptop", "hr")[: self.chance.randint(1, 2)]

    def run(self) -> None:
        """Work, let everything come to rest, judge."""
        self.place.start_site()
        for seat in self.engines:
            self.place.start_engine(seat)
        for _ in range(STEPS):
            self._step()
        self._settle()
        self.place.stop()
        judged.judge(self.place, self.written)

    def _step(self) -> None:
        if not self.place.site_stands():
            self.happened.append("the site starts again")
            self.place.start_site()
        if self.chance.random() < 0.3:
            self._kill_engine(self.chance.choice(self.engines))
        if self.chance.random() < 0.3:
            self._spend(self.chance.choice(tuple(SEATS)))
        seat = self.chance.choice(tuple(SEATS))
        self.chance.choice(self._deeds(seat))(seat)
        running = [(seat, self.place.begin(seat, "sync")) for seat in self.chance.sample(tuple(SEATS), 2)]
        for seat, program in running:
            self._end(seat, program)

    def _kill_engine(self, seat: str) -> None:
        self.happened.append(f"{seat}: the engine is killed")
        assert not self.place.engines[seat].ended(), str(self.place.engines[seat])
        self.place.kill_engine(seat)
        self.place.start_engine(seat)

    def _spend(self, seat: str) -> None:
        self.happened.append(f"{seat}: the token runs out")
        self.place.spend_token(seat)

    # --- what people do ---

    def _deeds(self, seat: str) -> Sequence[Callable[[str], None]]:
        if seat == "hr":
            return [self._note, self._message, self._move]
        found = [self._item, self._item, self._item, self._message, self._message, self._ask, self._withdraw]
        return found if not self.written.may_write_text(seat) else [*found, self._text, self._text]

    def _item(self, seat: str) -> None:
        word = self.written.word(seat)
        item = {"company": "Umi", "title": word, "start": "2018-04", "current": True}
        self._write(seat, word, "profile", "profile", "add", "work", msgspec.json.encode(item).decode())

    def _text(self, seat: str) -> None:
        """The same field on both machines: a merge, or a conflict."""
        shown = str(self.place.done(seat, "profile", "show")) + str(self.place.done(seat, "conflict", "list"))
        word = self.written.word(seat)
        self.written.text(seat, word, shown)
        self._write(seat, word, "text", "profile", "set", "hobbies", word)

    def _message(self, seat: str) -> None:
        word = self.written.word(seat)
        self._write(seat, word, "message", "message", "send", self.application, word)

    def _ask(self, seat: str) -> None:
        word = self.written.word(seat)
        self._write(seat, word, "ticket", "contact", word)

    def _note(self, seat: str) -> None:
        word = self.written.word(seat)
        self._write(seat, word, "note", "applicant", "note", self.application, word)

    def _move(self, seat: str) -> None:
        self.written.moves += 1
        self._do(seat, "applicant", "stage", self.application, self.chance.choice(STAGES))

    def _withdraw(self, seat: str) -> None:
        self.written.withdrawals += 1
        self._do(seat, "application", "withdraw", self.application)

    def _write(self, seat: str, word: str, kind: str, *words: str) -> None:
        """A command that writes a word, and may say that it did."""
        self.written.add(word, kind, done=self._do(seat, *words) == 0)

    def _do(self, seat: str, *words: str) -> int:
        return self._end(seat, self.place.begin(seat, *words))

    def _end(self, seat: str, program: Program) -> int:
        """Let a command come to its end, or kill it before."""
        if self.chance.random() < 0.3 and program.lasts(self.chance.uniform(0.0, LONGEST)):
            program.kill()
        code = program.wait()
        self.happened.append(f"{seat}: {' '.join(program.words[2:])}: {code}")
        return code

    # --- the end ---

    def _settle(self) -> None:
        """The network is whole: everything comes to rest."""
        self.place.weather.calm()
        if not self.place.site_stands():
            self.place.start_site()
        for seat in SEATS:  # so that every case has words to be judged by
            word = self.written.word(seat)
            self.place.done(seat, "contact", word)
            self.written.add(word, "ticket", done=True)
        still = 0
        for _ in range(ROUNDS):
            moved = [self._moved(seat) for seat in SEATS]
            still = 0 if any(moved) else still + 1
            if still == 2:
                return
        raise AssertionError(f"no rest after {ROUNDS} rounds of syncs")

    def _moved(self, seat: str) -> bool:
        program = self.place.begin(seat, "sync")
        code = program.wait()
        self.happened.append(f"{seat}: sync: {code}")
        told: dict[str, Any] = msgspec.json.decode(program.said() or "{}")
        assert "pushed" in told, f"{seat} is stuck: {program}"
        assert "problem" not in told, f"{seat} is stuck: {program}"
        return any(told[name] for name in _MOVES)
