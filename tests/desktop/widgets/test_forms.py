"""Field rows, date fields, notices, timeline, paragraphs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from izanau_desktop.widgets.dates import spoken
from izanau_desktop.widgets.fieldrow import FieldRow
from izanau_desktop.widgets.fields import BoundField, DayField, MonthField, UntilField
from izanau_desktop.widgets.plain import Card, Notice, Paragraph
from izanau_desktop.widgets.timeline import Timeline, TimelineStep, sentence
from izanau_protocol import documents


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


def bound(qtbot: QtBot, kind: type[BoundField], path: str) -> BoundField:
    """A field of the profile, on screen."""
    made = kind()
    made.setObjectName(path.rpartition(".")[2])
    field = documents.field("profile", path)
    assert field is not None
    made.bind(field, "en")
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def line_of(field: BoundField) -> QLineEdit:
    assert isinstance(field.editor, QLineEdit)
    return field.editor


def test_the_mnemonic_of_a_label_leads_to_its_field(qtbot: QtBot) -> None:
    field = QLineEdit()
    row = FieldRow("&E-mail", field)
    qtbot.addWidget(row)
    assert row.label.buddy() is field


@pytest.mark.parametrize("typed", ["2019-4", "Apr 2019", "2019年4月", "平成31年4月", "２０１９年４月"])
def test_a_month_says_how_it_was_understood(qtbot: QtBot, typed: str) -> None:
    field = bound(qtbot, MonthField, "work.a1.start")
    assert isinstance(field, MonthField)
    composed = QInputMethodEvent()
    composed.setCommitString(typed)
    QApplication.sendEvent(line_of(field), composed)
    assert field.meaning.isVisible()
    assert field.meaning.text() == spoken("2019-04")
    assert line_of(field).accessibleDescription() == spoken("2019-04")
    field.settle()


def test_what_is_no_date_is_kept_beside_its_problem_alone(qtbot: QtBot) -> None:
    field = bound(qtbot, DayField, "birthday")
    assert isinstance(field, DayField)
    QTest.keyClicks(line_of(field), "12 May 1990")
    assert field.meaning.isVisible()
    field.show_problem("You were not born then.")
    assert not field.meaning.isVisible()
    assert line_of(field).accessibleDescription() == "You were not born then."
    field.show_problem("")
    assert field.meaning.isVisible()
    line_of(field).clear()
    QTest.keyClicks(line_of(field), "32 May 1990")
    assert not field.meaning.isVisible()
    assert field.text() == "32 May 1990"
    field.settle()


def test_a_period_until_now_says_no_month(qtbot: QtBot) -> None:
    field = bound(qtbot, UntilField, "work.a1.end")
    assert isinstance(field, UntilField)
    QTest.keyClicks(line_of(field), "2024-3")
    assert field.meaning.text() == spoken("2024-03")
    field.now.click()
    assert field.text() == "now"
    assert not field.meaning.isVisible()


def test_a_japanese_reader_sees_the_era(qapp: QApplication) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.Japanese))
    try:
        assert spoken("2019-04") == "2019年4月 (平成31年4月)"
        assert spoken("2027-02-05") == "2027年2月5日 (令和9年)"
        assert spoken("1989-01-07") == "1989年1月7日 (昭和64年)"
        assert spoken("1989-01-08") == "1989年1月8日 (平成元年)"
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
