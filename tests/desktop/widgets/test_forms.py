"""Field rows, date fields, notices, timeline, paragraphs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from izanau_desktop.widgets.dates import DayEdit, MonthEdit, spoken
from izanau_desktop.widgets.fieldrow import FieldRow
from izanau_desktop.widgets.plain import Card, Notice, Paragraph
from izanau_desktop.widgets.timeline import Timeline, TimelineStep, sentence


def test_a_problem_stands_beside_its_field(qtbot: QtBot) -> None:
    field = QLineEdit()
    row = FieldRow("&E-mail", field, "Only companies you apply to see this")
    qtbot.addWidget(row)
    with qtbot.waitExposed(row):
        row.show()
    row.set_problem("No @ in it: write it as name@example.org.")
    assert field.accessibleName() == "E-mail"
    assert "No @ in it" in field.accessibleDescription()
    assert "Only companies" in field.accessibleDescription()
    assert field.property("wrong") == "true"
    row.set_problem("")
    assert field.accessibleDescription() == "Only companies you apply to see this"
    assert field.property("wrong") == "false"


def test_a_problem_marks_the_field_that_is_typed_into(qtbot: QtBot) -> None:
    edit = DayEdit()
    row = FieldRow("&Birthday", edit)
    qtbot.addWidget(row)
    row.set_problem("This is no day.")
    assert edit.field.property("wrong") == "true"
    assert "This is no day." in edit.field.accessibleDescription()


def test_the_mnemonic_of_a_label_leads_to_its_field(qtbot: QtBot) -> None:
    field = QLineEdit()
    row = FieldRow("&E-mail", field)
    qtbot.addWidget(row)
    assert row.label.buddy() is field


@pytest.mark.parametrize("typed", ["2019-4", "Apr 2019", "2019年4月", "平成31年4月", "２０１９年４月"])
def test_a_month_is_understood_as_people_write_it(qtbot: QtBot, typed: str) -> None:
    edit = MonthEdit()
    qtbot.addWidget(edit)
    composed = QInputMethodEvent()
    composed.setCommitString(typed)
    with qtbot.waitSignal(edit.changed):
        QApplication.sendEvent(edit.field, composed)
    assert edit.value() == "2019-04"
    assert edit.meaning.text() == spoken("2019-04")


def test_what_is_no_date_is_kept_and_said(qtbot: QtBot) -> None:
    edit = DayEdit()
    qtbot.addWidget(edit)
    QTest.keyClicks(edit.field, "32 May 1990")
    assert edit.value() == "32 May 1990"
    assert not edit.is_understood()
    assert not edit.meaning.isHidden()
    edit.set_value("1990-05-12")
    assert edit.is_understood()


def test_a_japanese_reader_sees_the_era(qapp: QApplication) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.Japanese))
    try:
        assert spoken("2019-04") == "2019年4月 (平成31年4月)"
    finally:
        QLocale.setDefault(before)


def test_a_notice_without_words_takes_no_room(qtbot: QtBot) -> None:
    card = Card("Sync")
    qtbot.addWidget(card)
    notice = Notice("Could not be sent.", "danger", "Try again")
    card.add(notice)
    assert not notice.isHidden()
    assert notice.accessibleName() == "Could not be sent."
    notice.set("")
    assert notice.isHidden()
    assert card.accessibleName() == "Sync"


def test_a_step_of_the_timeline_is_one_sentence() -> None:
    assert sentence(TimelineStep("Interview", "14 Nov", "on site", now=True)) == "Interview, 14 Nov, now, on site"
    assert sentence(TimelineStep("Offer")) == "Offer, to come"


def test_a_timeline_shows_each_step_once_after_a_change(qtbot: QtBot) -> None:
    line = Timeline("Status")
    qtbot.addWidget(line)
    line.set_steps([TimelineStep("New", "1 Nov", now=True)])
    line.set_steps([TimelineStep("New", "1 Nov"), TimelineStep("Interview", "9 Nov", now=True)])
    with qtbot.waitExposed(line):
        line.show()
    names = [part.accessibleName() for part in line.findChildren(QLabel) if part.isVisible() and part.accessibleName()]
    assert names == ["New, 1 Nov", "Interview, 9 Nov, now"]


def test_running_text_shows_markup_as_it_was_typed(qtbot: QtBot) -> None:
    shown = Paragraph("a <b>bold</b> claim\nsecond line")
    qtbot.addWidget(shown)
    assert "<b>" not in shown.text()
    assert "&lt;b&gt;" in shown.text()
    assert shown.words == "a <b>bold</b> claim\nsecond line"
