"""What a case has to have come to: the invariants of docs/sync.md, in the site's database, the caches and the mails."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from typing import Any, Final

from sqlalchemy import select

from izanau_desktop.desk import Desk
from izanau_desktop.vault import Vault
from izanau_protocol import canonical
from izanau_site.accounts import tokens
from izanau_site.policy import versions
from izanau_site.store import Store, verify
from izanau_site.store.schema import documents
from tests.faults.processes.keychain import Keyring
from tests.faults.processes.place import MAI, SEATS, Place
from tests.faults.simulation import checks

_ABOUT_OTHERS: Final = ("note", "message")
"""What the company wrote about somebody, which may go when they withdraw (R15)."""


class Written:
    """What people wrote, and what they may expect of it."""

    def __init__(self) -> None:
        self.live: dict[str, str] = {}
        """The words that a command said it has written, by kind; nobody replaced them with open eyes."""
        self.ever: list[str] = []
        self.moves = self.messages = 0
        """How often the company began to move the application, and to write."""
        self.withdrawals = 0
        """How often the seeker began to withdraw it."""
        self._texts: dict[str, str] = {}

    def word(self, seat: str) -> str:
        """A word that stands nowhere else."""
        self.ever.append(f"{seat}{len(self.ever):03}x")
        return self.ever[-1]

    def add(self, word: str, kind: str, *, done: bool) -> None:
        """A command that writes it came to its end, and said that it was done, or not."""
        self.messages += kind == "message" and word.startswith("hr")
        if done:
            self.live[word] = kind

    def may_write_text(self, seat: str) -> bool:
        """Whether it will be known what a new text replaces: the phone, which has no engine, writes one, after the laptop."""
        return "phone" not in self._texts and (seat == "phone" or "laptop" not in self._texts)

    def text(self, seat: str, word: str, shown: str) -> None:
        """A text is about to be written over what was shown."""
        for old in self._texts.values():
            if old in shown:
                self.live.pop(old, None)
        self._texts[seat] = word


def judge(place: Place, written: Written) -> None:
    """All that can be seen once everything has ended. Raises AssertionError."""
    _nothing_fell_over(place)
    with ExitStack() as opened:
        store = opened.enter_context(
            closing(Store.open(f"sqlite:///{place.folder}/site/site.db", place.folder / "site/ledger"))
        )
        desks = {seat: opened.enter_context(_opened(place, seat)) for seat in SEATS}
        wrong = verify.verify(store)
        assert not wrong, wrong
        for seat, desk in desks.items():
            with store.transaction() as connection:
                token = desk.vault.get(desk.owner, "access")
                caller = tokens.caller_of(connection, token, versions.current(connection))
            checks.converged(seat, desk.cache, store, caller)
        kept = checks.bodies(store) + "".join(checks.unsent(desk.cache) for desk in desks.values())
        withdrawn = _application(store, written)
        about_mai = {word for word, kind in written.live.items() if kind in _ABOUT_OTHERS and word.startswith("hr")}
        may_go = about_mai if withdrawn else set()
        lost = [word for word in written.live if word not in kept and word not in may_go]
        assert not lost, f"lost: {lost}"
        checks.once(store)
        if withdrawn:
            held = checks.dump(desks["hr"].cache)
            assert MAI not in held, "the company still holds the address"
    _mails_are_single(place, written)


def _nothing_fell_over(place: Place) -> None:
    """What was killed says nothing of a fault of its own; neither does the site."""
    for file in place.folder.rglob("*.err"):
        said = file.read_text(encoding="utf-8")
        assert "Traceback" not in said, f"{file}:\n{said}"
        assert '"event":"bug"' not in said, f"{file}:\n{said}"


@contextmanager
def _opened(place: Place, seat: str) -> Iterator[Desk]:
    desk = Desk.open(place.folder / seat, vault=Vault(backend=Keyring(place.folder / "keys")))
    try:
        yield desk
    finally:
        desk.shut()


def _application(store: Store, written: Written) -> bool:
    """Each stage was entered once, each item written once; whether the application was withdrawn."""
    with store.transaction() as connection:
        rows = connection.execute(select(documents).where(documents.c.kind.in_(("application", "profile")))).all()
    found: dict[str, Any] = {row.kind: canonical.decode(bytes(row.body)) for row in rows}
    assert len(found) == len(rows) == 2, f"{len(rows)} applications and profiles"
    stages = list(found["application"]["history"].values())
    assert len(stages) <= 1 + written.moves + written.withdrawals, stages
    titles = Counter(item["title"] for item in found["profile"].get("work", {}).values())
    assert all(count == 1 for count in titles.values()), titles
    return bool(found["application"].get("withdrawn"))


def _mails_are_single(place: Place, written: Written) -> None:
    mails = [mail.message for mail in place.sink.to(MAI)]
    names = Counter(str(mail["Message-ID"]) for mail in mails)
    assert all(count == 1 for count in names.values()), names
    kinds = Counter(str(mail["X-Izanau-Kind"]) for mail in mails)
    assert kinds["status"] <= written.moves, kinds
    assert kinds["message"] <= written.messages, kinds
