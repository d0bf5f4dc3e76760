"""Mails for the purposes that people choose: only to them, never twice, never too often, and none after a refusal."""

from __future__ import annotations

import asyncio
import email
import email.policy
import hashlib
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select, update

from izanau_protocol import ambient, wire
from izanau_protocol.documents import Criteria
from izanau_site.accounts import erasing, people, purposes, roles, signin, signup, unsubscribe
from izanau_site.site import Site
from izanau_site.store import Change
from izanau_site.store.schema import accounts, bounces, mailed, mails, unsubscribes
from izanau_site.work import bounces as back
from izanau_site.work import job_information, letters, newsletter, profile_updates, readers
from izanau_site.work.letters import Letter, LetterFault
from izanau_site.work.message import Words
from izanau_site.work.sender import Sender
from tests.offer import LEGAL

PASSWORD = "vermilion-otter-39"
DAY = 24 * 3600
LETTER = Letter({"en": Words("News", "# Hello\n\nSome *news*."), "ja": Words("お知らせ", "お知らせです。")})


@pytest.fixture
def open_site(site: Site) -> Site:
    """A site that says who runs it."""
    named = {"operator": "Umi Works Inc.", "operator_address": "1-2-3 Kita, Osaka", "public_url": "https://site.test"}
    return msgspec.structs.replace(site, settings=msgspec.structs.replace(site.settings, **named))


def person(site: Site, name: str = "mai", *, language: str = "en", confirmed: bool = True) -> str:
    """Someone who signed up; the account's id."""
    asked = wire.SignUp("Mai Nguyen", f"{name}@example.com", PASSWORD, "2019-04-10", language=language)
    account = signup.sign_up(site, asked, "").account
    with site.store.transaction(write=True) as connection:
        if confirmed:
            people.rewrite(site.store, connection, account, confirmed=True)
        connection.execute(mails.delete())
    return account


def choose(site: Site, account: str, purpose: str, *, on: bool = True) -> None:
    """Switch a purpose."""
    with site.store.transaction(write=True) as connection:
        assert purposes.set_purpose(connection, site.store, account, purpose, on, method="test")


def change(site: Site, account: str, **values: Any) -> None:
    """Change the account's document."""
    with site.store.transaction(write=True) as connection:
        known = site.store.get(connection, "account", account)
        assert known is not None
        site.store.write(connection, [Change(kind="account", id=account, body={**known.body, **values})])


def company(site: Site) -> str:
    """A company."""
    roles.add_company(site, company="Umi Games", name="Olga Owner", email="olga@example.com", password=PASSWORD)
    with site.store.transaction(write=True) as connection:
        connection.execute(mails.delete())
        return str(
            connection.execute(select(accounts.c.company).where(accounts.c.email == "olga@example.com")).scalar()
        )


def publish(site: Site, owner: str, **more: Any) -> str:
    """A published job."""
    identity = ambient.new_id()
    body = {"company": owner, **LEGAL, "state": "published", "published": ambient.timestamp(), **more}
    with site.store.transaction(write=True) as connection:
        site.store.write(connection, [Change(kind="job", id=identity, body=body)])
    return identity


def waiting(site: Site) -> list[Any]:
    """The mails of the outbox that did not leave."""
    with site.store.transaction() as connection:
        return list(connection.execute(select(mails).where(mails.c.sent == "").order_by(mails.c.created)))


def sent(site: Site) -> list[Any]:
    """What leaves now, as messages."""
    while asyncio.run(Sender(site).send_waiting()):
        continue
    folder = site.settings.data_dir / "outbox"
    found = [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in folder.glob("*.eml")]
    for file in folder.glob("*.eml"):
        file.unlink()
    return found


def test_newsletter_goes_to_who_chose_it_and_once(open_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "BATCH", 2)
    chosen = [person(open_site, f"reader{count}") for count in range(5)]
    for account in chosen:
        choose(open_site, account, "newsletter")
    choose(open_site, person(open_site, "other"), "jobs")
    assert newsletter.send(open_site, LETTER, dry=True) == newsletter.Outcome(5)
    assert waiting(open_site) == []
    assert newsletter.send(open_site, LETTER) == newsletter.Outcome(5)
    assert newsletter.send(open_site, LETTER) == newsletter.Outcome(0, before=5)
    found = sent(open_site)
    assert sorted(str(mail["To"]) for mail in found) == [f"reader{count}@example.com" for count in range(5)]
    assert len({re.search(r"unsubscribe/(\S+)>", mail["List-Unsubscribe"])[1] for mail in found}) == 5  # type: ignore[index]  # it is there


