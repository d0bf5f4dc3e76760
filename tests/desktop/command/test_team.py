"""The people of a company by the command, against the real site: invited by mail, given a role, let go, and nothing left with them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from izanau_protocol import ids
from tests.desktop.command.conftest import PASSWORD
from tests.desktop.command.test_site import code_in_mail
from tests.journeys.cachefile import Held
from tests.journeys.command import Command
from tests.journeys.site import Site

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]
At = Callable[[str], Command]


def come(stranger: Command, site: Site, email: str) -> Command:
    """Take an invitation up with the code of the mail, sign in, agree and sync."""
    code = code_in_mail(site, email)
    stranger.done("account", "reset", code, "--password-stdin", "--site", site.url, stdin=f"{PASSWORD}\n")
    stranger.done("signin", "--site", site.url, "--email", email, "--password-stdin", stdin=f"{PASSWORD}\n")
    version = stranger.done("policy", "show")["version"]
    stranger.done("policy", "agree", version)
    stranger.done("sync")
    return stranger


def test_team_from_the_invitation_to_the_leaving(at: At, stranger: Command, site: Site) -> None:
    hr = at("hr")
    invited = hr.done("team", "invite", "rin@x.example", "Rin Reader", "--role", "reviewer")
    listed = hr.done("team", "list", "--invited")["items"]
    assert [(one["id"], one["email"], one["role"]) for one in listed] == [(invited["id"], "rin@x.example", "reviewer")]
    rin = come(stranger, site, "rin@x.example")
    hr.done("sync")
    (member,) = [one for one in hr.done("team", "list")["items"] if one["name"] == "Rin Reader"]
    assert (member["role"], member["jobs"], bool(member["since"])) == ("reviewer", [], True)
    assert hr.done("team", "list", "--invited")["items"] == []
    applicants = rin.done("applicant", "list")["items"]
    assert len(applicants) >= 12
    assert not any(one.get("email") for one in applicants)
    job = applicants[0]["job"]
    hr.done("team", "role", "Rin Reader", "hiring_manager", "--job", job)
    rin.done("sync")
    seen = rin.done("applicant", "list")["items"]
    assert {one["job"] for one in seen} == {job}
    assert all(one["profile"]["name"]["full"] for one in seen if not one.get("withdrawn"))
    names = {one["profile"]["name"]["full"] for one in applicants if one.get("profile")}
    assert names
    ended = hr.done("team", "end", member["id"], "--jobs-to", hr_of(hr), "--yes")
    assert ended["ended"] is True
    rin.done("sync")
    assert rin.done("status")["role"] == ""
    assert rin("applicant", "list").json["items"] == []
    held = Held(rin.env, rin.data_dir)
    assert held.rows() > 5
    assert {name: held.where(name) for name in names if held.where(name)} == {}
    assert [one["name"] for one in hr.done("team", "list")["items"] if one["name"] == "Rin Reader"] == []


def hr_of(hr: Command) -> str:
    """The membership of the owner."""
    (owner,) = [one for one in hr.done("team", "list")["items"] if one["role"] == "owner"]
    return str(owner["id"])


def test_withdrawn_invitation_lets_nobody_in(at: At, stranger: Command, site: Site) -> None:
    hr = at("hr")
    made = hr.done("team", "invite", "sora@x.example", "Sora Later", "--role", "recruiter", "--language", "ja")
    code = code_in_mail(site, "sora@x.example")
    hr.done("team", "withdraw", made["id"])
    refused = stranger("account", "reset", code, "--password-stdin", "--site", site.url, stdin=f"{PASSWORD}\n")
    assert refused.exit != 0
    assert refused.json["code"] in ("wrong_code", "not_yours")
    assert hr.done("team", "list", "--invited")["items"] == []


@pytest.mark.parametrize(
    "words",
    [
        ("team", "invite", "x@x.example", "X", "--role", "reviewer"),
        ("team", "list", "--invited"),
        ("team", "role", "Demo", "owner"),
        ("team", "end", "Demo", "--yes"),
    ],
)
def test_only_the_owner_changes_the_team(at: At, words: tuple[str, ...]) -> None:
    assert at("reviewer")(*words).json["code"] == "forbidden"


def test_last_owner_stays_an_owner(at: At) -> None:
    hr = at("hr")
    assert hr("team", "role", hr_of(hr), "recruiter").json["code"] == "last_owner"
    assert hr("team", "end", hr_of(hr), "--yes").json["code"] == "last_owner"
    assert hr("team", "end", hr_of(hr)).exit != 0, "nobody was asked"
    assert hr("team", "role", ids.membership_id("a", "b"), "recruiter").json["code"] == "not_yours"
