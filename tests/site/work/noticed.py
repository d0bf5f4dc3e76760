"""A company's people and what they are mailed of, for tests: what they choose, what comes, what arrives."""

from __future__ import annotations

import asyncio
import email
import email.policy
from email.message import EmailMessage

from sqlalchemy import insert

from izanau_protocol import ambient
from izanau_site.site import Site
from izanau_site.store.schema import devices
from izanau_site.work import noticing
from izanau_site.work.sender import Sender
from tests.site.sync.test_taking import joins
from tests.site.work.smtp import Sink
from tests.site.world import Member, Story

HOUR = 3600


def choose(member: Member, *kinds: str, on: bool = True) -> None:
    """Switch mails of these kinds, as the member's own device does."""
    member.pull()
    account = member.caller.account
    answer = member.push(member.part("account", account, {"notices": dict.fromkeys(kinds, on or None)}))
    assert answer.result == "applied", answer


def gathered(site: Site, clock: ambient.Rule, hours: float = 1.1) -> int:
    """What is put into the outbox once some time has passed."""
    clock.advance(hours * HOUR)
    return noticing.gather(site)


def sent(site: Site, sink: tuple[Sink, str]) -> list[EmailMessage]:
    """What leaves now, as it arrives."""
    kept = sink[0]
    while asyncio.run(Sender(site).send_waiting()):
        continue
    found = [email.message_from_bytes(one, policy=email.policy.default) for one in kept.got]
    kept.got.clear()
    return [one for one in found if one["X-Izanau-Kind"] == "notices"]  # the others tell applicants of their own


def words(mail: EmailMessage) -> str:
    """Its plain text."""
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def say(story: Story, member: Member, **more: str) -> None:
    """A message of an applicant to the company."""
    consent = member.consent("message", story.company)
    body = {"company": story.company, "seeker": member.caller.profile, "sender": "seeker", "consent": consent.id}
    answer = member.push(consent, member.part("message", ambient.new_id(), {**body, "text": "Canary words", **more}))
    assert answer.result == "applied", answer


def mention(story: Story, author: Member, application: str, *named: str) -> None:
    """A note of a member that names colleagues."""
    body = {"application": application, "text": "@All", "mentions": list(named)}
    assert author.push(author.part("note", ambient.new_id(), body, story.applicants)).result == "applied"


def subjects(site: Site, sink: tuple[Sink, str]) -> dict[str, str]:
    """What leaves now: by address what it tells."""
    return {str(mail["To"]): str(mail["Subject"]).removeprefix("Umi Games: ") for mail in sent(site, sink)}


def named(story: Story, member: Member) -> str:
    """The membership of somebody whose device the site knows."""
    row = {"id": member.caller.device, "account": member.caller.account}
    with story.world.store.transaction(write=True) as connection:
        connection.execute(insert(devices).values(row | {"created": ambient.timestamp(), "seen": ambient.timestamp()}))
    return joins(story, member)
