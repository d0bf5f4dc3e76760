"""Nobody learns from the site who has an account: it does the same work before it answers, whoever is asked about."""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import event

from izanau_protocol import wire
from tests.site.served import Served

ANSWERED = "answered"


class Watch(logging.Handler):
    """Notes statements, hashes and answers, in the order in which they come."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """An answer leaves."""
        self.seen.append(record.getMessage())

    def statement(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        """A statement begins."""
        self.seen.append(" ".join(statement.split()))

    def before_the_answer(self) -> list[str]:
        """What was done before the answer; the order of two writes tells nothing."""
        return sorted(self.seen[: self.seen.index(ANSWERED)])


@contextlib.contextmanager
def watching(served: Served, patch: pytest.MonkeyPatch) -> Iterator[Watch]:
    """Watch what the site does for the requests inside."""
    watch, log, engine = Watch(), logging.getLogger("izanau_site.requests"), served.site.store.engine
    level, verify, hashed = log.level, PasswordHasher.verify, PasswordHasher.hash

    def verified(self: PasswordHasher, *given: Any) -> bool:
        watch.seen.append("verify")
        return verify(self, *given)

    def kept(self: PasswordHasher, *given: Any, **named: Any) -> str:
        watch.seen.append("hash")
        return hashed(self, *given, **named)

    patch.setattr(PasswordHasher, "verify", verified)
    patch.setattr(PasswordHasher, "hash", kept)
    event.listen(engine, "before_cursor_execute", watch.statement)
    log.addHandler(watch)
    log.setLevel(logging.INFO)
    try:
        yield watch
    finally:
        log.removeHandler(watch)
        log.setLevel(level)
        event.remove(engine, "before_cursor_execute", watch.statement)


def work(served: Served, patch: pytest.MonkeyPatch, ask: Callable[[], Any]) -> list[str]:
    """What the site does before it answers what is asked inside."""
    with patch.context() as inner, watching(served, inner) as watch:
        ask()
    return watch.before_the_answer()


def test_reset_does_the_same_work_for_any_address(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    mai = served.seeker()

    def asked(email: str) -> list[str]:
        return work(served, monkeypatch, lambda: served.client.post("/v1/reset", json={"email": email}))

    assert asked(mai.email) == asked("nobody@example.com")
    assert [row.to for row in served.mails() if "reset" in row.headers] == [mai.email]


def test_sign_in_does_the_same_work_for_any_address(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    mai = served.seeker()
    served.signin("nobody@example.com")  # the first of a process makes what stands for nobody's password

    def asked(email: str) -> list[str]:
        return work(served, monkeypatch, lambda: served.signin(email, "not-the-one-7"))

    known = asked(mai.email)
    assert known == asked("nobody@example.com")
    assert known.count("verify") > 1


def test_sign_up_does_the_same_work_for_any_address(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    mai = served.seeker()

    def asked(email: str) -> list[str]:
        return work(served, monkeypatch, lambda: served.signup(email=email))

    assert asked(mai.email) == asked("nobody@example.com")


def test_inviting_does_the_same_work_for_any_address(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    owner, mai = served.owner(), served.seeker()

    def asked(email: str) -> list[str]:
        invite = wire.Invite(email, "Rin Reader", "reviewer")
        return work(served, monkeypatch, lambda: owner.post("/v1/company/invitations", invite))

    assert asked(mai.email) == asked("nobody@example.com")


def test_another_code_costs_the_same_at_a_taken_address(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    mai = served.seeker()
    guess, own = served.seeker(email=mai.email, confirmed=False), served.seeker(confirmed=False)
    before = re.findall("confirm", " ".join(row.headers for row in served.mails(mai.email)))
    assert work(served, monkeypatch, lambda: guess.post("/v1/confirm/resend")) == work(
        served, monkeypatch, lambda: own.post("/v1/confirm/resend")
    )
    after = re.findall("confirm", " ".join(row.headers for row in served.mails(mai.email)))
    assert before == after, "a code for a taken address goes to nobody"


def test_spelling_an_address_otherwise_sends_no_more_mails(served: Served) -> None:
    name, domain = "somebody.else", "@example.com"
    spelled = [f"{name[:at].upper()}{name[at:]}{domain}" for at in range(len(name))]
    assert {served.signup(email=email).status_code for email in spelled} == {200, 429}
