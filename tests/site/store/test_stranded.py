"""Whom a line keeps that no ledger has any more an operator frees or erases, and the reason stands on record (R13)."""

from __future__ import annotations

import pytest

from izanau_site.accounts import stranded
from izanau_site.accounts.stranded import KeptFault
from izanau_site.privacy import seen
from izanau_site.store.verify import verify
from tests.site.store.conftest import Restorable
from tests.site.store.test_aside import Broken, erased, reads, shown, story
from tests.site.store.test_restored_team import Company
from tests.site.world import Member, Story

__all__ = ["story"]


@pytest.fixture
def lost(site: Restorable, story: Story, monkeypatch: pytest.MonkeyPatch) -> Story:
    """Mai is kept by a line that the ledger, which was put back, has no more."""
    story.apply()
    broken = Broken(monkeypatch, "erased")
    with site.ledger_put_back():
        erased(site, story.mai)
        site.store.begin_epoch()
    broken.mend()
    site.store.begin_epoch()
    return story


def test_operator_frees_whom_a_lost_line_keeps(site: Restorable, lost: Story) -> None:
    mai = lost.mai.caller.account
    (kept,) = stranded.every(site.served)
    assert (kept.account, kept.lost, "•" in kept.masked) == (mai, kept.lines, True)
    stranded.free(site.served, mai, "The ledger of May was put in its place")
    assert not site.account(lost.mai).erased
    assert "application" in shown(lost.hr, mai)
    assert (stranded.every(site.served), verify(site.store)) == ([], [])
    with site.store.transaction() as connection:
        (told,) = [one for one in seen.everything(connection, mai) if one.deed == "free"]
    assert (told.who.group, told.text) == ("staff", "The ledger of May was put in its place")
    site.store.begin_epoch()
    assert not site.account(lost.mai).erased


def test_operator_erases_whom_a_lost_line_keeps(site: Restorable, lost: Story) -> None:
    stranded.erase(site.served, lost.mai.caller.account, "They were erased in May")
    assert site.account(lost.mai) is None
    assert (stranded.every(site.served), verify(site.store)) == ([], [])


def test_whom_the_ledger_still_names_no_operator_frees(
    site: Restorable, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    Broken(monkeypatch, "erased")
    erased(site, story.mai)
    site.store.begin_epoch()
    (kept,) = stranded.every(site.served)
    assert (kept.lost, len(kept.lines)) == ([], 1)
    for deed in (stranded.free, stranded.erase):
        with pytest.raises(KeptFault, match="tried again"):
            deed(site.served, story.mai.caller.account, "To see")
    with pytest.raises(KeptFault, match="nobody"):
        stranded.free(site.served, story.second.caller.account, "To see")
    assert site.account(story.mai).erased


def test_one_of_many_whom_a_lost_line_keeps_is_freed_alone(site: Restorable, monkeypatch: pytest.MonkeyPatch) -> None:
    company = Company(site)
    rin, aki = company.member("hiring_manager"), company.member("hiring_manager")
    job = company.job(rin, aki)
    devices = [site.session(Member(site.store, company.caller(one), ""))[0] for one in (rin, aki)]
    site.back_up()
    with site.ledger_put_back():
        company.push_managers(job)
        site.put_back()
        broken = Broken(monkeypatch, "managed")
        site.store.begin_epoch()
    broken.mend()
    site.store.begin_epoch()
    assert len(stranded.every(site.served)) == 2
    stranded.free(site.served, rin, "They manage it still")
    assert [reads(site.store, one) for one in devices] == [True, False]
    assert [one.account for one in stranded.every(site.served)] == [aki]
