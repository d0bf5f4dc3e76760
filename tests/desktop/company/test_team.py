"""The place Team: who is in the company, what each sees, and what its owner changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop.company.team.page import TeamPage
from izanau_desktop.own_record import Items
from izanau_desktop.roles import LEAVES, MAY
from izanau_desktop.sync.site import SiteTrouble
from izanau_desktop.widgets.plain import Paragraph
from izanau_protocol import ids, wire
from izanau_protocol.problems import Refused, problem
from tests.desktop.company.scene import COMPANY, Scene, ago, company, identity, job, member
from tests.desktop.company.team import OTHER, facts, shown, team

SORA = wire.Invitation(identity("sora"), "sora@x.example", "Sora Later", "recruiter", [], "", ago(5), ago(-100))


class Site:
    """What the page asks of the site, without one."""

    def __init__(self, scene: Scene, patch: pytest.MonkeyPatch) -> None:
        self.asked: list[tuple[Any, ...]] = []
        self.refusal: Exception | None = None
        self.waiting: tuple[wire.Invitation, ...] = (SORA,)
        for name in ("invite", "withdraw_invitation", "set_member_role", "end_membership"):
            patch.setattr(scene.desk, name, self._deed(name))
        patch.setattr(scene.desk, "asked", lambda *_: Items(self.waiting))
        patch.setattr(scene.desk, "sync", lambda **_: None)

    def _deed(self, name: str) -> Callable[..., str]:
        def deed(*given: Any) -> str:
            if self.refusal is not None:
                raise self.refusal
            self.asked.append((name, *given))
            return "made"

        return deed


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    made = team(tmp_path)
    yield made
    made.close()


@pytest.fixture
def site(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Site:
    return Site(scene, monkeypatch)


def named(page: QWidget, name: str) -> QAbstractButton:
    """A button by its accessible name or words."""
    found = [one for one in page.findChildren(QAbstractButton) if name in (one.accessibleName(), one.text())]
    return next(one for one in found if one.isVisible())


def texts(page: QWidget) -> str:
    """The paragraphs on screen."""
    return "\n".join(one.words for one in page.findChildren(Paragraph) if one.isVisible())


def test_team_says_of_each_what_they_see(scene: Scene, site: Site, qtbot: QtBot) -> None:
    page = shown(scene, qtbot, TeamPage)
    qtbot.waitUntil(lambda: len(facts(page)) == 3)
    mine, other, waits = facts(page)
    assert mine == f"Olga Owner (you) · Owner. {MAY['owner'].en}"
    assert other.startswith(f"Rin Manager · Hiring manager. {MAY['hiring_manager'].en}. since ")
    assert "invited by Olga Owner · sees " in other
    assert waits.startswith("Sora Later · Recruiter. sora@x.example. good until")


def test_owner_invites_in_place(scene: Scene, site: Site, qtbot: QtBot) -> None:
    page = shown(scene, qtbot, TeamPage)
    qtbot.waitUntil(lambda: len(facts(page)) == 3)
    assert scene.commands.run("team.invite")
    page.invite.finish()
    assert all(row.problem for row in page.invite.rows.values()), "nothing was typed"
    page.invite.line("name").setText("Mio New")
    page.invite.line("email").setText("mio@x.example")
    page.invite.finish()
    assert page.invite.problem.isVisible(), "no role"
    page.invite.part.roles.buttons["hiring_manager"].click()
    assert MAY["hiring_manager"].en in texts(page)
    (tick,) = page.invite.part._ticks.values()
    tick.box.click()
    page.invite.finish()
    qtbot.waitUntil(lambda: bool(site.asked))
    asked = wire.Invite("mio@x.example", "Mio New", "hiring_manager", (identity("job", 0),), "en")
    assert site.asked == [("invite", asked)]
    qtbot.waitUntil(lambda: "Invited: Mio New" in page.toast.text)
    assert not page.invite.isVisible()
    page.toast.dismiss()


def test_what_the_site_refuses_stands_beside_its_field(scene: Scene, site: Site, qtbot: QtBot) -> None:
    page = shown(scene, qtbot, TeamPage)
    site.refusal = Refused(problem("duplicate", "email", value="mio@x.example"))
    page.begin_invitation()
    page.invite.line("name").setText("Mio New")
    page.invite.line("email").setText("mio@x.example")
    page.invite.part.roles.buttons["reviewer"].click()
    page.invite.finish()
    qtbot.waitUntil(lambda: "in the list already" in page.invite.rows["email"].problem)
    assert page.invite.isVisible()


def test_ending_says_what_it_means_before_it_happens(scene: Scene, site: Site, qtbot: QtBot) -> None:
    page = shown(scene, qtbot, TeamPage)
    qtbot.waitUntil(lambda: len(facts(page)) == 3)
    named(page, "End the membership of Rin Manager").click()
    assert LEAVES.en.format(name="Rin Manager") in texts(page)
    assert site.asked == []
    assert page.end.heirs.isVisible()
    page.end.heirs.setCurrentIndex(1)
    page.end.finish()
    qtbot.waitUntil(lambda: bool(site.asked))
    mine = ids.membership_id(COMPANY, scene.desk.account.id)
    assert site.asked == [("end_membership", ids.membership_id(COMPANY, OTHER), mine)]
    qtbot.waitUntil(lambda: bool(page.toast.text))
    page.toast.dismiss()


def test_owner_is_told_what_handing_over_means(scene: Scene, site: Site, qtbot: QtBot) -> None:
    page = shown(scene, qtbot, TeamPage)
    qtbot.waitUntil(lambda: len(facts(page)) == 3)
    named(page, "Change the role of Rin Manager").click()
    assert page.role.part.jobs() == (identity("job", 0),)
    page.role.part.roles.buttons["owner"].click()
    assert "your own role too" in texts(page)
    page.role.finish()
    qtbot.waitUntil(lambda: bool(site.asked))
    assert site.asked == [("set_member_role", ids.membership_id(COMPANY, OTHER), "owner", ())]
    qtbot.waitUntil(lambda: bool(page.toast.text))
    page.toast.dismiss()


def test_other_members_only_read_the_team(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    made = company(tmp_path, "reviewer")
    Site(made, monkeypatch)
    member(made, made.desk.account.id, "Rin Reader", "reviewer")
    member(made, OTHER, "Olga Owner", "owner")
    page = shown(made, qtbot, TeamPage)
    qtbot.waitUntil(lambda: len(facts(page)) == 2)
    assert "Only an owner of the company changes the team." in texts(page)
    buttons = {one.text() for one in page.findChildren(QAbstractButton) if one.isVisible()} - {""}
    assert buttons == {"Leave…"}
    assert not scene_may(made)
    made.close()


def test_hiring_manager_who_leaves_is_asked_for_no_heir(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = company(tmp_path, "hiring_manager")
    Site(made, monkeypatch)
    member(made, made.desk.account.id, "Rin Manager", "hiring_manager")
    member(made, OTHER, "Olga Owner", "owner")
    job(made, managers=[made.desk.account.id])
    page = shown(made, qtbot, TeamPage)
    qtbot.waitUntil(lambda: len(facts(page)) == 2)
    named(page, "Leave the company").click()
    assert page.end.isVisible()
    assert not page.end.heirs.isVisible()
    made.close()


@pytest.mark.parametrize(("done", "asked"), [(None, True), (True, False)])
def test_heir_of_open_tasks_is_asked_for(
    scene: Scene, site: Site, qtbot: QtBot, done: bool | None, asked: bool
) -> None:
    gone = member(scene, identity("account", 66), "Nao New", "recruiter")
    body = {"company": COMPANY, "text": "Call", "owner": gone} | ({"done": done} if done else {})
    scene.put(f"applicants:{COMPANY}", "task", identity("task"), body)
    page = shown(scene, qtbot, TeamPage)
    qtbot.waitUntil(lambda: len(facts(page)) == 4)
    named(page, "End the membership of Nao New").click()
    assert page.end.isVisible()
    assert page.end.heirs.isVisible() is asked


def scene_may(scene: Scene) -> bool:
    """Whether inviting can be done."""
    return scene.commands.run("team.invite")


def test_page_says_that_invitations_cannot_be_asked_for(
    scene: Scene, site: Site, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> object:
        raise SiteTrouble(0, problem("offline"))

    monkeypatch.setattr(scene.desk, "asked", away)
    page = shown(scene, qtbot, TeamPage)
    qtbot.waitUntil(lambda: "Invitations are told by the site alone." in page.notice.text)
    qtbot.waitUntil(lambda: len(facts(page)) == 2)  # members are read from this computer
