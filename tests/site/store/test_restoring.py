"""A restored backup brings back nobody who left, no device that ended and no right that was taken back (R13, PRV-18)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from msgspec.structs import replace
from sqlalchemy import Connection

from izanau_protocol import ambient, ids, wire
from izanau_protocol.canonical import Body
from izanau_protocol.problems import Refused
from izanau_site.accounts import people, purposes, roles, signin, team
from izanau_site.accounts.caller import Caller
from izanau_site.attempt import attempt
from izanau_site.policy.publish import publish_first
from izanau_site.store import Change, erasure, erasures, feeds
from tests.site.store.conftest import Restorable
from tests.site.world import Member, Story, World

SOON = "2099-01-01T00:00:00.000Z"


def test_person_whom_nobody_was_shown_stays_erased(site: Restorable) -> None:
    mai = World(site.store).person("seeker")
    site.back_up()
    erasure.erase(site.store, mai.caller.account)
    assert site.restore()
    assert site.account(mai) is None
    assert not site.reopen(), "the ledger is carried out once"


def test_device_of_who_was_erased_is_told_so_after_a_restore(site: Restorable) -> None:
    mai = World(site.store).person("seeker")
    _, refresh = site.session(mai)
    site.back_up()
    erasure.erase(site.store, mai.caller.account)
    assert site.restore()
    with pytest.raises(Refused, match="account_erased"):
        signin.refresh(site.served, refresh)


def test_who_came_and_went_after_the_backup_hinders_no_restore(site: Restorable) -> None:
    world = World(site.store)
    mai = world.seeker()
    site.back_up()
    ana = world.seeker()
    assert ana.push(ana.part("account", ana.caller.account, {"paused": True})).result == "applied"
    for deed in (partial(erasure.begin, erases=SOON), erasure.keep, erasure.erase):
        deed(site.store, ana.caller.account)
    erasure.begin(site.store, mai.caller.account, SOON)
    assert site.restore()
    assert site.account(ana) is None
    assert site.account(mai).erases == SOON, "what was noted after her is carried out too"
    assert not site.reopen()


@pytest.mark.parametrize("edited", [False, True], ids=["as it was", "edited before its line"])
@pytest.mark.parametrize("kind", ["account", "profile", "application"])
def test_what_a_person_took_back_stays_taken_back(site: Restorable, kind: str, *, edited: bool) -> None:
    publish_first(site.store)
    story = Story(site.store)
    application, mai = story.apply(), story.mai
    field = {"account": "paused", "profile": "registered", "application": "withdrawn"}[kind]
    identity = {"account": mai.caller.account, "profile": mai.caller.profile, "application": application}[kind]
    if kind == "profile":
        shown = mai.push(mai.consent("register"), mai.part("profile", identity, {"registered": True}))
        assert shown.result == "applied", shown
    mai.pull()
    site.back_up()
    left = mai.push(mai.part(kind, identity, {field: None if kind == "profile" else True}))
    assert left.result == "applied", left
    site.put_back()
    if edited:
        with site.store.transaction(write=True) as connection:
            restored = site.store.get(connection, kind, identity)
            assert restored is not None
            site.store.write(connection, [Change(kind=kind, id=identity, body={**restored.body, "note": "edited"})])
    assert site.reopen()
    with site.store.transaction() as connection:
        found = site.store.get(connection, kind, identity)
        public = feeds.entries_of(connection, ["jobs"], [mai.caller.profile], feeds.Read("jobs", 0, 0))
    assert found is not None
    assert found.body.get(field, False) is (kind != "profile")
    assert ("note" in found.body) is edited
    assert public == []
    assert site.account(mai).paused is (kind == "account")


def test_purpose_stays_off_though_another_consent_to_it_was_never_ended(site: Restorable) -> None:
    """Two devices agreed, each on its own; one of the two consents was ended, and the purpose with it."""
    publish_first(site.store)
    mai = World(site.store).seeker()
    consents = []
    for _ in range(2):
        mai.pull()
        body = {"deed": "purpose", "purpose": "newsletter", "version": "2019-04-10", "language": "en", "words": "Yes"}
        consents.append(mai.part("consent", ambient.new_id(), body))
        switch = mai.part("account", mai.caller.account, {"purposes": {"newsletter": True}})
        answer = mai.push(switch, consents[-1])
        assert answer.result == "applied", answer
    mai.pull()
    site.back_up()
    assert mai.push(mai.part("consent", consents[0].id, {"ended": True})).result == "applied"

    def chosen() -> frozenset[str]:
        with site.store.transaction() as connection:
            account = site.store.get(connection, "account", mai.caller.account)
        assert account is not None
        return purposes.chosen(account.body)

    assert chosen() == frozenset()
    assert site.restore()
    assert chosen() == frozenset()


def test_who_left_a_company_is_not_let_in_again(site: Restorable) -> None:
    company = roles.add_company(
        site.served, company="Umi Games", name="Olga Owner", email="olga@example.com", password="vermilion-otter-39"
    )

    def join(connection: Connection) -> str:
        owner = people.of_address(connection, "olga@example.com")[0].id
        identity = people.create(connection, name="Rin", email="rin@example.com", password_hash="x", role="reviewer")
        site.store.write(connection, people.documents_of(connection, identity))
        team.join(site.served, connection, identity, company, ids.membership_id(company, owner), ())
        return identity

    rin, post, kept = attempt(site.store, join), ambient.new_id(), ambient.new_id()
    with site.store.transaction(write=True) as connection:
        about: Body = {"about": post, "path": "title.en", "mine": "Canary", "theirs": "Cook"}
        job = Change(kind="job", id=post, body={"company": company, "title": {"en": "Cook"}, "state": "draft"})
        site.store.write(connection, [job, Change(kind="conflict", id=kept, body=about, account=rin)])
    site.back_up()
    member = ids.membership_id(company, rin)
    mine = Caller(account=rin, device="", group="company", role="reviewer", company=company)
    team.end(site.served, mine, wire.EndMember(member))
    assert site.restore()
    with site.store.transaction() as connection:
        assert people.named(connection, rin).company == ""
        place, account = (
            site.store.get(connection, kind, one) for kind, one in (("membership", member), ("account", rin))
        )
        assert site.store.get(connection, "conflict", kept) is None
    assert place is not None
    assert place.body["ended"] is True
    assert account is not None
    assert "company" not in account.body


def test_device_that_renewed_its_tokens_since_the_backup_stays_signed_in(site: Restorable) -> None:
    world = World(site.store)
    hr = world.person("recruiter", world.company())
    device, first = site.session(hr)
    site.back_up()
    world.job(hr)
    second = signin.refresh(site.served, first).refresh
    signin.refresh(site.served, second)  # the answer to it gets lost
    assert site.restore()
    assert signin.refresh(site.served, second).device == device
    assert not site.ended(device)


def test_refresh_token_that_was_spent_before_the_backup_ends_its_session_after_it(site: Restorable) -> None:
    world = World(site.store)
    hr = world.person("recruiter", world.company())
    device, first = site.session(hr)
    third = signin.refresh(site.served, signin.refresh(site.served, first).refresh)
    site.back_up()
    world.job(hr)
    signin.refresh(site.served, third.refresh)
    assert site.restore()
    with pytest.raises(Refused):
        signin.refresh(site.served, first)
    assert site.ended(device)


def test_certificate_is_made_anew_after_a_restore(site: Restorable) -> None:
    mai, told = World(site.store).person("seeker"), []
    site.back_up()
    erasure.erase(site.store, mai.caller.account, lambda _connection, erased: told.append(erased))
    assert site.restore()
    with site.store.transaction() as connection:
        found = erasures.certified(connection, told[0].token)
    assert found is not None
    assert found.masked == erasures.masked(mai.email)


def test_grace_of_an_erasure_is_hidden_again(site: Restorable) -> None:
    mai = World(site.store).seeker()
    site.back_up()
    erasure.begin(site.store, mai.caller.account, SOON)
    assert site.restore()
    assert site.account(mai).erases == SOON


def test_account_that_was_kept_stays_kept(site: Restorable) -> None:
    mai = World(site.store).seeker()
    erasure.begin(site.store, mai.caller.account, SOON)
    site.back_up()
    erasure.keep(site.store, mai.caller.account)
    assert site.restore()
    assert site.account(mai).erases == ""


def signed_out(site: Restorable, member: Member, device: str, _refresh: str) -> None:
    """The device signs out."""
    signin.sign_out(site.served, replace(member.caller, device=device))


def reused(site: Restorable, member: Member, device: str, refresh: str) -> None:
    """A refresh token comes a second time, after its answer was used."""
    signin.refresh(site.served, refresh)
    signin.note_seen(site.served, replace(member.caller, device=device, noted=False))
    with pytest.raises(Refused, match="not_signed_in"):
        signin.refresh(site.served, refresh)


@pytest.mark.parametrize("way", ["device", "link"])
def test_refused_purpose_stays_refused(site: Restorable, way: str) -> None:
    publish_first(site.store)
    mai = World(site.store).seeker()
    with site.store.transaction(write=True) as connection:
        for purpose in ("jobs", "newsletter"):
            purposes.set_purpose(connection, site.store, mai.caller.account, purpose, on=True, method="test")
    mai.pull()
    site.back_up()
    if way == "device":
        answer = mai.push(mai.part("account", mai.caller.account, {"purposes": {"newsletter": None}}))
        assert answer.result == "applied", answer
    else:
        with site.store.transaction(write=True) as connection:
            me = mai.caller.account
            purposes.set_purpose(connection, site.store, me, "newsletter", on=False, method="unsubscribe")
    assert site.restore()
    with site.store.transaction() as connection:
        account = site.store.get(connection, "account", mai.caller.account)
        consents = site.store.list(connection, "consent", account=mai.caller.account)
    assert account is not None
    assert account.body["purposes"] == {"jobs": True}
    assert {one.body["purpose"]: one.body.get("ended", False) for one in consents if "purpose" in one.body} == {
        "jobs": False,
        "newsletter": True,
    }


@pytest.mark.parametrize("end", [signed_out, reused])
def test_ended_device_stays_ended(site: Restorable, end: Callable[[Restorable, Member, str, str], None]) -> None:
    mai = World(site.store).person("seeker")
    device, refresh = site.session(mai)
    site.back_up()
    end(site, mai, device, refresh)
    assert site.restore()
    assert site.ended(device)
    with pytest.raises(Refused, match="device_ended"):
        signin.refresh(site.served, refresh)


def test_only_what_the_backup_lacks_is_done_again(site: Restorable) -> None:
    """Paused, back again, and then a restore: the pause before the backup is no news."""
    mai, ana = (World(site.store).seeker() for _ in range(2))
    mai.pull()
    assert mai.push(mai.part("account", mai.caller.account, {"paused": True})).result == "applied"
    mai.pull()
    assert mai.push(mai.part("account", mai.caller.account, {"paused": None})).result == "applied"
    site.back_up()
    erasure.erase(site.store, ana.caller.account)
    assert site.restore()
    assert not site.account(mai).paused
    assert site.account(ana) is None
    with site.store.transaction() as connection:
        assert site.store.get(connection, "profile", ids.profile_id(mai.caller.account)) is not None


def test_older_ledger_takes_nothing_back_anew(site: Restorable) -> None:
    mai = World(site.store).seeker()

    def pauses(*, paused: bool) -> None:
        mai.pull()
        assert mai.push(mai.part("account", mai.caller.account, {"paused": paused or None})).result == "applied"

    pauses(paused=True)
    with site.ledger_put_back():
        pauses(paused=False)
        erasure.begin(site.store, mai.caller.account, SOON)
    assert site.reopen()
    assert not site.account(mai).paused
