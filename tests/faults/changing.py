"""A desk whose cache holds one applicant in every store, on the simulated site; laid back as it was for each case."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from typing import Any, Final

from izanau_desktop.cache import Draft, Edit, outbox
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.parts import PARTS
from izanau_desktop.cache.reads import common
from izanau_desktop.vault import SessionVault
from izanau_protocol import ambient, pictures
from izanau_site.accounts import people
from izanau_site.attempt import attempt
from tests.faults.simulation.seat import Seat
from tests.faults.simulation.world import World
from tests.pictures import png

Held = dict[str, set[str]]
"""Which stores hold each word."""
STORES: Final = {
    "body": "SELECT base, mine FROM document WHERE kind <> 'conflict'",
    "conflicts": "SELECT base, mine FROM document WHERE kind = 'conflict'",
    "lists": "SELECT value FROM facet UNION ALL SELECT label FROM labelled",
    "applicants": "SELECT name, sort, headline FROM applicant",
    "index": f"SELECT text FROM search UNION ALL SELECT {' || '.join(PARTS)} FROM search_applicant",
    "bases": "SELECT base FROM part",
    "overlays": "SELECT mine FROM overlay",
    "undo": "SELECT back, forth FROM undo",
    "drafts": "SELECT value FROM local",
    "files": "SELECT hash FROM file WHERE length(data) > 0",
}
"""The stores of a cache; the outbox in each of its states comes to these."""
LOGO, UNSENT_LOGO = png(5, 5), png(7, 7)
GIVEN: Final[Held] = {
    "canary": {"body", "index"},  # of the e-mail address
    "quartzname": {"body", "index", "applicants"},
    "quartzhobby": {"body", "index"},
    "quartzmessage": {"body", "index", "bases"},
    "quartzletter": {"body", "index"},
}
"""What the applicant gave, and the stores of the owner's cache that hold it."""
WRITTEN: Final[Held] = {
    "topazsettled": {"settled", "conflicts", "undo"},
    "topazlabel": {"body", "lists", "settled", "bases"},
    "topazmine": {"body", "index", "conflicts", "settled", "overlays", "undo"},
    "topazrefused": {"body", "index", "refused", "undo"},
    "topazsent": {"body", "index", "sent"},
    "topazwaiting": {"body", "index", "waiting"},
    "topazdraft": {"drafts"},
    "topazchoice": {"drafts"},
    "topazmore": {"drafts"},
}
"""What the owner wrote about the applicant, and where it is."""
FILES: Final[Held] = {
    pictures.name(LOGO): {"body", "files", "settled", "undo"},
    pictures.name(UNSENT_LOGO): {"body", "files", "waiting", "undo"},
}
"""The company's logo, and one that waits to be sent."""


def held(seat: Seat, *words: str) -> Held:
    """Which stores of a cache hold each of these words."""
    with seat.looked_at() as connection:
        return {word: _stores(connection, word) for word in words}


def _stores(connection: Connection, word: str) -> set[str]:
    found = {
        name
        for name, query in STORES.items()
        if any(word in _text(value) for row in connection.exec_driver_sql(query) for value in row)
    }
    pushes = outbox.rows(connection, ("waiting", "sent", "refused", "settled"))
    return found | {push.state for push in pushes if any(word in str(part.patch) for part in push.parts)}


def _text(value: object) -> str:
    return (value.decode() if isinstance(value, bytes) else str(value)).lower()


@contextlib.contextmanager
def watched(seat: Seat, *words: str) -> Iterator[list[Held]]:
    """Which stores hold each word at first, and after each commit of what is done meanwhile."""
    write, seen = seat.cache.file.write, [held(seat, *words)]

    @contextlib.contextmanager
    def looked_at(*, counted: bool = True) -> Iterator[Connection]:
        with write(counted=counted) as connection:
            yield connection
        seen.append(held(seat, *words))

    seat.cache.file.write = looked_at  # type: ignore[method-assign]  # this one cache's only
    yield seen
    seat.cache.file.write = write  # type: ignore[method-assign]  # as it was