def test_interrupted_newsletter_goes_on_where_it_ended(open_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "BATCH", 2)
    for count in range(5):
        choose(open_site, person(open_site, f"reader{count}"), "newsletter")
    keep, done = letters.keep, []

    def fail(*arguments: Any) -> None:
        keep(*arguments)
        done.append(1)
        if len(done) == 2:
            raise ZeroDivisionError

    monkeypatch.setattr(letters, "keep", fail)
    with pytest.raises(ZeroDivisionError):
        newsletter.send(open_site, LETTER)
    assert len(waiting(open_site)) == 2
    assert newsletter.send(open_site, LETTER) == newsletter.Outcome(3, before=2)
    assert len({row.to for row in waiting(open_site)}) == len(waiting(open_site)) == 5


def test_second_letter_within_a_week_waits(open_site: Site) -> None:
    choose(open_site, person(open_site), "newsletter")
    second = Letter({"en": Words("More", "More."), "ja": Words("続報", "続報です。")})
    with ambient.ruled() as rule:
        newsletter.send(open_site, LETTER)
        rule.advance(6 * DAY)
        assert newsletter.send(open_site, second) == newsletter.Outcome(0, later=1)
        rule.advance(2 * DAY)
        assert newsletter.send(open_site, second) == newsletter.Outcome(1)


@pytest.mark.parametrize("state", ["unconfirmed", "paused", "erasing", "bounced", "refused", "switched off"])
def test_mail_that_is_queued_does_not_reach_who_may_not_be_mailed(open_site: Site, state: str) -> None:
    account = person(open_site)
    choose(open_site, account, "newsletter")
    newsletter.send(open_site, LETTER)
    [row] = waiting(open_site)
    if state == "refused":
        choose(open_site, account, "newsletter", on=False)
    elif state == "switched off":
        change(open_site, account, purposes={})
    elif state == "erasing":
        caller = signin.caller_of(
            open_site, signin.sign_in(open_site, wire.SignIn("mai@example.com", PASSWORD), "").access
        )
        erasing.erase(open_site, caller, wire.Erase(PASSWORD))
        with open_site.store.transaction(write=True) as connection:
            connection.execute(mails.insert().values(row._asdict()))
    else:
        columns = {"unconfirmed": ("confirmed", False), "paused": ("paused", True), "bounced": ("bounced", "2026")}
        name, value = columns[state]
        with open_site.store.transaction(write=True) as connection:
            connection.execute(update(accounts).values({name: value}))
    assert sent(open_site) == []
    assert waiting(open_site) == []
    assert newsletter.send(open_site, LETTER, dry=True).queued == 0


def test_letter_reads_as_the_reader_chose(open_site: Site) -> None:
    account = person(open_site, language="ja")
    choose(open_site, account, "newsletter")
    newsletter.send(open_site, LETTER)
    [mail] = sent(open_site)
    text, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert (mail["Subject"], mail["X-Izanau-Purpose"], mail["Content-Language"]) == ("お知らせ", "newsletter", "ja")
    for words in (
        "お知らせです。",
        "ニュースレター",
        ambient.today().isoformat(),
        "Umi Works Inc.",
        "1-2-3 Kita, Osaka",
    ):
        assert words in text
        assert words in html
    assert "https://site.test/contact" in text


