"""The main job by the `izanau` command alone, against a real site, mail sink and keychain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.command import Command
from tests.journeys.filled import fill_in
from tests.journeys.world import World, world

pytestmark = pytest.mark.journey
SEEKER, HR, OTHER, STAFF = "kim@story.example", "mori@story.example", "else@story.example", "ren@story.example"


@pytest.fixture
def place(desktop: Mapping[str, str], tmp_path: Path) -> Iterator[World]:
    with world(tmp_path, desktop) as made:
        yield made


def the_applicant(hr: Command) -> dict[str, Any]:
    hr.done("sync")
    (one,) = hr.done("applicant", "list")["items"]
    return dict(hr.done("applicant", "show", one["id"]))


def test_the_main_job_is_done_by_command_alone(place: World) -> None:
    place.add_company("Mori Games", HR)
    place.add_company("Elsewhere", OTHER)
    place.add_staff(STAFF)
    hr, other = place.sign_in("hr", HR), place.sign_in("other", OTHER)
    job = place.publish_job(hr)
    me = place.sign_up("seeker", "Kim Hana", SEEKER)

    place.network.cut()
    fill_in(me)
    assert me("sync").exit == 3
    assert me.done("status")["waiting"] > 0
    place.network.open()
    me.done("sync")
    me.done("profile", "register", "--public")
    me.done("sync")

    assert job in [one["id"] for one in me.done("job", "list", "--limit", "500")["items"]]
    application = str(me.done("apply", job, "--share", "email")["id"])
    me.done("sync")
    seen = the_applicant(hr)
    assert (seen["email"], seen["profile"]["name"]["full"]) == (SEEKER, "Kim Hana")
    hr.done("applicant", "note", application, "Strong on tests.")
    hr.done("applicant", "stage", application, "screening")
    hr.done("sync")
    me.done("sync")
    assert me.done("application", "show", application)["status"] == "in_review"

    asked_without_address(me, other)
    place.command("nobody").done("contact", "--site", place.network.url, "--email", SEEKER, "My birthday is wrong.")
    mended(place, me)
    me.done("application", "withdraw", application)
    me.done("sync")
    hr.done("sync")
    assert SEEKER not in str(hr.done("applicant", "list"))


def asked_without_address(me: Command, other: Command) -> None:
    """A company that is only asked something never sees the address."""
    other.done("sync")
    company = other.done("status")["company"]
    me.done("message", "send", "--company", company, "May I ask about the hours?")
    me.done("sync")
    other.done("sync")
    assert "May I ask about the hours?" in str(other.done("message", "list"))
    assert SEEKER not in str(other.done("message", "list"))
    assert other.done("applicant", "list")["items"] == []


def mended(place: World, me: Command) -> None:
    """Staff find the numbered request, correct the record and answer; the owner has the new value."""
    staff = place.sign_in("staff", STAFF)
    ticket = next(one for one in staff.done("ticket", "list")["items"] if one["text"] == "My birthday is wrong.")
    assert ticket["number"]
    profile = me.done("profile", "show")["id"]
    staff.done("record", "set", "profile", profile, "birthday", "1994-03-21", "--reason", "As the owner asked.")
    staff.done("ticket", "answer", ticket["id"], "Corrected.")
    staff.done("sync")
    me.done("sync")
    assert me.done("profile", "show")["birthday"] == "1994-03-21"
    place.sink.await_mail(SEEKER, lambda mail: "Corrected." in mail.words)
