"""What is kept no longer goes, accounts past their grace are erased, and the log's chain tells of tampering."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, func, insert, select, update

from izanau_protocol import ambient, wire
from izanau_protocol.problems import Refused
from izanau_site.accounts import erasing, roles, signin, signup
from izanau_site.accounts.caller import Caller
from izanau_site.site import Site
from izanau_site.store import records
from izanau_site.store.schema import access, accounts, codes, devices, feed, mails
from izanau_site.store.verify import verify
from izanau_site.work import retention

DAY = 24 * 3600
PASSWORD = "vermilion-otter-39"


def mai(site: Site) -> Caller:
    """Someone who signed up."""
    asked = wire.SignUp("Mai Nguyen", "mai@example.com", PASSWORD, "2019-04-10")
    return signin.caller_of(site, signup.sign_up(site, asked, "").access)


def count(site: Site, table: object) -> int:
    """How many rows a table has."""
    with site.store.transaction() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())  # type: ignore[arg-type]  # a table


def test_codes_devices_and_mails_go_after_their_days(site: Site) -> None:
    with ambient.ruled() as rule:
        signin.sign_out(site, mai(site))
        with site.store.transaction(write=True) as connection:
            connection.execute(update(mails).values(sent=ambient.timestamp()))
        rule.advance(89 * DAY)
        retention.tidy(site)
        assert [count(site, table) for table in (codes, devices, mails)] == [1, 1, 1]
        rule.advance(3 * DAY)
        retention.tidy(site)
        assert [count(site, table) for table in (codes, mails)] == [0, 0]
        rule.advance(site.settings.refresh_days * DAY)
        retention.tidy(site)
        assert count(site, devices) == 0, "no token of it can come any more"


def test_silent_device_is_ended_and_told_so(site: Site) -> None:
    with ambient.ruled() as rule:
        asked = wire.SignUp("Mai Nguyen", "mai@example.com", PASSWORD, "2019-04-10")
        session = signup.sign_up(site, asked, "")
        with site.store.transaction(write=True) as connection:
            connection.execute(update(accounts).values(confirmed=True))  # else the account would go after its week
        roles.add_company(site, company="Umi", name="Olga Owner", email="olga@example.com", password=PASSWORD)
        owner = signin.sign_in(site, wire.SignIn("olga@example.com", PASSWORD), "")
        for days, gone in ((59, ()), (2, (owner,)), (340, (session, owner))):
            rule.advance(days * DAY)
            retention.tidy(site)
            noted = {line.id for line in site.store.ledger.lines() if line.event == "ended"}
            assert noted == {one.device for one in gone}
        with pytest.raises(Refused, match="device_ended"):
            signin.refresh(site, session.refresh)


def test_account_is_erased_when_its_grace_is_over(site: Site) -> None:
    with ambient.ruled() as rule:
        erasing.erase(site, mai(site), wire.Erase(PASSWORD))
        rule.advance(71 * 3600)
        retention.tidy(site)
        assert count(site, accounts) == 1
        rule.advance(2 * 3600)
        retention.tidy(site)
        assert count(site, accounts) == 0


def test_views_of_an_older_version_are_published_anew(site: Site) -> None:
    mai(site)
    with site.store.transaction(write=True) as connection:
        connection.execute(update(feed).values(views="older"))
    retention.tidy(site)
    with site.store.transaction() as connection:
        assert "older" not in connection.execute(select(feed.c.views)).scalars().all()


def test_sealed_log_tells_of_a_changed_row(site: Site) -> None:
    with ambient.ruled() as rule:
        record, staff = mai(site).profile, Caller(account=ambient.new_id(), device="d", group="staff", role="agent")
        for _ in range(3):
            records.show(site.store, staff, wire.Look("profile", record, "ticket", "asked by mail"))
        rule.advance(200)
        retention.tidy(site)
        assert verify(site.store) == []
        with site.store.transaction(write=True) as connection:
            second = connection.execute(select(access.c.number).order_by(access.c.number).offset(1)).scalars().first()
            connection.execute(update(access).where(access.c.number == second).values(actor="someone else"))
        assert verify(site.store) == [f"access log: row {second} was put in or changed, or one before it"]


def test_unsound_feed_is_found(site: Site) -> None:
    caller = mai(site)
    assert verify(site.store) == []
    with site.store.transaction(write=True) as connection:
        connection.execute(update(feed).where(feed.c.id == caller.profile).values(view=b'{"name":{"full":"Eve"}}'))
        connection.execute(delete(feed).where(feed.c.id == caller.account))
        profile = connection.execute(select(feed).where(feed.c.id == caller.profile)).mappings().one()
        connection.execute(insert(feed), {**profile, "scope": "jobs", "seq": 1_000})
    own = f"account:{caller.account}"
    lines = {
        f"profile {caller.profile}: its view in {own} is another one",
        f"account {caller.account}: its view in {own} is missing",
        f"profile {caller.profile}: its view in jobs should be gone",
    }
    assert set(verify(site.store)) == lines
