"""Fields for months and days, typed any way a person writes them, which show how they were understood."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QDate, QEvent, QLocale, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import label
from izanau_protocol import dates


class DateEdit(QWidget):
    """What is typed, and beneath it what it means. `value()` is canonical, empty, or what was typed when it means nothing."""

    changed = Signal(str)

    def __init__(self, read: Callable[[str], str | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self.field = QLineEdit()
        self.meaning = label("", "small")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(self.field)
        whole.addWidget(self.meaning)
        self.setFocusProxy(self.field)
        self.field.textEdited.connect(self._typed)
        self._explain()
        self._hint()

    def value(self) -> str:
        """YYYY-MM or YYYY-MM-DD; empty when nothing is typed; else the text as it stands, for the rules to refuse."""
        text = self.field.text().strip()
        return (self._read(text) or text) if text else ""

    def is_understood(self) -> bool:
        """Whether what is typed is a date, or nothing is typed."""
        return not self.field.text().strip() or self._read(self.field.text()) is not None

    def set_value(self, value: str) -> None:
        """Show a canonical value."""
        if value != self.value():
            self.field.setText(value)
        self._explain()

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's name, overridden
        """The field is what a person meets, so it carries the name."""
        super().setAccessibleName(name)
        self.field.setAccessibleName(name)

    def setAccessibleDescription(self, description: str) -> None:  # noqa: N802 - the same
        """The same for what is said about it."""
        super().setAccessibleDescription(description)
        self.field.setAccessibleDescription(description)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._explain()
            self._hint()
        super().changeEvent(event)

    def _typed(self) -> None:
        self._explain()
        self.changed.emit(self.value())

    def _explain(self) -> None:
        text = self.field.text().strip()
        read = self._read(text) if text else None
        words = spoken(read) if read else tr("This is no date yet.") if text else ""
        self.meaning.setText(words)
        self.meaning.setVisible(bool(words))

    def _hint(self) -> None:
        """Show an example in the empty field."""


class MonthEdit(DateEdit):
    """A month: 2019-4, Apr 2019, 2019年4月, 平成31年4月."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(dates.month, parent)

    def _hint(self) -> None:
        self.field.setPlaceholderText(tr("e.g. 2019-4, Apr 2019"))


class DayEdit(DateEdit):
    """A day: 1990-4-25, 25 Apr 1990, 1990年4月25日, 平成2年4月25日."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(dates.day, parent)

    def _hint(self) -> None:
        self.field.setPlaceholderText(tr("e.g. 1990-04-25, 25 Apr 1990"))


def spoken(value: str) -> str:
    """A canonical month or day as people of the UI language read it, in Japanese with the era."""
    locale = QLocale()
    whole = len(value) > 7
    date = QDate.fromString(value if whole else f"{value}-01", "yyyy-MM-dd")
    if locale.language() == QLocale.Language.Japanese:
        plain = date.toString("yyyy年M月d日" if whole else "yyyy年M月")
        era = dates.era_month(value)
        return tr("{date} ({era})").format(date=plain, era=era) if era else plain
    return locale.toString(date, "d MMMM yyyy" if whole else "MMMM yyyy")
