"""A review that is blind only since people were written to: what was sent and begun names them in no place."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop.cache import Draft
from izanau_desktop.cache.reads.common import field
from izanau_desktop.cache.reads.templates import prepared
from izanau_desktop.company.applicants import moving
from izanau_desktop.company.applicants.lettered import Lettered
from izanau_desktop.company.day import DayPage
from izanau_desktop.widgets.toast import Toast
from izanau_protocol import ids
from izanau_protocol.visibility import blind
from tests.desktop.company.conftest import conversations, shown
from tests.desktop.company.prepared import prepare
from tests.desktop.company.scene import COMPANY, Scene, ago, applicant, identity, job
from tests.desktop.company.test_blind import CANARIES, PERSON, forget, words
from tests.desktop.company.test_messages import erase, write
from tests.desktop.refusing import refuse_all
from tests.desktop.shared.test_everyone import offered, press


@pytest.fixture
def veiled_later(scene: Scene) -> str:
    """An application to a job that hid nobody until letters that name the person were sent, and others begun."""
    scene.desk.cache.set_note(applicants_job="*")
    post = job(scene)
    found = applicant(scene, post, 1, hours=1)
    seeker, scope = ids.profile_id(identity("account", 2)), f"applicants:{COMPANY}"
    scene.put(scope, "profile", seeker, PERSON, seq=2)
    body = {"company": COMPANY, "seeker": seeker, "application": found}
    texts = ("Dear CANARY  Fullname, we thank you.", "かなりあ様、ありがとうございます。")
    for number, text in enumerate(texts):
        letter = {**body, "sender": "company", "text": text, "at": ago(0.5 - number / 10)}
        scene.put(scope, "message", identity("message", number), letter)
    thanks = {"company": COMPANY, "use": "reject", "name": "Thanks", "text": {"en": "Dear {name}"}}
    made = scene.put(f"company:{COMPANY}", "template", identity("template"), thanks)
    begun = {
        "message": "Canary Fullname, hello",
        "answer": "Canary Fullname, well",
        f"rejection.{made}.en": "Canary Fullname, alas",
    }
    for path, text in begun.items():
        scene.desk.cache.keep_draft(Draft("application", found, path, text))
    job(scene, blind=True)
    return found


def test_letters_of_before_blind_review_name_nobody(scene: Scene, veiled_later: str, qtbot: QtBot) -> None:
    page = shown(scene, qtbot)
    for deed, written in (("message", "applicant, hello"), ("reject", "applicant, alas")):
        assert scene.commands.run(f"applicants.{deed}")
        told = words(page)
        assert [one for one in CANARIES if one in told] == []
        assert written in told
    qtbot.waitUntil(lambda: "応募者様、ありがとうございます。" in words(page))
    assert "Dear applicant, we thank you." in words(page)
    page.detail.panels.close_all()
    forget(scene)
    thread = conversations(scene, qtbot)
    told = words(thread)
    assert [one for one in CANARIES if one in told] == []
    assert "applicant, well" in told
    thread.search.set_text("かなりあ")
    qtbot.waitUntil(lambda: not thread.list.model.rows)
    assert scene.desk.cache.drafts("application", veiled_later)[0].text.startswith("Canary")


@pytest.mark.parametrize("deed", ["reject", "advance_with"])
@pytest.mark.parametrize("elsewhere", [False, True])
def test_letter_that_is_open_is_put_away_once_its_review_is_blind(
    scene: Scene, qtbot: QtBot, deed: str, *, elsewhere: bool
) -> None:
    prepare(scene, use="advance" if deed == "advance_with" else "reject")
    applicant(scene, job(scene), 1)
    page = shown(scene, qtbot)
    assert page.detail.opened is not None
    name = page.detail.opened.applicant.row.name
    assert scene.commands.run(f"applicants.{deed}")
    qtbot.waitUntil(lambda: f"Dear {name}" in seen(page.detail.panels))
    page.setVisible(not elsewhere)
    veil(scene)
    qtbot.waitUntil(lambda: page.detail.opened is not None and bool(page.detail.opened.applicant.row.code))
    page.show()
    assert name not in seen(page.detail)


def veil(scene: Scene) -> None:
    """A colleague made the review of the job blind."""
    job(scene, blind=True)
    scene.background.changed.emit(frozenset({"job"}), None)


@pytest.mark.parametrize("opened_before", [True, False])
def test_message_begun_names_nobody_once_its_review_is_blind(
    scene: Scene, qtbot: QtBot, *, opened_before: bool
) -> None:
    prepare(scene, use="other", text={"en": "Dear {name}, hello"})
    found, cache = applicant(scene, job(scene), 1), scene.desk.cache
    if not opened_before:
        (profile,) = cache.list("profile")
        cache.keep_draft(Draft("application", found, "message", f"Dear {field(profile.body, 'name.full')}, hello"))
    page = shown(scene, qtbot)
    panels, opened = page.detail.panels, page.detail.opened
    assert opened is not None
    name = opened.applicant.row.name
    if opened_before:
        panels.open("note")
        panels.note.edit.setPlainText(f"Call {name}")
        panels.open("message")
        panels._letters.setCurrentIndex(1)
        panels._letters.activated.emit(1)
        assert f"Dear {name}" in seen(panels)
    veil(scene)
    qtbot.waitUntil(lambda: page.detail.opened is not None and bool(page.detail.opened.applicant.row.code))
    assert panels.isVisible() is opened_before
    panels.open("message")
    assert panels.message.text() == "Dear applicant, hello"
    assert name not in seen(page.detail)
    assert panels.note.text() == (f"Call {name}" if opened_before else "")
    kept = {draft.path: draft.text for draft in cache.drafts("application", found)}
    assert kept["message"] == f"Dear {name}, hello", "it is theirs again once they are known"


def test_answer_begun_names_nobody_once_its_review_is_blind(scene: Scene, qtbot: QtBot) -> None:
    found = applicant(scene, job(scene), 1)
    write(scene, found, 1, "Hello", 5)
    page = conversations(scene, qtbot)
    assert page.talk is not None
    name = page.talk.name
    page.composer.edit.setPlainText(f"Dear {name}, hello")
    veil(scene)
    qtbot.waitUntil(lambda: page.talk is not None and page.talk.name != name)
    assert page.composer.text() == "Dear applicant, hello"
    qtbot.waitUntil(lambda: name not in words(page))
    page.composer.edit.setPlainText(f"{page.composer.text()} and {name}")
    scene.background.changed.emit(frozenset({"job"}), None)
    qtbot.waitUntil(lambda: scene.background.wait(0) and not scene.background._waiting)
    assert page.composer.text().endswith(name), "what is typed from then on stays"


def take(scene: Scene, qtbot: QtBot) -> Toast:
    """Somebody is one's own now, as the review tells."""
    page = shown(scene, qtbot)
    assert scene.commands.run("applicants.take")
    return page.toast


