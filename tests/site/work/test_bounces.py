"""Mails that come back are noted once each, only when they are ours, and the owner sees it after a few."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from sqlalchemy import select

from izanau_protocol import ambient, wire
from izanau_site.accounts import signup
from izanau_site.site import Site
from izanau_site.store import documents
from izanau_site.store.schema import accounts, bounces, mails
from izanau_site.work import bounces as back
from izanau_site.work import mails as outbox

PASSWORD = "vermilion-otter-39"


@pytest.fixture
def account(site: Site) -> str:
    """Someone who signed up; the mail with the code is the first in the outbox."""
    signup.sign_up(site, wire.SignUp("Mai Nguyen", "mai@example.com", PASSWORD, "2019-04-10"), "")
    with site.store.transaction() as connection:
        return str(connection.execute(select(accounts.c.id)).scalar_one())


def mailed(site: Site, account: str) -> str:
    """One more mail to the account: its id."""
    row = outbox.row_of("status", "service", to="mai@example.com", language="en", account=account)
    with site.store.transaction(write=True) as connection:
        connection.execute(mails.insert().values(row))
    return str(row["id"])


def notification(mail: str, action: str = "failed", status: str = "5.1.1", headers_only: bool = False) -> bytes:
    """A delivery status notification as mail servers write them."""
    returned = f"From: site@izanau.example\nTo: mai@example.com\nMessage-ID: <{mail}@izanau.example>\nSubject: x\n"
    kind = "text/rfc822-headers" if headers_only else "message/rfc822"
    lines = [
        "From: MAILER-DAEMON@mx.example",
        "Subject: Undelivered Mail Returned to Sender",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
        "",
        "--b",
        "Content-Type: text/plain",
        "",
        "The mail could not be delivered.",
        "",
        "--b",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; mx.example",
        "",
        "Final-Recipient: rfc822; mai@example.com",
        f"Action: {action}",
        f"Status: {status} (unknown user)",
        "",
        "--b",
        f"Content-Type: {kind}",
        "",
        returned,
        "--b--",
        "",
    ]
    return "\n".join(lines).encode()


def bounced(site: Site, account: str) -> tuple[str, object]:
    """What row and document of the account say."""
    with site.store.transaction() as connection:
        row = connection.execute(select(accounts.c.bounced).where(accounts.c.id == account)).scalar_one()
        found = documents.get(connection, account)
    assert found is not None
    return str(row), found.body.get("bounced", "")


@pytest.mark.parametrize("headers_only", [False, True])
def test_notification_is_noted_once(site: Site, account: str, headers_only: bool) -> None:
    mail = mailed(site, account)
    raw = notification(mail, headers_only=headers_only)
    assert back.take(site, raw) == (back.Report(mail, "5.1.1"), True)
    assert back.take(site, raw) == (back.Report(mail, "5.1.1"), False)
    with site.store.transaction() as connection:
        assert connection.execute(select(bounces.c.mail, bounces.c.status)).all() == [(mail, "5.1.1")]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\x00 no mail",
        notification(ambient.new_id()),
        notification("x" * 36),
        notification(ambient.new_id(), action="delayed", status="4.4.1"),
        notification(ambient.new_id(), status=""),
        EmailMessage().as_bytes(),
    ],
)
def test_whoever_knows_no_mail_of_ours_stops_nobodys_mails(site: Site, account: str, raw: bytes) -> None:
    with pytest.raises(back.NoReport):
        back.take(site, raw)
    assert bounced(site, account) == ("", "")


def test_delay_is_no_bounce(site: Site, account: str) -> None:
    with pytest.raises(back.NoReport):
        back.take(site, notification(mailed(site, account), action="delayed", status="4.4.1"))


def test_owner_sees_that_mails_come_back_after_three(site: Site, account: str) -> None:
    with ambient.ruled(ambient.now()):
        for count in range(1, 4):
            back.take(site, notification(mailed(site, account)))
            assert bounced(site, account) == (("", "") if count < 3 else (ambient.timestamp(),) * 2)


def test_refusal_by_policy_says_nothing_about_the_address(site: Site, account: str) -> None:
    for _ in range(4):
        assert back.refused(site, mailed(site, account), "5.7.1")
    assert bounced(site, account) == ("", "")


def test_code_that_arrives_after_all_ends_it(site: Site, account: str) -> None:
    for _ in range(3):
        back.take(site, notification(mailed(site, account)))
    with site.store.transaction(write=True) as connection:
        back.forget(site.store, connection, account)
    assert bounced(site, account) == ("", "")
