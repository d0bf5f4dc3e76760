"""What happens to machines, to the network, to the site, and to the rights of people."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from izanau_protocol import wire
from izanau_protocol.problems import Refused
from izanau_site.accounts import devices, people
from izanau_site.attempt import attempt
from izanau_site.store import erasure
from izanau_site.work import retention
from tests.faults.simulation.cast import PASSWORD
from tests.faults.simulation.network import WEATHERS

if TYPE_CHECKING:
    from tests.faults.simulation.seat import Seat
    from tests.faults.simulation.world import World

HOUR, DAY = 3600.0, 86_400.0
SILENT, KEPT, ROUND = 88, 264, 44
"""Days: after 60 the site ends a company's machine; after 180, and a notice, an application that ended goes, and at the
next round the others know; so often these sync."""


class Happenings:
    """Things that happen, by chance."""

    def __init__(self, world: World) -> None:
        self.world, self.chance = world, world.chance
        self._backed_up = -math.inf
        self.every: list[tuple[Callable[[], str], float]] = [
            (self.deed, 30),
            (self.sync, 22),
            (self.sync_and_die, 4),
            (self.time_passes, 8),
            (self.weather_changes, 8),
            (self.late_ones_come, 4),
            (self.site_works, 2),
            (self.site_restarts, 1),
            (self.back_up, 3),
            (self.put_back, 2),
            (self.clock_jumps, 2),
            (self.right_is_taken, 1),
            (self.right_is_given, 2),
            (self.device_is_ended, 1),
            (self.erasure_begins, 1),
            (self.erasure_is_taken_back, 1),
            (self.days_pass, 1),
            (self.machine_is_left_for_long, 0.1),
            (self.machine_is_signed_in_anew, 1),
        ]

    def one(self) -> str:
        """The next thing; its name and what it came to."""
        names = [one for one, _ in self.every]
        found = self.chance.choices(names, [weight for _, weight in self.every])[0]
        return f"{found.__name__} {found()}"

    def deed(self) -> str:
        """Somebody does something."""
        seat = self._seat()
        with self.world.clock.of(seat.wrong):
            return f"{seat.name} {self.world.people[seat.name].do()}"

    def sync(self) -> str:
        """A machine syncs."""
        seat = self._seat()
        seat.sync_once(at_once=self.chance.random() < 0.6)
        return seat.name

    def sync_and_die(self) -> str:
        """A machine syncs, and its process ends at a write of that."""
        seat = self._seat()
        seat.dies_in = self.chance.randint(1, 40)
        seat.sync_once(at_once=True)
        return seat.name

    def time_passes(self) -> str:
        """Seconds or minutes, at which running programs look at their leases."""
        self.world.clock.pass_(self.chance.choice((2.0, 10.0, 61.0, 600.0, HOUR)))
        self._tick()
        return ""

    def days_pass(self) -> str:
        """A day or four, in which the site works too."""
        self.world.clock.pass_(self.chance.choice((DAY, 2 * DAY, 4 * DAY)))
        self._tick()
        return self.site_works()

    def machine_is_left_for_long(self) -> str:
        """A machine is not used for months: the site ends its session, or its person did; and waits for it no longer (R8).
        The others go on. Then the person signs in there again, where the cache is as they left it."""
        seat = self._seat()
        if seat.ended or self.world.erased:
            return "none"
        refused = self._ask(lambda: seat.end_session(keep_cache=True)) if seat.account.group == "seeker" else ""
        return f"{seat.name} {refused or self.left(seat)}"

    def left(self, seat: Seat) -> str:
        """Months pass without a machine; then its person signs in there."""
        is_seeker = seat.account.group == "seeker"
        self.world.aged = True
        self.world.network.weather.clear()
        for _ in range(0, KEPT if is_seeker else SILENT, ROUND):
            self.world.clock.pass_(ROUND * DAY)
            self._tick()
            for other in self.world.seats.values():
                if other is not seat:
                    other.sync_once(at_once=True)
            self.site_works()
        session = self.world.server.session(seat.device.email, PASSWORD)
        if session is None:
            return "erased"
        if not is_seeker:
            self.world.weak.add(seat.name)
            seat.sync_once(at_once=True)  # the program was open all the time
        seat.signs_in(session)
        return ""

    def machine_is_signed_in_anew(self) -> str:
        """Somebody signs in where they are signed in already: to the site it is another device, which no backup knows yet."""
        seat = self._seat()
        session = None if seat.ended else self.world.server.session(seat.device.email, PASSWORD)
        if session is None:
            return "none"
        seat.signs_in(session)
        return seat.name

    def weather_changes(self) -> str:
        """The network of one machine, or of all."""
        weather = self.chance.choice(WEATHERS)
        names = [self._seat().name] if self.chance.random() < 0.7 else list(self.world.seats)
        for name in names:
            self.world.network.weather[name] = weather
        return f"{names} {weather}"

    def late_ones_come(self) -> str:
        """What was late arrives."""
        self.world.network.deliver_late()
        return ""

    def site_works(self) -> str:
        """Erasures whose grace is over, retention, seals."""
        retention.tidy(self.world.server.site)
        self.world.look_for_erased()
        return ""

    def site_restarts(self) -> str:
        """The site's process ends between two requests."""
        self.world.server.restart()
        return ""

    def back_up(self) -> str:
        """The site is backed up."""
        self.world.server.back_up()
        self._backed_up = self.world.clock.time
        return ""

    def put_back(self) -> str:
        """The last backup is put back; none that is older than what machines keep for that (R12)."""
        if self.world.clock.time - self._backed_up > wire.BACKUP_WINDOW_DAYS * DAY:
            return "none"
        self.world.put_back()
        return ""

    def clock_jumps(self) -> str:
        """The clock of a machine is set wrong, or right again."""
        seat = self._seat()
        seat.wrong = self.chance.choice((0.0, -2 * HOUR, -DAY, 600.0, 3 * HOUR, 4 * DAY))
        self._tick()
        return f"{seat.name} {seat.wrong}"

    def right_is_taken(self) -> str:
        """Somebody of the company becomes a reviewer, or goes to another company."""
        seat = self._seat_of("company")
        if seat is None:
            return "none"
        moves = self.chance.random() < 0.4
        company = self.world.cast.other_company if moves else self.world.cast.company
        return self._set_role(seat, "recruiter" if moves else "reviewer", company)

    def right_is_given(self) -> str:
        """Somebody becomes a recruiter of the company, again or for the first time; or its hiring manager again."""
        seat = self._seat_of("company")
        if seat is None:
            return "none"
        role = "hiring_manager" if seat.device.session.account == self.world.cast.manager else "recruiter"
        return self._set_role(seat, role, self.world.cast.company)

    def device_is_ended(self) -> str:
        """A person ends one of their own devices at another; it may be this one."""
        seat = self._seat()
        caller = self.world.caller(seat)
        if caller is None or len(self.world.living()) < 3:
            return "none"
        devices.end(self.world.server.site, caller, caller.device)
        self.world.weak.add(seat.name)
        return seat.name

    def erasure_begins(self) -> str:
        """The seeker asks for the account to be deleted."""
        seat = self._seat_of("seeker")
        if seat is None:
            return "none"
        self.world.writes.hidden = True
        return self._ask(lambda: seat.ask_erasure(PASSWORD))

    def erasure_is_taken_back(self) -> str:
        """The seeker keeps the account after all."""
        seat = self._seat_of("seeker")
        return self._ask(lambda: erasure.keep(self.world.server.site.store, seat.account.id)) if seat else "none"

    def _ask(self, deed: Callable[[], object]) -> str:
        try:
            deed()
        except Refused as refused:
            return str(refused.problems[0].code)
        return ""

    def _set_role(self, seat: Seat, role: str, company: str) -> str:
        """As an operator does it: the account's row and its document."""
        store = self.world.server.site.store
        account = seat.device.session.account

        attempt(store, lambda connection: people.rewrite(store, connection, account, role=role, company=company))
        for name, other in self.world.seats.items():
            if other.device.session.account == account:
                self.world.weak.add(name)
        return f"{seat.name} {role}"

    def _tick(self) -> None:
        for seat in self.world.seats.values():
            if seat.tick() == "due":
                self.world.weak.add(seat.name)

    def _seat(self) -> Seat:
        return self.chance.choice(list(self.world.seats.values()))

    def _seat_of(self, group: str) -> Seat | None:
        some = [one for one in self.world.seats.values() if one.account.group == group]
        return self.chance.choice(some) if some else None
