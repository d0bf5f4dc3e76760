"""Deeds that reach other people: held for ten seconds, and what was taken back meanwhile never leaves."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from izanau_desktop.cache import answers
from izanau_desktop.desk import Desk
from izanau_protocol import ambient, wire
from tests.desktop.company.scene import Scene, ago, applicant, company, identity, job
from tests.desktop.seeker.scene import SeekerScene


def staff(folder: Path) -> Scene:
    """A member of staff with one open request."""
    scene = Scene(folder, "staff", "agent")
    body = {"number": 1, "topic": "profile", "text": "My birthday is wrong.", "state": "open", "at": ago(1)}
    scene.put("staff", "ticket", identity("ticket"), body)
    return scene


def seeker(folder: Path) -> Scene:
    """A person whose record was mended."""
    scene = SeekerScene(folder)
    told = {
        "document": "profile",
        "about": scene.profile,
        "path": "hobbies",
        "reason": "owner_asked",
        "text": "As asked",
    }
    scene.put(scene.own, "mend", identity("mend"), told | {"at": ago(1)})
    return scene


def public(folder: Path) -> Scene:
    """A person whose profile is registered."""
    scene = SeekerScene(folder)
    found = scene.desk.cache.get("profile", scene.profile)
    assert found is not None
    scene.put(scene.own, "profile", scene.profile, found.body | {"registered": True})
    return scene


def hr(folder: Path) -> Scene:
    """A company with an applicant for one job, and a draft of another."""
    scene = company(folder)
    applicant(scene, job(scene), 1)
    job(scene, 1, state="draft", published=None)
    return scene


def application(desk: Desk) -> str:
    return desk.cache.list("application")[0].id


TICKET, JOB, DRAFT, PERSON = identity("ticket"), identity("job"), identity("job", 1), identity("profile")
DEEDS: dict[str, tuple[Callable[[Path], Scene], Callable[[Desk], object]]] = {
    "answer": (staff, lambda desk: desk.answer(TICKET, "It is mended.")),
    "close the request": (staff, lambda desk: desk.close_ticket(TICKET)),
    "mend": (staff, lambda desk: desk.mend("profile", PERSON, "hobbies", None, "Go", "owner_asked", "As asked")),
    "ask support": (seeker, lambda desk: desk.contact("My birthday is wrong")),
    "answer a notice": (seeker, lambda desk: desk.reply(identity("mend"), "Thank you")),
    "unregister": (public, lambda desk: desk.unregister()),
    "note": (hr, lambda desk: desk.note(application(desk), "Friendly")),
    "move the stage": (hr, lambda desk: desk.move(application(desk), "screening")),
    "write": (hr, lambda desk: desk.send_message("Welcome", application=application(desk))),
    "publish": (hr, lambda desk: desk.publish(DRAFT)),
    "close the job": (hr, lambda desk: desk.close(JOB)),
}


def leaving(desk: Desk, *, at_once: bool = False) -> list[wire.Push]:
    """What a sync would send now."""
    return desk.cache.change(lambda connection: answers.prepare(connection, at_once=at_once))


@pytest.mark.parametrize("name", DEEDS)
def test_deed_that_reaches_others_waits_ten_seconds(name: str, tmp_path: Path) -> None:
    begin, deed = DEEDS[name]
    with closing(begin(tmp_path)) as scene, ambient.ruled(now=ambient.now()) as clock:
        deed(scene.desk)
        assert [row.state for row in scene.outbox()] == ["held"]
        clock.advance(wire.HOLD_SECONDS - 1)
        assert leaving(scene.desk) == []
        clock.advance(2)
        assert len(leaving(scene.desk)) == 1


@pytest.mark.parametrize("name", DEEDS)
def test_deed_taken_back_in_time_never_leaves(name: str, tmp_path: Path) -> None:
    begin, deed = DEEDS[name]
    with closing(begin(tmp_path)) as scene, ambient.ruled(now=ambient.now()) as clock:
        deed(scene.desk)
        assert scene.desk.cache.drop(scene.outbox()[0].id)
        clock.advance(2 * wire.HOLD_SECONDS)
        assert leaving(scene.desk, at_once=True) == []
        assert scene.outbox() == ()


def test_sync_that_was_asked_for_sends_at_once(tmp_path: Path) -> None:
    with closing(staff(tmp_path)) as scene:
        scene.desk.answer(TICKET, "It is mended.")
        assert len(leaving(scene.desk, at_once=True)) == 1