def test_secret_of_a_link_is_kept_as_a_hash_only(open_site: Site) -> None:
    choose(open_site, person(open_site), "newsletter")
    newsletter.send(open_site, LETTER)
    [mail] = sent(open_site)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    token = mail["List-Unsubscribe"].removeprefix("<https://site.test/unsubscribe/").removesuffix(">")
    with open_site.store.transaction() as connection:
        assert (
            connection.execute(select(unsubscribes.c.hash)).scalar_one() == hashlib.sha256(token.encode()).hexdigest()
        )
        assert token not in str(connection.execute(select(mails)).all())
    assert unsubscribe.end(open_site, token) == "newsletter"
    assert unsubscribe.end(open_site, token) == "newsletter"
    with open_site.store.transaction() as connection:
        consents = open_site.store.list(connection, "consent", state="ended")
    assert [(one.body["ended_by"], bool(one.body["ended_at"])) for one in consents] == [("unsubscribe", True)]


def test_site_without_https_promises_no_one_click(open_site: Site) -> None:
    plain = msgspec.structs.replace(open_site.settings, public_url="http://site.test")
    site = msgspec.structs.replace(open_site, settings=plain)
    choose(site, person(site), "newsletter")
    newsletter.send(site, LETTER)
    [mail] = sent(site)
    assert mail["List-Unsubscribe"].startswith("<http://site.test/unsubscribe/")
    assert mail["List-Unsubscribe-Post"] is None


def test_site_that_does_not_say_who_runs_it_sends_none(site: Site, open_site: Site) -> None:
    choose(site, person(site), "newsletter")
    newsletter.send(site, LETTER)
    assert sent(site) == []
    assert len(waiting(site)) == 1, "kept until the settings are whole"
    assert len(sent(open_site)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# no front matter",
        "---\nlanguage: en\nsubject: Hello\n---\nText",
        "---\nlanguage: en\nsubject:\n---\nText\n---\nlanguage: ja\nsubject: x\n---\nText",
        "---\nlanguage: fr\nsubject: x\n---\nText\n---\nlanguage: ja\nsubject: x\n---\nText",
        "---\nlanguage: en\nsubject: x\n---\n\n---\nlanguage: ja\nsubject: x\n---\nText",
        "---\nlanguage: en\nsubject: x\n---\n![p](http://a.example/p.png)\n---\nlanguage: ja\nsubject: x\n---\nText",
        "---\nlanguage: en\nsubject: x\n---\na\n---\nlanguage: en\nsubject: x\n---\nb\n---\nlanguage: ja\nsubject: x\n---\nc",
    ],
)
def test_file_that_is_no_letter_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "letter.md"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(LetterFault):
        letters.read(file)


def test_letter_is_read_from_a_file_and_from_a_folder(tmp_path: Path) -> None:
    file = tmp_path / "letter.md"
    file.write_text(
        "---\nlanguage: en\nsubject: News\n---\nOne\n\n---\n\nTwo\n---\nlanguage: ja\nsubject: お知らせ\n---\n一\n",
        encoding="utf-8",
    )
    found = letters.read(file)
    assert found.words == {"en": Words("News", "One\n\n---\n\nTwo"), "ja": Words("お知らせ", "一")}
    (tmp_path / "en.md").write_text("---\nsubject: News\n---\nOne\n\n---\n\nTwo\n", encoding="utf-8")
    (tmp_path / "ja.md").write_text("---\r\nsubject: お知らせ\r\n---\r\n一\r\n", encoding="utf-8")
    assert letters.read(tmp_path).id == found.id


def test_new_jobs_that_fit_come_once_and_in_one_mail(open_site: Site) -> None:
    with ambient.ruled() as rule:
        owner, account = company(open_site), person(open_site)
        publish(open_site, owner, title={"en": "Before the choice"}, category="testing")
        rule.advance(DAY)
        choose(open_site, account, "jobs")
        change(open_site, account, criteria={"categories": ["testing"]})
        rule.advance(600)
        fits = [publish(open_site, owner, title={"en": f"Tester {one}"}, category="testing") for one in range(2)]
        publish(open_site, owner, title={"en": "Cook"}, category="food")
        assert job_information.gather(open_site) == 0, "a day is gathered"
        rule.advance(DAY)
        assert job_information.gather(open_site) == 1
        assert job_information.gather(open_site) == 0
        [mail] = sent(open_site)
        text = mail.get_body(("plain",)).get_content()
        assert set(re.findall(r"https://site\.test/jobs/(\S+)", text)) == set(fits)
        assert "Cook" not in text
        assert "Before the choice" not in text
        assert mail["X-Izanau-Purpose"] == "jobs"
        for _ in range(3):
            rule.advance(DAY + 60)
            assert job_information.gather(open_site) == 0, "no job twice"