def settle(scene: Scene, qtbot: QtBot) -> Toast:
    """Somebody needs no answer, as My day tells."""
    page = DayPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: bool(offered(page, "No answer needed")))
    press(page, "No answer needed")
    return page.toast


@pytest.mark.parametrize(("deed", "told"), [(take, "{who}: yours now"), (settle, "Waits no more: {who}")])
def test_toast_calls_by_code_who_is_hidden_since(
    scene: Scene, qtbot: QtBot, deed: Callable[[Scene, QtBot], Toast], told: str
) -> None:
    found = applicant(scene, job(scene), 1)
    write(scene, found, 1, "Hello", 5)
    (profile,) = scene.desk.cache.list("profile")
    toast = deed(scene, qtbot)
    qtbot.waitUntil(lambda: toast.text == told.format(who=field(profile.body, "name.full")))
    veil(scene)
    qtbot.waitUntil(lambda: toast.text == told.format(who=f"Applicant {blind.code(found)}"))
    assert toast.text in toast.button.accessibleName()
    assert toast.can_undo()
    erase(scene, profile.id)
    qtbot.waitUntil(lambda: not toast.isVisible())


def test_texts_out_of_sight_are_nothing_of_who_is_erased(scene: Scene, qtbot: QtBot) -> None:
    prepare(scene)
    write(scene, applicant(scene, job(scene), 1), 1, "Hello", 5)
    page, talking = shown(scene, qtbot), conversations(scene, qtbot)
    assert talking.talk is not None
    panels, seeker = page.detail.panels, talking.talk.seeker
    panels.open("message")
    panels.message.edit.setPlainText("half a message")
    for deed in ("advance_with", "reject"):
        assert scene.commands.run(f"applicants.{deed}")
        qtbot.waitUntil(lambda: any(isinstance(one, Lettered) and one.isVisible() for one in panels._parts))
    talking.composer.edit.setPlainText("half an answer")

    def held() -> set[str]:
        return {one.toPlainText() for whole in (page, talking) for one in whole.findChildren(QPlainTextEdit)} - {""}

    assert len(held()) == 3
    erase(scene, seeker)
    qtbot.waitUntil(lambda: page.detail.opened is None and talking.talk is None)
    assert held() == set()


