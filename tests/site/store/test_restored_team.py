"""A restored backup gives nobody of a company a right that they had lost since, and leaves it an owner (R13)."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from sqlalchemy import Connection, select

from izanau_protocol import ambient, ids, wire
from izanau_protocol.problems import Refused
from izanau_site.accounts import codes, invitations, people, roles, team, waiting
from izanau_site.accounts.caller import Caller
from izanau_site.attempt import attempt
from izanau_site.store import Change, documents, erasure, ownerless
from izanau_site.store.ledger import Ledger, Line
from izanau_site.store.schema import accounts
from izanau_site.work import retention
from tests.site.store.conftest import Restorable
from tests.site.world import Member, World


class Company:
    """A company with an owner, on a site whose database can be put back."""

    def __init__(self, site: Restorable) -> None:
        self.site = site
        self.id = roles.add_company(
            site.served, company="Umi Games", name="Olga Owner", email="olga@example.com", password="vermilion-otter-39"
        )
        with site.store.transaction() as connection:
            self.owner = people.of_address(connection, "olga@example.com")[0].id

    def member(self, role: str, *jobs: str) -> str:
        """The account of a new member."""

        def join(connection: Connection) -> str:
            email = f"{ambient.new_id()[-8:]}@example.com"
            identity = people.create(connection, name="Rin", email=email, password_hash="x", role=role)
            self.site.store.write(connection, people.documents_of(connection, identity))
            team.join(self.site.served, connection, identity, self.id, self.place(self.owner), jobs)
            return identity

        return attempt(self.site.store, join)

    def place(self, account: str) -> str:
        """The id of a membership."""
        return ids.membership_id(self.id, account)

    def caller(self, account: str) -> Caller:
        """Somebody of the company, as a request of theirs finds them."""
        with self.site.store.transaction() as connection:
            role = people.named(connection, account).role
        return Caller(account=account, device="", group="company", role=role, company=self.id)

    def set_role(self, account: str, role: str, *jobs: str, by: str = "") -> None:
        """An owner gives somebody a role."""
        asked = wire.SetRole(self.place(account), role, jobs)
        team.set_role(self.site.served, self.caller(by or self.owner), asked)

    def write(self, *changes: Change) -> None:
        """Write documents as they are."""
        attempt(self.site.store, lambda connection: self.site.store.write(connection, changes))

    def job(self, *managers: str) -> str:
        """A job with these managers."""
        body: dict[str, Any] = {"company": self.id, "title": {"en": "Cook"}, "state": "draft"}
        identity = ambient.new_id()
        self.write(Change(kind="job", id=identity, body=body | ({"managers": list(managers)} if managers else {})))
        return identity

    def push_managers(self, job: str, *managers: str) -> None:
        """The owner's device names the managers of a job."""
        owner = Member(self.site.store, self.caller(self.owner), "olga@example.com")
        owner.pull()
        answer = owner.push(owner.part("job", job, {"managers": list(managers) or None}, f"company:{self.id}"))
        assert answer.result == "applied", answer

    def leave(self, account: str, way: str) -> None:
        """Somebody goes: from the company, or altogether."""
        if way == "ends":
            team.end(self.site.served, self.caller(account), wire.EndMember(self.place(account)))
        else:
            erasure.erase(self.site.store, account)

    def asked(self) -> list[dict[str, Any]]:
        """The requests that support staff find."""
        agent = World(self.site.store).person("agent")
        agent.pull()
        return [entry.view for entry in agent.held.values() if entry.kind == "ticket" and entry.view]

    def body(self, identity: str) -> dict[str, Any] | None:
        """A document as it is."""
        with self.site.store.transaction() as connection:
            found = documents.get(connection, identity)
        return found.body if found else None

    def role(self, account: str) -> str:
        """The role of somebody, which is one in all places that say it."""
        with self.site.store.transaction() as connection:
            row = connection.execute(select(accounts.c.role).where(accounts.c.id == account)).scalar_one()
        said = {row, *((self.body(one) or {}).get("role") for one in (account, self.place(account)))}
        assert len(said) == 1, said
        return str(row)

    def managers(self, job: str) -> list[str]:
        """Whom a job names."""
        return list((self.body(job) or {}).get("managers", ()))


@pytest.fixture
def company(site: Restorable) -> Company:
    """A company with an owner alone."""
    return Company(site)