def synced(*seats: Seat) -> None:
    """Sync; all goes well."""
    for seat in seats:
        report = seat.sync()
        assert report.problem is None, report


class Scene:
    """An applicant, the owner of a company whose cache holds the applicant in every store, and a colleague."""

    seats: Final = ("mai1", "hr1", "rec")

    def __init__(self, world: World) -> None:
        self.world = world
        self.mai, self.hr, colleague = (world.seats[name] for name in self.seats)
        world.begin()
        self.application = self._applied()
        self._disputed(colleague)
        self._unsent()
        self._keep()

    def lay_back(self) -> None:
        """The site and every machine are as they were when the scene was made."""
        server = self.world.server
        server.site.store.close()
        shutil.rmtree(server.folder)
        shutil.copytree(self._folder, server.folder)
        server.site = server._opened()
        for name, seat in self.world.seats.items():
            seat.lay_back(self._caches[name])
            _secrets(seat).clear()
            _secrets(seat).update(self._secrets[name])

    def set_role(self, role: str, company: str = "") -> None:
        """The owner gets another role, or goes to another company, as an operator does it."""
        store, account = self.world.server.site.store, self.hr.device.session.account
        values = {"role": role, "company": company or self.world.cast.company}
        attempt(store, lambda connection: people.rewrite(store, connection, account, **values))

    def close(self) -> None:
        """Leave nothing."""
        for kept in self._caches.values():
            kept.close()
        shutil.rmtree(self._folder)

    def _keep(self) -> None:
        folder = self.world.server.folder
        self._folder = folder.with_name(f"{folder.name}-kept")
        self.world.server.site.store.settle()
        shutil.copytree(folder, self._folder)
        self._caches = {name: seat.copied() for name, seat in self.world.seats.items()}
        self._secrets = {name: dict(_secrets(seat)) for name, seat in self.world.seats.items()}

    def _applied(self) -> str:
        self.mai.edit_profile({"name": {"full": "Quartzname"}, "hobbies": {"en": "quartzhobby"}})
        application = self.mai.apply(self.world.cast.job, "I agree", "en", "quartzmessage")
        self.mai.send_message("quartzletter", application=application, words="I agree")
        self.hr.set_logo(LOGO)
        synced(self.mai, self.hr, self.mai)
        return application

    def _disputed(self, colleague: Seat) -> None:
        """A note that two changed at once, and what was typed to decide it."""
        self.hr.move(self.application, "interview")
        self.hr.label(self.application, ["topazlabel"])
        note = self.hr.note(self.application, "topazsettled")
        synced(self.hr, colleague)
        colleague.edit("note", note, {"text": "theirs"})
        self.hr.edit("note", note, {"text": "topazmine"})
        synced(colleague, self.hr)
        [asked] = common.open_conflicts(self.hr.cache)
        self.hr.cache.keep_draft(Draft("conflict", asked.id, "value", "topazchoice"))

    def _unsent(self) -> None:
        """A push that the site refused, one that it never answered, some that wait, and a draft."""
        scope = f"applicants:{self.world.cast.company}"
        note = Edit("note", ambient.new_id(), scope, {"application": self.application, "text": "topazrefused"})
        self.hr.cache.edit([note, Edit("application", self.application, scope, {"stage": "nowhere"})])
        assert self.hr.sync().refused == 1
        self.hr.cache.keep_draft(Draft("note", note.id, "text", "topazmore"))
        self.hr.note(self.application, "topazsent")
        network: Any = self.world.network
        fate, network._fate = network._fate, lambda asked: "unanswered" if asked.path == "v1/push" else "delivered"
        assert self.hr.sync().problem is not None
        network._fate = fate
        self.hr.note(self.application, "topazwaiting")
        self.hr.set_logo(UNSENT_LOGO)
        self.hr.cache.keep_draft(Draft("application", self.application, "reason", "topazdraft"))


def _secrets(seat: Seat) -> dict[Any, str]:
    """What the keychain of a machine holds."""
    assert isinstance(seat.vault, SessionVault)
    return seat.vault._items
