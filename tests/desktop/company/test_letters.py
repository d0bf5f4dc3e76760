"""Prepared messages: written on the company's page, and standing ready at a rejection until both are undone or sent."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from izanau_desktop.cache.reads.templates import templates
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.company.company import CompanyPage
from izanau_desktop.company.templates import TemplatesCard
from izanau_desktop.widgets.plain import Chip
from izanau_desktop.widgets.toast import Toast
from tests.desktop.company.conftest import shown
from tests.desktop.company.prepared import TEXT, prepare, written_to
from tests.desktop.company.scene import COMPANY, Scene, applicant, identity
from tests.desktop.company.test_company import type_into


@pytest.fixture
def mine(scene: Scene) -> str:
    """An applicant of a company with a message for rejections and one for anything else."""
    return written_to(scene, "other", "About {job}")


@pytest.fixture
def page(scene: Scene, mine: str, qtbot: QtBot) -> Iterator[ApplicantsPage]:
    """The applicants page with this one open."""
    made = shown(scene, qtbot)
    yield made
    made.toast.dismiss()


@pytest.fixture
def own(scene: Scene, qtbot: QtBot) -> Iterator[CompanyPage]:
    """The page of the company."""
    prepare(scene)
    made = CompanyPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(made)
    made.resize(900, 800)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.templates.rows.count() == 1)
    yield made
    made.toast.dismiss()


def test_rejection_and_its_message_wait_and_go_back_together(
    page: ApplicantsPage, scene: Scene, mine: str, qtbot: QtBot
) -> None:
    assert scene.commands.run("applicants.reject")
    panel = page.detail.panels.reasons
    assert page.detail.opened is not None
    name = page.detail.opened.applicant.row.name
    assert panel.message.toPlainText().startswith(f"Dear {name}, thank you. ")
    assert panel.letters.itemText(0) == "Thanks 0 (English)"
    panel.message.appendPlainText("All the best")
    QTest.keyClick(panel.choices, Qt.Key.Key_2)
    QTest.keyClick(panel, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "message goes out" in page.toast.text)
    [row] = scene.outbox()
    assert (row.state, sorted(row.kinds)) == ("held", ["application", "message"])
    sent = {kind: patch for kind, _, patch in scene.patches()}
    assert sent["application"]["stage"] == "rejected"
    assert sent["message"]["text"].endswith("All the best")
    assert sent["message"]["application"] == mine
    assert scene.commands.run("applicants.undo")
    qtbot.waitUntil(lambda: scene.outbox() == ())
    assert scene.desk.cache.list("message") == ()


def open_one(page: ApplicantsPage, application: str, qtbot: QtBot) -> None:
    page.show_document(application)
    qtbot.waitUntil(lambda: page.detail.opened is not None and page.detail.opened.applicant.row.id == application)


def test_letter_of_a_rejection_that_was_put_away_is_as_it_was_written(
    page: ApplicantsPage, scene: Scene, mine: str, qtbot: QtBot
) -> None:
    other = applicant(scene, identity("job"), 2)
    scene.background.changed.emit(frozenset({"application"}), None)
    panels = page.detail.panels
    assert scene.commands.run("applicants.reject")
    panels.reasons.message.setPlainText("Ours")
    panels.reasons.letters.setCurrentIndex(1)
    panels.reasons.message.setPlainText("こちらも")
    panels.reasons.letters.setCurrentIndex(0)
    assert panels.reasons.message.toPlainText() == "Ours"
    QTest.keyClick(panels.reasons, Qt.Key.Key_Escape)
    assert scene.commands.run("applicants.reject")
    assert panels.reasons.message.toPlainText() == "Ours"
    open_one(page, other, qtbot)
    assert scene.commands.run("applicants.reject")
    assert panels.reasons.message.toPlainText().startswith("Dear ")
    open_one(page, mine, qtbot)
    scene.desk.drop_template(identity("template", 0))
    scene.background.changed.emit(frozenset({"template"}), None)
    qtbot.waitUntil(lambda: page.detail.opened is not None and page.detail.opened.rejections == ())
    assert scene.commands.run("applicants.reject")
    told = [panels.reasons.letters.itemText(at) for at in range(3)]
    assert told == ["Deleted message (English)", "Deleted message (Japanese)", "No message"]
    assert panels.reasons.message.toPlainText() == "Ours"


def test_letter_of_a_rejection_that_was_taken_back_is_as_it_was_written(
    page: ApplicantsPage, scene: Scene, mine: str, qtbot: QtBot
) -> None:
    other, panels = applicant(scene, identity("job"), 2), page.detail.panels
    assert scene.commands.run("applicants.reject")
    panels.reasons.message.setPlainText("Ours")
    QTest.keyClick(panels.reasons.choices, Qt.Key.Key_2)
    QTest.keyClick(panels.reasons, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "message goes out" in page.toast.text)
    assert scene.desk.cache.drafts("application", mine) == ()
    assert scene.commands.run("applicants.undo")
    qtbot.waitUntil(lambda: page.toast.text == "Taken back")
    open_one(page, other, qtbot)
    assert scene.commands.run("applicants.reject")
    open_one(page, mine, qtbot)
    assert scene.commands.run("applicants.reject")
    assert panels.reasons.message.toPlainText() == "Ours"


def test_letter_that_went_out_stands_there_as_prepared(
    page: ApplicantsPage, scene: Scene, mine: str, qtbot: QtBot
) -> None:
    panel = page.detail.panels.reasons
    assert scene.commands.run("applicants.reject")
    panel.message.setPlainText("Ours")
    QTest.keyClick(panel.choices, Qt.Key.Key_2)
    QTest.keyClick(panel, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.detail.opened is not None and page.detail.opened.applicant.row.stage == "rejected")
    page.detail.stage.emit("new")
    qtbot.waitUntil(lambda: page.detail.opened is not None and page.detail.opened.applicant.row.stage == "new")
    assert scene.commands.run("applicants.reject")
    assert panel.message.toPlainText().startswith("Dear ")


def test_message_is_left_out_where_none_is_chosen(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    assert scene.commands.run("applicants.reject")
    panel = page.detail.panels.reasons
    panel.letters.setCurrentIndex(panel.letters.count() - 1)
    assert not panel.message.isVisible()
    QTest.keyClick(panel.choices, Qt.Key.Key_1)
    QTest.keyClick(panel, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(scene.outbox()))
    assert [kind for kind, _, _ in scene.patches()] == ["application"]


def test_other_language_is_offered_and_said_to_be_another(page: ApplicantsPage, scene: Scene) -> None:
    assert scene.commands.run("applicants.reject")
    panel = page.detail.panels.reasons
    assert panel.letters.itemText(1) == "Thanks 0 (Japanese)"
    assert "another language" not in panel._told.text()
    panel.letters.setCurrentIndex(1)
    assert "様" in panel.message.toPlainText()
    assert "another language" in panel._told.text()


def test_role_that_writes_no_messages_is_offered_none(page: ApplicantsPage, scene: Scene) -> None:
    scene.desk.cache.set_note(role="reviewer")
    scene.desk.look_up()
    assert scene.commands.run("applicants.reject")
    assert not page.detail.panels.reasons.letters.isVisible()
    assert not page.detail.panels.reasons.message.isVisible()


def test_any_message_may_begin_with_a_prepared_one(page: ApplicantsPage, scene: Scene) -> None:
    assert scene.commands.run("applicants.message")
    panels = page.detail.panels
    panels._letters.setCurrentIndex(1)
    panels._letters.activated.emit(1)
    assert panels.message.text() == "About Tester"
    assert panels._letters.currentIndex() == 0


def test_prepared_message_is_written_changed_and_deleted(own: CompanyPage, scene: Scene, qtbot: QtBot) -> None:
    card = own.templates
    card.new.click()
    card.writing.name.setText("  Received ")
    card.writing.use.setCurrentIndex(card.writing.use.findData("acknowledge"))
    assert card.writing.on.isVisible()
    card.writing.on.click()
    card.writing.texts["en"].setPlainText("Dear {nome}")
    card.writing.save.click()
    qtbot.waitUntil(lambda: "{nome}" in card.writing.problem.text())
    assert scene.outbox() == ()
    card.writing.texts["en"].setPlainText("Dear {name}")
    card.writing.save.click()
    qtbot.waitUntil(lambda: card.rows.count() == 2 and not card.writing.isVisible())
    [(kind, scope, patch)] = scene.patches()
    assert (kind, scope) == ("template", f"company:{COMPANY}")
    wanted = {"company": COMPANY, "use": "acknowledge", "name": "Received", "text": {"en": "Dear {name}"}, "on": True}
    assert patch == wanted
    delete = next(one for one in card.findChildren(QPushButton) if one.accessibleName() == "Delete Thanks 0")
    delete.click()
    qtbot.waitUntil(lambda: "deleted" in own.toast.text)
    qtbot.waitUntil(lambda: card.rows.count() == 1)
    own.toast.undo()
    qtbot.waitUntil(lambda: card.rows.count() == 2)


@pytest.mark.parametrize("scene", ["owner", "recruiter"], indirect=True)
def test_of_two_acknowledgements_one_is_said_to_be_sent(own: CompanyPage, scene: Scene, qtbot: QtBot) -> None:
    made = [prepare(scene, number, use="acknowledge", name=f"Thanks {number}", on=True) for number in (7, 8)]
    scene.background.changed.emit(frozenset({"template"}), None)
    card, chips = own.templates, ["Sent by itself", "Not sent: another one is"]
    first = chips if made[0] < made[1] else chips[::-1]
    qtbot.waitUntil(lambda: [one.text() for one in card.findChildren(Chip) if one.text() in chips] == first)
    assert [row.goes_out for row in templates(scene.desk.cache, "acknowledge")] == [one == min(made) for one in made]


def test_key_brings_the_deleted_message_back_and_no_other_edit(own: CompanyPage, scene: Scene, qtbot: QtBot) -> None:
    if scene.desk.account.role == "owner":
        type_into(own, "name", "Beta Works")
        qtbot.waitUntil(lambda: [kind for kind, _, _ in scene.patches()] == ["company"])
    edited = scene.patches()
    buttons = own.templates.findChildren(QPushButton)
    next(one for one in buttons if one.accessibleName() == "Delete Thanks 0").click()
    qtbot.waitUntil(own.toast.can_undo)
    assert own.toast.button.text().endswith("Ctrl+Z")
    assert scene.commands.run("company.undo")
    qtbot.waitUntil(lambda: [row.id for row in templates(scene.desk.cache)] == [identity("template")])
    assert scene.patches() == edited


def test_text_in_a_further_language_stays_when_one_is_changed(own: CompanyPage, scene: Scene, qtbot: QtBot) -> None:
    number = 3
    prepare(scene, number, text={"en": "Hello", "pt": "Oi"})
    found = next(one for one in templates(scene.desk.cache) if one.id == identity("template", number))
    own.templates.write(found)
    own.templates.writing.texts["en"].setPlainText("Hello again")
    own.templates.writing.save.click()
    qtbot.waitUntil(lambda: bool(scene.outbox()))
    assert [patch for _, _, patch in scene.patches()] == [{"text": {"en": "Hello again"}}]


def test_text_that_a_colleague_changed_meanwhile_stays_where_another_is_changed(
    own: CompanyPage, scene: Scene, qtbot: QtBot
) -> None:
    own.templates.write(next(iter(templates(scene.desk.cache))))
    theirs = {"company": COMPANY, "use": "reject", "name": "Many thanks", "text": {**TEXT, "en": "Dear {name}, hello."}}
    scene.put(f"company:{COMPANY}", "template", identity("template", 0), theirs, 2)
    own.templates.writing.texts["ja"].setPlainText("{name} 様")
    own.templates.writing.save.click()
    qtbot.waitUntil(lambda: bool(scene.outbox()))
    assert [patch for _, _, patch in scene.patches()] == [{"text": {"ja": "{name} 様"}}]


def built_anew(own: CompanyPage, scene: Scene, qtbot: QtBot) -> TemplatesCard:
    """Another card, once all is kept that the page has to keep when it goes."""
    own.hide()
    scene.background.wait()
    made = TemplatesCard(scene.desk, scene.background, own.toast, "en")
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.rows.count() > 0)
    return made


def test_unsaved_form_of_a_prepared_message_waits_for_its_return(own: CompanyPage, scene: Scene, qtbot: QtBot) -> None:
    prepare(scene, 1)
    first, second = templates(scene.desk.cache)
    form = own.templates.writing
    own.templates.new.click()
    form.name.setText("Begun")
    own.templates.write(first)
    assert form.name.text() == "Thanks 0"
    form.texts["ja"].setPlainText("{name} 様 またどうぞ。")
    own.templates.write(second)
    assert form.texts["ja"].toPlainText() == TEXT["ja"]
    assert not form.discard.isVisible()
    own.templates.write(first)
    form.cancel.click()
    again = built_anew(own, scene, qtbot)
    again.write(first)
    assert again.writing.values()["text"] == {**TEXT, "ja": "{name} 様 またどうぞ。"}
    again.write(None)
    assert again.writing.name.text() == "Begun"
    again.write(first)
    again.writing.save.click()
    qtbot.waitUntil(lambda: bool(scene.outbox()))
    assert [patch for _, _, patch in scene.patches()] == [{"text": {"ja": "{name} 様 またどうぞ。"}}]
    qtbot.waitUntil(lambda: scene.desk.cache.drafts("template", first.id) == ())


@pytest.fixture
def busy(scene: Scene) -> Iterator[Event]:
    """What keeps the changes of the window waiting until it is set."""
    gate = Event()
    scene.background.change(gate.wait, scene.background)
    yield gate
    gate.set()


def saved_later(own: CompanyPage, scene: Scene, qtbot: QtBot, busy: Event) -> None:
    """What was to be saved is saved by now, and is no draft."""
    busy.set()
    qtbot.waitUntil(lambda: not own.templates.writing.isVisible())
    scene.background.wait()
    assert [patch for _, _, patch in scene.patches()] == [{"name": "Saved"}]
    assert scene.desk.cache.drafts("template", identity("template")) == ()


def test_form_that_is_being_saved_takes_no_more(own: CompanyPage, scene: Scene, qtbot: QtBot, busy: Event) -> None:
    own.templates.write(next(iter(templates(scene.desk.cache))))
    form = own.templates.writing
    form.name.setText("Saved")
    form.save.click()
    QTest.keyClicks(form.name, " and more")
    assert form.name.text() == "Saved"
    saved_later(own, scene, qtbot, busy)
    own.templates.write(next(iter(templates(scene.desk.cache))))
    QTest.keyClicks(form.name, " and more")
    assert form.name.text() == "Saved and more"


def test_double_click_on_save_makes_one_prepared_message(
    own: CompanyPage, scene: Scene, qtbot: QtBot, busy: Event
) -> None:
    own.templates.new.click()
    form = own.templates.writing
    form.name.setText("Once")
    form.texts["en"].setPlainText("Dear {name}")
    for _ in range(2):
        form.save.click()
    busy.set()
    qtbot.waitUntil(lambda: not form.isVisible())
    scene.background.wait()
    assert [patch["name"] for _, _, patch in scene.patches()] == ["Once"]


def test_form_saved_while_one_types_is_no_draft(own: CompanyPage, scene: Scene, qtbot: QtBot, busy: Event) -> None:
    own.templates.write(next(iter(templates(scene.desk.cache))))
    own.templates.writing.name.setText("Saved")
    own.templates.writing.save.click()
    own.templates.writing.keep()  # as its pause does
    saved_later(own, scene, qtbot, busy)


def test_what_was_not_saved_of_a_prepared_message_is_discarded(own: CompanyPage, scene: Scene, qtbot: QtBot) -> None:
    [row] = templates(scene.desk.cache)
    own.templates.write(row)
    own.templates.writing.name.setText("Other")
    again = built_anew(own, scene, qtbot)
    again.write(row)
    assert again.writing.name.text() == "Other"
    assert again.writing.discard.isVisible()
    again.writing.discard.click()
    assert again.writing.name.text() == "Thanks 0"
    assert not again.writing.discard.isVisible()
    scene.background.wait()
    assert scene.desk.cache.drafts("template", row.id) == ()


def test_reviewer_reads_prepared_messages_and_changes_none(scene: Scene, qtbot: QtBot) -> None:
    scene.desk.cache.set_note(role="reviewer")
    scene.desk.look_up()
    prepare(scene)
    made = CompanyPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.templates.rows.count() == 1)
    assert not made.templates.new.isVisible()
    assert not any(one.accessibleName().startswith("Delete") for one in made.templates.findChildren(QPushButton))


def test_card_that_is_gone_hears_of_no_change(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    holder = QWidget()
    card = TemplatesCard(scene.desk, scene.background, Toast(holder), "en")
    scene.background.wait()
    asked: list[object] = []
    monkeypatch.setattr(scene.background, "ask", lambda *_, **given: asked.append(given["key"]))
    scene.background.changed.emit(frozenset({"template"}), None)
    assert asked == ["templates"]
    delete(card)
    scene.background.changed.emit(frozenset({"template"}), None)
    assert asked == ["templates"]
