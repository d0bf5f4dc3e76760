"""Mails leave once, tagged and in the reader's language, and again after a fault; no template lacks a language."""

from __future__ import annotations

import asyncio
import email
import email.policy
import re
from importlib.resources import files
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from izanau_protocol import ambient, wire
from izanau_site.accounts import erasing, signup
from izanau_site.site import Site
from izanau_site.store.schema import mails
from izanau_site.work import mails as outbox
from izanau_site.work import markup
from izanau_site.work.sender import ROUND, Sender
from tests.site.work.smtp import Sink

VALUES: dict[str, Any] = {
    "name": "山田 Mai",
    "code": "ABCD2345",
    "link": "http://site.test/confirm?code=ABCD2345",
    "hours": 24,
    "day": "3 Feb 2027",
    "company": "Umi Games",
    "by": "Hana Sato",
    "role": "Reviewer",
    "owner": "Rin Reader",
    "invited": True,
    "masked": "m•••@e•••.com",
    "status": "内定",
    "number": 7,
    "text": "One line\nand " + "a long one " * 200,
    "version": "2026-01-01",
    "effective": "2026-01-01",
}


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
    tagged = [name for name, purpose in outbox.PURPOSES.items() if purpose not in (*outbox.CHOSEN, "notices")]
    for template in tagged:
        queue(site, template, language)
    while send(site):
        continue
    found = files_of(site)
    assert sorted(mail["X-Izanau-Kind"] for mail in found) == sorted(tagged)
    for mail in found:
        assert mail["X-Izanau-Purpose"] in ("security", "service")
        assert (mail.get_content_type(), mail["Content-Language"]) == ("multipart/alternative", language)
        parts = [(part.get_content_type(), part.get_content()) for part in mail.iter_parts()]
        assert [kind for kind, _ in parts] == ["text/plain", "text/html"]
        for _, text in parts:
            assert bool(re.search("[ぁ-ん]", mail["Subject"] + text)) == (language == "ja")
            assert "{{" not in text
            assert "&lt;p" not in text, "markup that is escaped twice"


def test_mails_kept_as_files_go_with_their_reader(site: Site) -> None:
    asked = wire.SignUp("Mai Nguyen", "mai@example.com", "vermilion-otter-39", "2019-04-10")
    account = signup.sign_up(site, asked, "").account
    queue(site, "ticket")  # to who wrote signed out: as nobody proved that the address is theirs, it may be another's
    while send(site):
        continue
    assert len(files_of(site)) == 2
    erasing.erase_now(site, account)
    while send(site):
        continue
    assert [mail["X-Izanau-Kind"] for mail in files_of(site)] == ["ticket"], "and they are not written to of it"


def test_templates_and_purposes_are_the_same_set() -> None:
    names = {entry.name for entry in (files("izanau_site.work") / "mails").iterdir() if entry.name.endswith(".txt")}
    assert names == {f"{name}.{language}.txt" for name in (*outbox.PURPOSES, "foot") for language in outbox.LANGUAGES}


def test_html_of_a_mail_loads_nothing_and_links_to_the_site_only(site: Site) -> None:
    evil = 'Mai <img src="http://evil.example/a.png"> http://evil.example/b'
    with site.store.transaction(write=True) as connection:
        outbox.queue(connection, "confirm", to="mai@example.com", language="en", **{**VALUES, "name": evil})
    settings = msgspec.structs.replace(site.settings, public_url="http://site.test")
    assert asyncio.run(Sender(msgspec.structs.replace(site, settings=settings)).send_waiting()) == 1
    html = str(files_of(site)[0].get_body(("html",)).get_content())
    assert re.findall(r'(?:src|href|background|action)="([^"]*)"', html) == [
        "http://site.test/confirm?code=ABCD2345",
        "http://site.test/contact",
    ]
    assert "url(" not in html
    assert "&lt;img src=" in html, "what a person typed is text"


@pytest.mark.parametrize(
    "text", ["![x](http://evil.example/a.png)", "<img src=http://evil.example/a.png>", "[x](javascript:alert)"]
)
def test_markdown_of_a_letter_becomes_nothing_that_loads_or_runs(text: str) -> None:
    html = markup.of_markdown(f"# Hello\n\n{text} and [a link](https://site.test/)")
    assert "<img" not in html
    assert re.findall(r'(?:src|href)="([^"]*)"', html) == ["https://site.test/"]


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
    mail: Any = email.message_from_bytes(kept.got[0], policy=email.policy.default)
    assert mail["To"] == "mai@example.com"
    assert "http://site.test/confirm?code=ABCD2345" in mail.get_body(("plain",)).get_content()
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


def test_mail_that_is_refused_for_good_is_not_tried_again(site: Site, sink: tuple[Sink, str]) -> None:
    kept, address = sink
    kept.gone = "mai@example.com"
    queue(site, "status")
    with ambient.ruled() as rule:
        for _ in range(3):
            assert send(site, address) == 0
            rule.advance(86_400)
    with site.store.transaction() as connection:
        row = connection.execute(select(mails)).one()
    assert (kept.tried, row.error, row.sent, row.text) == (1, "5.1.1", "", "")
    assert row.failed


def test_mail_is_given_up_after_many_tries(site: Site, sink: tuple[Sink, str]) -> None:
    kept, address = sink
    kept.refusals = 99
    queue(site, "status")
    with ambient.ruled() as rule:
        for _ in range(20):
            send(site, address)
            rule.advance(86_400)
    assert kept.tried == 12


def test_codes_leave_before_a_newsletter_that_waited_longer(site: Site) -> None:
    with site.store.transaction(write=True) as connection:
        for _ in range(ROUND):
            outbox.queue(connection, "status", to="many@example.com", language="en", **VALUES)
    with ambient.ruled() as rule:
        rule.advance(1)
        queue(site, "reset")
        assert send(site) == ROUND
    assert "reset" in [mail["X-Izanau-Kind"] for mail in files_of(site)]


def test_what_a_mail_said_is_not_kept_once_it_left(site: Site) -> None:
    queue(site, "reset")
    send(site)
    with site.store.transaction() as connection:
        assert connection.execute(select(mails.c.text)).scalar_one() == ""


def test_mail_comes_back_to_the_address_for_bounces(site: Site, sink: tuple[Sink, str]) -> None:
    kept, address = sink
    settings = msgspec.structs.replace(site.settings, smtp=address, mail_bounces="back@site.test")
    queue(site, "status")
    assert asyncio.run(Sender(msgspec.structs.replace(site, settings=settings)).send_waiting()) == 1
    assert kept.sender == "back@site.test"


def test_rolled_back_deed_mails_nobody(site: Site) -> None:
    def fail() -> None:
        with site.store.transaction(write=True) as connection:
            outbox.queue(connection, "status", to="mai@example.com", language="en", **VALUES)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert send(site) == 0
