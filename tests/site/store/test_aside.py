"""A line of the ledger that cannot be carried out keeps whom it is about from everybody, and nobody else from anything (R13)."""

from __future__ import annotations

import contextlib
import logging
from pathlib import Path

import pytest
from sqlalchemy import Connection, update

from izanau_protocol import ambient, text, wire
from izanau_protocol.canonical import Body
from izanau_protocol.problems import Refused
from izanau_site import settings as settings_of
from izanau_site.accounts import tokens
from izanau_site.command import checking
from izanau_site.policy.publish import publish_first
from izanau_site.store import Change, Store, documents, erasure, feeds, records, restoring
from izanau_site.store.ledger import Line
from izanau_site.store.schema import accounts
from izanau_site.store.verify import verify
from izanau_site.work import mails as outbox
from izanau_site.work import retention
from izanau_site.work.sender import Sender
from tests.site.store.conftest import Restorable
from tests.site.store.test_restored_team import Company
from tests.site.sync.test_conflicts import deleted
from tests.site.world import Member, Story

PAST = "2020-01-01T00:00:00.000Z"


class Broken:
    """Carrying out lines of one event fails each time, until it is mended."""

    def __init__(self, patch: pytest.MonkeyPatch, event: str) -> None:
        self._patch, self._event, self._again = patch, event, restoring._AGAIN[event]
        patch.setitem(restoring._AGAIN, event, self._fail)

    def _fail(self, _store: Store, _connection: Connection, line: Line) -> bool:
        raise LookupError(line.id)

    def mend(self) -> None:
        """From now on it goes."""
        self._patch.setitem(restoring._AGAIN, self._event, self._again)


@pytest.fixture
def story(site: Restorable) -> Story:
    """A company, and two seekers, the first of whom asked support."""
    publish_first(site.store)
    made = Story(site.store)
    answer = made.mai.push(made.mai.part("ticket", ambient.new_id(), {"topic": "other", "text": "Hello"}))
    assert answer.result == "applied", answer
    with site.store.transaction(write=True) as connection:
        mai = update(accounts).where(accounts.c.id == made.mai.caller.account)
        connection.execute(mai.values(name_key=text.name_key("Mai Canary")))
    return made


def shown(reader: Member, account: str) -> set[str]:
    """The kinds of what a reader who begins anew is shown of somebody."""
    with reader.store.transaction() as connection:
        theirs = {row.id: row.kind for row in documents.list_all(connection, account=account)}
    reader.cursors.clear()
    reader.held.clear()
    reader.pull()
    return {theirs[one.id] for one in reader.held.values() if one.view is not None and one.id in theirs}


def reads(store: Store, device: str) -> bool:
    """Whether a device reads anything."""
    with store.transaction() as connection:
        return bool(tokens.scopes_of(connection, device))


def found(store: Store, member: Member) -> set[str]:
    """How staff come upon somebody: by whichever search, and by opening the record."""
    caller = Story(store).world.person("agent").caller
    asked = {"address": member.email, "id": member.caller.profile, "name": "Mai Canary", "number": "#1"}
    ways = {way for way, words in asked.items() if records.find(store, caller, words)}
    with contextlib.suppress(Refused):
        records.show(store, caller, wire.Look("profile", member.caller.profile, "ticket", "Asked by mail"))
        ways.add("record")
    return ways


def erased(site: Restorable, member: Member) -> None:
    """The ledger says that somebody was erased since."""
    site.store.ledger.write([Line("erased", "account", member.caller.account, ambient.timestamp())])