@pytest.mark.parametrize(
    ("before", "after"), [("owner", "recruiter"), ("recruiter", "reviewer"), ("reviewer", "owner")]
)
def test_role_is_after_a_restore_as_it_was_set_last(company: Company, before: str, after: str) -> None:
    rin = company.member(before)
    company.site.back_up()
    company.set_role(rin, "hiring_manager")
    company.set_role(rin, after)
    assert company.site.restore()
    assert company.role(rin) == after
    assert not company.site.reopen(), "the ledger is carried out once"


def test_company_that_was_handed_over_has_its_new_owner_alone(company: Company) -> None:
    rin = company.member("recruiter")
    company.site.back_up()
    company.set_role(rin, "owner")
    company.set_role(company.owner, "recruiter", by=rin)
    assert company.site.restore()
    assert (company.role(rin), company.role(company.owner)) == ("owner", "recruiter")


def test_last_owner_stays_one_where_who_followed_is_lost(company: Company) -> None:
    company.site.back_up()
    rin = company.member("owner")
    company.set_role(company.owner, "reviewer", by=rin)
    assert company.site.restore()
    assert company.role(company.owner) == "owner"


@pytest.mark.parametrize("way", ["ends", "is erased"])
def test_lowered_owner_stays_one_where_nobody_else_will(company: Company, way: str) -> None:
    rin = company.member("owner")
    company.site.back_up()
    late = company.member("owner")
    company.set_role(rin, "reviewer", by=late)
    company.leave(company.owner, way)
    assert company.site.restore()
    assert company.role(rin) == "owner"
    assert company.asked() == []


@pytest.mark.parametrize("way", ["ends", "is erased"])
def test_staff_are_asked_whose_a_company_without_owner_is(company: Company, way: str) -> None:
    company.member("recruiter")
    company.site.back_up()
    late = company.member("recruiter")
    company.set_role(late, "owner")
    company.leave(company.owner, way)
    company.site.put_back()
    assert company.site.reopen()
    (asked,) = company.asked()
    assert company.id in asked["text"]
    assert asked["state"] == "open"
    assert (company.body(company.place(company.owner)) or {"ended": True})["ended"], "who left is not let in again"
    company.site.store.begin_epoch()
    assert company.asked() == [asked], "they are asked once"


