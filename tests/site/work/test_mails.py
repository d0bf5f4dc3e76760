"""Mails leave once, tagged and in the reader's language, and again after a fault; no template lacks a language."""

from __future__ import annotations

import asyncio
import email
import email.policy
import re
import socket
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import msgspec
import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select

from izanau_protocol import ambient
from izanau_site.site import Site
from izanau_site.store.schema import mails
from izanau_site.work import mails as outbox
from izanau_site.work.sender import Sender

VALUES: dict[str, Any] = {
    "name": "山田 Mai",
    "code": "ABCD2345",
    "link": "http://site.test/confirm?code=ABCD2345",
    "hours": 24,
    "company": "Umi Games",
    "masked": "m•••@e•••.com",
    "status": "内定",
    "number": 7,
    "text": "One line\nand " + "a long one " * 200,
    "version": "2026-01-01",
    "effective": "2026-01-01",
}


class Sink:
    """An SMTP server that keeps what it gets; refuses as often as told."""

    def __init__(self) -> None:
        self.got: list[bytes] = []
        self.refusals = 0

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """One mail."""
        if self.refusals:
            self.refusals -= 1
            return "451 try later"
        self.got.append(envelope.content)
        return "250 OK"


@pytest.fixture
def sink() -> Iterator[tuple[Sink, str]]:
    """A sink and its address."""
    kept = Sink()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    yield kept, f"smtp://127.0.0.1:{port}"
    controller.stop()


def queue(site: Site, template: str, language: str = "en") -> None:
    """Put one mail into the outbox."""
    with site.store.transaction(write=True) as connection:
        outbox.queue(connection, template, to="mai@example.com", language=language, **VALUES)


def files_of(site: Site) -> list[Any]:
    """The mails that were written as files."""
    found = sorted((site.settings.data_dir / "outbox").glob("*.eml"))
    return [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in found]


def send(site: Site, smtp: str = "") -> int:
    """One round of sending."""
    settings = msgspec.structs.replace(site.settings, smtp=smtp)
    return asyncio.run(Sender(msgspec.structs.replace(site, settings=settings)).send_waiting())


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_mail_is_tagged_plain_and_in_the_readers_language(site: Site, language: str) -> None:
    for template in outbox.PURPOSES:
        queue(site, template, language)
    while send(site):
        continue
    found = files_of(site)
    assert sorted(mail["X-Izanau-Kind"] for mail in found) == sorted(outbox.PURPOSES)
    for mail in found:
        text = mail.get_content()
        assert mail["X-Izanau-Purpose"] in ("security", "service")
        assert (mail.get_content_type(), mail["Content-Language"]) == ("text/plain", language)
        assert bool(re.search("[ぁ-ん]", mail["Subject"] + text)) == (language == "ja")
        assert "{{" not in text


def test_templates_and_purposes_are_the_same_set() -> None:
    names = {entry.name for entry in (files("izanau_site.work") / "mails").iterdir() if entry.name.endswith(".txt")}
    assert names == {f"{name}.{language}.txt" for name in outbox.PURPOSES for language in outbox.LANGUAGES}


def test_last_mail_takes_the_address_with_it(site: Site, sink: tuple[Sink, str]) -> None:
    kept, smtp = sink
    queue(site, "erased")
    kept.refusals = 1
    assert send(site, smtp) == 0
    with ambient.ruled() as rule:
        rule.advance(3600)
        assert send(site, smtp) == 1
    assert b"mai@example.com" in kept.got[0]
    with site.store.transaction() as connection:
        assert connection.execute(select(mails)).all() == []


def test_mail_about_a_message_holds_no_address_and_no_text(site: Site) -> None:
    subject, text = outbox.words("message", "en", name="Mai", company="Umi Games")
    assert "Umi Games" in subject
    assert "@" not in text


def test_mail_leaves_once_however_often_work_runs(site: Site) -> None:
    queue(site, "status")
    assert [send(site) for _ in range(3)] == [1, 0, 0]
    assert len(files_of(site)) == 1


def test_mail_comes_through_a_real_smtp_server(site: Site, sink: tuple[Sink, str]) -> None:
    kept, address = sink
    queue(site, "confirm", "ja")
    assert send(site, address) == 1
    mail = email.message_from_bytes(kept.got[0], policy=email.policy.default)
    assert mail["To"] == "mai@example.com"
    assert "http://site.test/confirm?code=ABCD2345" in mail.get_content()
    assert b"http://site.test/confirm?code=ABCD2345" in kept.got[0], "readable without decoding too"


def test_refused_mail_is_tried_again_later(site: Site, sink: tuple[Sink, str]) -> None:
    kept, address = sink
    kept.refusals = 1
    queue(site, "status")
    with ambient.ruled() as rule:
        assert send(site, address) == 0
        assert send(site, address) == 0, "not before its time"
        rule.advance(61)
        assert send(site, address) == 1
    with site.store.transaction() as connection:
        row = connection.execute(select(mails)).one()
    assert (row.attempts, row.error) == (2, "")
    assert row.sent


def test_rolled_back_deed_mails_nobody(site: Site) -> None:
    def fail() -> None:
        with site.store.transaction(write=True) as connection:
            outbox.queue(connection, "status", to="mai@example.com", language="en", **VALUES)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert send(site) == 0