def test_erasure_that_fails_each_time_keeps_only_its_person(
    site: Restorable, story: Story, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    mai, second = story.mai, story.second
    application = story.apply()
    device, other = site.session(mai)[0], site.session(story.hr)[0]
    broken = Broken(monkeypatch, "erased")
    erased(site, mai)
    erasing = Line("erasing", "account", second.caller.account, ambient.timestamp(), "2099-01-01T00:00:00.000Z")
    number = site.store.ledger.write([erasing]).number - 1
    assert shown(story.hr, mai.caller.account)
    with caplog.at_level(logging.ERROR, restoring.__name__):
        site.store.begin_epoch()
    assert [vars(record)["told"] for record in caplog.records] == [{"number": number, "kind": "erased account"}]
    assert site.account(second).erases == erasing.until, "the lines after it are carried out"
    assert (shown(story.hr, mai.caller.account), reads(site.store, device)) == (set(), False)
    assert (reads(site.store, other), found(site.store, mai)) == (True, set())
    moved = story.hr.push(story.hr.part("job", story.job, {"title": {"en": "Head cook"}}, f"company:{story.company}"))
    assert moved.result == "applied"
    with site.store.transaction(write=True) as connection:
        row = documents.get(connection, application)
        assert row is not None
        site.store.write(connection, [Change(kind=row.kind, id=row.id, body={**row.body, "status": "screening"})])
    assert shown(story.hr, mai.caller.account) == set(), "what is written meanwhile shows nothing of them"
    assert any(f"line {number}" in told for told in verify(site.store))
    assert not site.reopen()
    assert site.account(mai) is not None
    broken.mend()
    assert not site.reopen()
    assert site.account(mai) is None
    assert not [told for told in verify(site.store) if "ledger" in told]


def test_line_that_fails_again_is_told_seldomer(
    site: Restorable, story: Story, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken = Broken(monkeypatch, "erased")
    erased(site, story.mai)
    with ambient.ruled(now=ambient.now()) as rule, caplog.at_level(logging.ERROR, restoring.__name__):
        site.store.begin_epoch()
        told = []
        for _ in range(7 * 24 * 6):
            rule.advance(600)
            before = len(caplog.records)
            restoring.take_up(site.store)
            told += ["told"] * (len(caplog.records) - before)
    assert len(told) == 10, "an hour after it was told first, two after that, and each day at the end"
    broken.mend()
    restoring.take_up(site.store)
    broken = Broken(monkeypatch, "erased")
    caplog.clear()
    erased(site, story.second)
    with caplog.at_level(logging.ERROR, restoring.__name__):
        site.store.begin_epoch()
    assert len(caplog.records) == 1, "another line is news"


def test_person_is_shown_again_once_their_line_is_carried_out(
    site: Restorable, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    mai, account = story.mai, story.mai.caller.account
    application = story.apply()
    device, _ = site.session(mai)
    with site.store.transaction(write=True) as connection:
        about: Body = {"about": application, "path": "status", "mine": "offer", "theirs": "applied"}
        held = Change(kind="conflict", id=ambient.new_id(), body=about, account=story.hr.caller.account)
        site.store.write(connection, [held])
        outbox.queue(connection, "password_changed", to=mai.email, language="en", account=account, name="Mai")
    assert found(site.store, mai) == {"address", "id", "name", "number", "record"}
    story.hr.pull()
    assert story.hr.view(story.hr.own, held.id)
    broken = Broken(monkeypatch, "revoked")
    site.store.ledger.write([Line("revoked", "application", application, ambient.timestamp())])
    site.store.begin_epoch()
    assert (shown(story.hr, account), shown(mai, account) != set(), reads(site.store, device)) == (set(), True, False)
    assert story.hr.view(story.hr.own, held.id) is None, "what a colleague keeps about them is hidden too"
    assert Sender(site.served)._claim() == [], "nothing is sent to them"
    broken.mend()
    retention.tidy(site.served)
    assert reads(site.store, device)
    assert len(Sender(site.served)._claim()) == 1
    seen = shown(story.hr, account)
    assert "application" in seen
    assert "contact" not in seen
    assert verify(site.store) == []


@pytest.mark.parametrize("kind", ["note", "task"])
def test_conflict_about_what_was_deleted_hides_with_whom_is_kept(
    site: Restorable, story: Story, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    held = deleted(story, kind, story.hr, story.apply())
    broken = Broken(monkeypatch, "kept")
    site.store.ledger.write([Line("kept", "account", story.mai.caller.account, ambient.timestamp())])
    site.store.begin_epoch()
    story.hr.pull()
    assert story.hr.view(story.hr.own, held.id) is None
    broken.mend()
    retention.tidy(site.served)
    story.hr.pull()
    assert story.hr.view(story.hr.own, held.id)
    assert verify(site.store) == []


def test_account_that_was_kept_is_not_erased_while_its_line_waits(
    site: Restorable, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = story.mai.caller.account
    erasure.begin(site.store, account, PAST)
    broken = Broken(monkeypatch, "kept")
    site.store.ledger.write([Line("kept", "account", account, ambient.timestamp())])
    site.store.begin_epoch()
    retention.tidy(site.served)
    assert site.account(story.mai) is not None
    broken.mend()
    retention.tidy(site.served)
    assert (site.account(story.mai).erases, site.account(story.mai).erased) == ("", "")


def test_erasure_that_was_taken_back_is_not_taken_up_late(
    site: Restorable, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = story.mai.caller.account
    site.back_up()
    erasure.begin(site.store, account, PAST)
    erasure.keep(site.store, account)
    site.put_back()
    broken = Broken(monkeypatch, "erasing")
    site.store.begin_epoch()
    assert site.account(story.mai).erased
    broken.mend()
    retention.tidy(site.served)
    assert (site.account(story.mai).erases, site.account(story.mai).erased) == ("", "")


def test_older_ledger_frees_nobody_whose_line_it_lacks(
    site: Restorable, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    mai, second = story.mai, story.second
    story.apply()
    broken = Broken(monkeypatch, "erased")
    with site.ledger_put_back():
        erased(site, mai)
        site.store.begin_epoch()
    broken.mend()
    site.store.begin_epoch()
    assert (shown(story.hr, mai.caller.account), bool(site.account(mai).erased)) == (set(), True)
    erased(site, second)  # with the very number that the line had
    site.store.begin_epoch()
    retention.tidy(site.served)
    assert site.account(second) is None
    assert (shown(story.hr, mai.caller.account), bool(site.account(mai).erased)) == (set(), True)
    assert any("ledger" in told for told in verify(site.store))
    erased(site, mai)
    site.store.begin_epoch()
    retention.tidy(site.served)
    assert site.account(mai) is None
    assert verify(site.store) == []


def test_what_an_older_ledger_says_frees_nobody(
    site: Restorable, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = story.mai.caller.account
    erasing = Line("erasing", "account", account, PAST, "2099-01-01T00:00:00.000Z")
    site.store.ledger.write([erasing])
    broken = Broken(monkeypatch, "erasing")
    with site.ledger_put_back():
        site.store.ledger.write([erasing._replace(at=ambient.timestamp())])
        site.store.begin_epoch()
    site.store.begin_epoch()
    broken.mend()
    retention.tidy(site.served)
    assert site.account(story.mai).erased


def test_line_that_went_with_its_person_is_told_no_longer(site: Restorable, monkeypatch: pytest.MonkeyPatch) -> None:
    company = Company(site)
    rin = company.member("hiring_manager")
    site.back_up()
    company.set_role(rin, "reviewer")
    site.put_back()
    broken = Broken(monkeypatch, "placed")
    site.store.begin_epoch()
    assert any("ledger" in told for told in verify(site.store))
    erasure.erase(site.store, rin)
    broken.mend()
    retention.tidy(site.served)
    assert verify(site.store) == []


def test_operator_is_told_how_many_are_kept(
    site: Restorable, story: Story, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = settings_of.load(environment={}, database=database, data_dir=tmp_path, ledger=tmp_path / "ledger")
    assert checking.faults(chosen, lambda _: None) == []
    broken = Broken(monkeypatch, "erased")
    for one in (story.mai, story.second):
        erased(site, one)
    site.store.begin_epoch()
    [told] = checking.faults(chosen, lambda _: None)
    assert ("could not be carried out: 2;" in told, "until then: 2;" in told) == (True, True)
    broken.mend()
    assert not site.reopen()
    assert checking.faults(chosen, lambda _: None) == []


@pytest.mark.parametrize("event", ["placed", "managed"])
def test_member_reads_nothing_while_their_old_right_stands(
    site: Restorable, monkeypatch: pytest.MonkeyPatch, event: str
) -> None:
    company = Company(site)
    rin, aki = company.member("hiring_manager"), company.member("hiring_manager")
    job = company.job(rin, aki)
    devices = [site.session(Member(site.store, company.caller(one), ""))[0] for one in (rin, aki, company.owner)]
    site.back_up()
    if event == "placed":
        company.set_role(rin, "reviewer")
    else:
        company.push_managers(job, aki)
    site.put_back()
    broken = Broken(monkeypatch, event)
    site.store.begin_epoch()
    assert [reads(site.store, device) for device in devices] == [False, True, True]
    broken.mend()
    assert not site.reopen()
    assert [reads(site.store, device) for device in devices] == [True, True, True]
    assert (company.role(rin), company.managers(job)) == (
        ("reviewer" if event == "placed" else "hiring_manager"),
        [aki],
    )


def test_line_whose_person_cannot_be_kept_keeps_the_site_closed(
    site: Restorable, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.apply()
    erased(site, story.mai)
    with monkeypatch.context() as patch:
        patch.setattr(feeds, "publish", lambda *_, **__: 1 / 0)
        for _ in range(2):
            with pytest.raises(ZeroDivisionError):
                site.store.begin_epoch()
        with pytest.raises(ZeroDivisionError):
            _ = site.store.epoch
    assert site.store.epoch == site.store.ledger.epoch
    assert site.account(story.mai) is None


def test_line_of_a_newer_program_keeps_the_site_closed(site: Restorable, story: Story) -> None:
    site.store.ledger.write([Line("merged", "account", story.mai.caller.account, ambient.timestamp())])
    with pytest.raises(KeyError):
        site.store.begin_epoch()