@pytest.mark.parametrize(
    ("criteria", "suits"),
    [
        ({}, True),
        ({"categories": ["testing", "art"]}, True),
        ({"categories": ["art"]}, False),
        ({"prefectures": ["JP-27"]}, True),
        ({"prefectures": ["JP-13"]}, False),
        ({"remote": True}, True),
        ({"words": "quokka umi"}, True),
        ({"words": "wombat"}, False),
        ({"categories": ["testing"], "words": "wombat"}, False),
    ],
)
def test_job_suits_when_it_meets_every_criterion(criteria: dict[str, Any], suits: bool) -> None:
    view = {
        "title": {"en": "Quokka tester"},
        "category": "testing",
        "place": {"prefecture": "JP-27"},
        "remote": "hybrid",
    }
    job = job_information.Opening("id", view, "Umi Games")
    assert job.suits(msgspec.convert(criteria, Criteria)) is suits


def test_many_jobs_are_counted_beyond_the_first_ones(open_site: Site) -> None:
    with ambient.ruled() as rule:
        owner, account = company(open_site), person(open_site, language="ja")
        choose(open_site, account, "jobs")
        rule.advance(600)
        for one in range(job_information.MOST + 3):
            publish(open_site, owner, title={"en": f"Tester {one}"})
        rule.advance(DAY)
        job_information.gather(open_site)
    [row] = waiting(open_site)
    assert row.text.count("https://site.test/jobs/") == job_information.MOST
    assert "ほかに3件" in row.text


def test_choosing_again_begins_anew(open_site: Site) -> None:
    with ambient.ruled() as rule:
        owner, account = company(open_site), person(open_site)
        choose(open_site, account, "jobs")
        rule.advance(600)
        choose(open_site, account, "jobs", on=False)
        publish(open_site, owner)
        rule.advance(600)
        choose(open_site, account, "jobs")
        rule.advance(2 * DAY)
        assert job_information.gather(open_site) == 0, "it was published while they wanted none"


def test_profile_left_alone_is_asked_about_every_ninety_days(open_site: Site) -> None:
    with ambient.ruled() as rule:
        account = person(open_site)
        choose(open_site, account, "updates")
        days = []
        for day in range(200):
            if profile_updates.gather(open_site):
                days.append(day)
            if day == 120:
                with open_site.store.transaction(write=True) as connection:
                    row = people.named(connection, account)
                    known = open_site.store.get(connection, "profile", row.profile)
                    assert known is not None
                    body = {**known.body, "residence": "JP"}
                    open_site.store.write(connection, [Change(kind="profile", id=row.profile, body=body)])
            rule.advance(DAY)
    assert days == [90], "at 180 it had been changed 60 days before"


def test_who_chose_mails_again_is_mailed_again(open_site: Site) -> None:
    account = person(open_site)
    choose(open_site, account, "newsletter")
    with open_site.store.transaction(write=True) as connection:
        people.rewrite(open_site.store, connection, account, bounced=ambient.timestamp())
    assert newsletter.send(open_site, LETTER, dry=True).queued == 0
    with open_site.store.transaction(write=True) as connection:
        back.forget(open_site.store, connection, account)
    assert newsletter.send(open_site, LETTER, dry=True).queued == 1


def test_erasure_leaves_nothing_of_these_mails(open_site: Site) -> None:
    account = person(open_site)
    choose(open_site, account, "newsletter")
    newsletter.send(open_site, LETTER)
    sent(open_site)
    with open_site.store.transaction() as connection:
        mail = connection.execute(select(mails.c.id)).scalar_one()
    assert back.refused(open_site, mail, "5.1.1")
    caller = signin.caller_of(open_site, signin.sign_in(open_site, wire.SignIn("mai@example.com", PASSWORD), "").access)
    erasing.erase(open_site, caller, wire.Erase(PASSWORD, now=True))
    with open_site.store.transaction() as connection:
        for table in (mailed, unsubscribes, bounces):
            assert connection.execute(select(table)).all() == []