def test_question_that_fails_is_asked_later_and_site_serves(
    company: Company, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    company.leave(company.owner, "is erased")
    store = company.site.store
    with monkeypatch.context() as patch, caplog.at_level(logging.ERROR, ownerless.__name__):
        patch.setattr(ownerless, "count", lambda *_: 1 / 0)
        for _ in range(2):
            store.begin_epoch()
        assert store.ledger.carrying == ""
    assert [record.msg for record in caplog.records] == ["ownerless"], "it is told once"
    assert company.asked() == []
    retention.tidy(company.site.served)
    (asked,) = company.asked()
    assert company.id in asked["text"]


def test_nobody_is_asked_whose_a_handed_over_company_is(company: Company) -> None:
    rin = company.member("recruiter")
    company.site.back_up()
    company.set_role(rin, "owner")
    company.leave(company.owner, "ends")
    company.set_role(rin, "owner", by=rin)  # so that its line may come last
    assert company.site.restore()
    assert company.role(rin) == "owner"
    assert company.asked() == []


@pytest.mark.parametrize("way", ["owner", "device"])
def test_hiring_manager_gets_no_job_back_by_a_restore(company: Company, way: str) -> None:
    rin, aki = (company.member("hiring_manager") for _ in range(2))
    kept, lost = company.job(rin), company.job(rin, aki)
    company.site.back_up()
    if way == "owner":
        company.set_role(rin, "hiring_manager", kept)
    else:
        company.push_managers(lost, aki)
    assert company.site.restore()
    assert (company.managers(kept), company.managers(lost)) == ([rin], [aki])


def test_hiring_manager_who_got_a_job_back_keeps_it(company: Company) -> None:
    rin = company.member("hiring_manager")
    job = company.job(rin)
    company.site.back_up()
    company.push_managers(job)
    company.set_role(rin, "hiring_manager", job)
    assert company.site.restore()
    assert company.managers(job) == [rin]


def test_restored_job_names_nobody_who_is_not_there(company: Company) -> None:
    rin = company.member("hiring_manager")
    job = company.job(rin)
    company.site.back_up()
    late = company.member("hiring_manager", job)
    assert company.managers(job) == [rin, late]
    team.end(company.site.served, company.caller(rin), wire.EndMember(company.place(rin)))
    assert company.site.restore()
    assert company.managers(job) == []


@pytest.mark.parametrize("was", ["recruiter", "hiring_manager"])
def test_nothing_of_others_applicants_stays_with_who_sees_fewer(company: Company, was: str) -> None:
    rin = company.member(was)
    jobs = kept, lost = [company.job(*([rin] if was == "hiring_manager" else [])) for _ in range(2)]
    tasks, clashes = [ambient.new_id() for _ in jobs], [ambient.new_id() for _ in jobs]
    for job, task, clash in zip(jobs, tasks, clashes, strict=True):
        body: dict[str, Any] = {"text": "Call", "company": company.id, "job": job, "owner": company.place(rin)}
        about: dict[str, Any] = {"about": task, "path": "text", "mine": "Ring", "theirs": "Call"}
        company.write(Change(kind="task", id=task, body=body))
        company.write(Change(kind="conflict", id=clash, body=about, account=rin))
    company.site.back_up()
    company.set_role(rin, "hiring_manager", kept)
    company.push_managers(lost)  # so that what was noted of one job comes last
    company.push_managers(kept, rin, company.owner)
    assert company.site.restore()
    assert company.role(rin) == "hiring_manager"
    assert rin in company.managers(kept)
    assert [(company.body(one) or {}).get("owner") for one in tasks] == [company.place(rin), None]
    assert [company.body(one) is not None for one in clashes] == [True, False]


@pytest.mark.parametrize("way", ["at once", "after a crash", "after a crash behind the commit"])
def test_ledger_keeps_no_role_of_who_was_erased(company: Company, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    rin, aki = company.member("owner"), company.member("hiring_manager")
    company.set_role(rin, "reviewer")
    job = company.job(rin)
    company.push_managers(job, rin, aki)
    ledger = company.site.store.ledger
    assert ledger.has("placed", "membership", company.place(rin))
    assert set(ledger.until("managed", "job", job).split()) == {rin, aki}
    ledger.mark(f"account:{rin}", 1, company.site.store.epoch)
    if way == "at once":
        erasure.erase(company.site.store, rin)
    elif way == "after a crash behind the commit":
        with monkeypatch.context() as crash:
            crash.delattr(Ledger, "forget")
            with pytest.raises(AttributeError):
                erasure.erase(company.site.store, rin)
    else:
        ledger.write([Line("erased", "account", rin, ambient.timestamp())])
    assert company.site.reopen() is (way == "after a crash")
    ledger = company.site.store.ledger
    assert not ledger.has("placed", "membership", company.place(rin))
    assert ledger.until("managed", "job", job) == aki
    assert ledger.marked(f"account:{rin}") == 0
    assert not any(ledger.left())


def test_older_ledger_gives_no_right_back(company: Company) -> None:
    rin = company.member("reviewer")
    company.set_role(rin, "owner")
    job = company.job()
    company.push_managers(job, rin)
    with company.site.ledger_put_back():
        company.set_role(rin, "reviewer")
        company.push_managers(job)
    assert company.site.reopen()
    assert (company.role(rin), company.managers(job)) == ("reviewer", [])


@pytest.mark.parametrize("edited", ["membership", "job"])
def test_edit_before_its_line_hides_no_old_right(company: Company, edited: str) -> None:
    rin = company.member("owner")
    job = company.job(rin)
    company.site.back_up()
    company.set_role(rin, "reviewer")
    company.push_managers(job)
    company.site.put_back()
    identity = company.place(rin) if edited == "membership" else job
    company.write(Change(kind=edited, id=identity, body={**(company.body(identity) or {}), "note": "edited"}))
    company.site.store.begin_epoch()
    assert (company.role(rin), company.managers(job)) == ("reviewer", [])
    assert (company.body(identity) or {})["note"] == "edited"


def test_invitation_that_was_withdrawn_lets_nobody_in_after_a_restore(company: Company) -> None:
    owner = company.caller(company.owner)
    made = invitations.invite(company.site.served, owner, wire.Invite("aki@example.com", "Aki", "reviewer"))
    with company.site.store.transaction(write=True) as connection:
        code = codes.give(connection, made, waiting.PURPOSE, 24)
    company.site.back_up()
    invitations.withdraw(company.site.served, owner, made)
    assert company.site.restore()
    with company.site.store.transaction(write=True) as connection, pytest.raises(Refused):
        codes.take(connection, code, waiting.PURPOSE)
    assert company.body(made) is None