def test_letter_looked_up_before_blind_review_is_not_offered(
    scene: Scene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(scene, use="advance")
    applicant(scene, job(scene), 1)
    page = shown(scene, qtbot)
    looked_up, go_on = Event(), Event()

    def late(*asked: Any, **more: Any) -> Any:
        found = prepared(*asked, **more)
        looked_up.set()
        assert go_on.wait(30)
        return found

    monkeypatch.setattr(moving, "prepared", late)
    assert scene.commands.run("applicants.advance_with")
    assert looked_up.wait(30)
    veil(scene)
    qtbot.waitUntil(lambda: page.detail.opened is not None and bool(page.detail.opened.applicant.row.code))
    go_on.set()
    scene.background.wait()
    QApplication.processEvents()  # rule: in a test, what was answered is shown
    assert not page.detail.panels.isVisible()


def seen(whole: QWidget) -> str:
    """What stands in the letters and the labels that are to be seen there."""
    letters = [one.toPlainText() for one in whole.findChildren(QPlainTextEdit) if one.isVisible()]
    return "\n".join([*letters, *(one.text() for one in whole.findChildren(QLabel) if one.isVisible())])


def test_rejection_written_before_blind_review_is_no_draft_once_sent(
    scene: Scene, veiled_later: str, qtbot: QtBot
) -> None:
    page = shown(scene, qtbot)
    assert scene.commands.run("applicants.reject")
    panel = page.detail.panels.reasons
    QTest.keyClick(panel.choices, Qt.Key.Key_1)
    panel.finish()
    qtbot.waitUntil(page.toast.can_undo)
    assert [patch["text"] for kind, _, patch in scene.patches() if kind == "message"] == ["applicant, alas"]
    assert [one.path for one in scene.desk.cache.drafts("application", veiled_later)] == ["answer", "message"]
    page.toast.dismiss()


def test_answer_taken_back_as_a_draft_names_nobody_who_is_hidden(scene: Scene, veiled_later: str, qtbot: QtBot) -> None:
    scene.desk.send_message("Dear Canary Fullname, two minutes", application=veiled_later)
    page = conversations(scene, qtbot)
    refuse_all(scene)
    qtbot.waitUntil(lambda: bool(offered(page, "Take back as draft")))
    press(page, "Take back as draft")
    qtbot.waitUntil(lambda: not scene.outbox() and "two minutes" in page.composer.text())
    assert page.composer.text() == "Dear applicant, two minutes\n\napplicant, well"
    assert [one for one in CANARIES if one in words(page)] == []
    page.toast.dismiss()
