"""The company's reasons for rejection on its page: in both languages, in its order, retired and taken up again in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from izanau_desktop.background import Background, after
from izanau_desktop.cache import Draft
from izanau_desktop.cache.reads.reasons import reasons
from izanau_desktop.commands import Commands
from izanau_desktop.company.unsaved import Unsaved, UnsavedForm
from izanau_desktop.desk import Desk
from izanau_desktop.shared.column import ColumnPage
from izanau_desktop.shared.deeds import deed, refusal
from izanau_desktop.shared.hints import Hints
from izanau_desktop.shared.links import open_place
from izanau_desktop.shared.profile_view import clear
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Card, Chip, Paragraph, button, foot, label
from izanau_protocol import codes, rules, visibility
from izanau_protocol.fields import LANGUAGES
from izanau_protocol.rules.rejecting import ReasonRow

_FORM = "reason."
"""The path under which what was written of a reason and not saved is kept."""
_ARROWS = {Qt.Key.Key_Up: "earlier", Qt.Key.Key_Down: "later"}


def may_change(desk: Desk) -> bool:
    """Whether this role changes the company's reasons."""
    return visibility.may_write("company", "reasons", desk.account.role)


def lead_to_list(pressed: QPushButton, origin: QWidget, desk: Desk, commands: Commands) -> None:
    """A button of a page that leads to the list, for whom may change it."""

    def go() -> None:
        page = open_place(origin, commands, "company")
        if isinstance(page, ColumnPage) and (card := page.findChild(ReasonsCard)) is not None:
            after(0, card, lambda: _bring(page, card))  # once the page is laid out

    pressed.setVisible(may_change(desk))
    pressed.clicked.connect(go)


def _bring(page: ColumnPage, card: ReasonsCard) -> None:
    page.bring(card)
    card.new.setFocus(Qt.FocusReason.OtherFocusReason)


class ReasonsCard(Card):
    """Lists them, those that are given first; who may changes them. `opened`: the form is open, and wants to be seen."""

    opened = Signal()

    def __init__(self, desk: Desk, background: Background, language: str) -> None:
        super().__init__(tr("Reasons for rejection"))
        self._desk, self._background, self._language = desk, background, language
        self.may_write = may_change(desk)
        told = tr("One of them is given with each rejection. Only your company sees them.")
        self.add(Paragraph(told, "secondary"))
        self.rows = QVBoxLayout()
        self.rows.setSpacing(4)
        self.body.addLayout(self.rows)
        self.problem = label("", "problem")
        self._id, self._focus = "", ("", "")
        self._open: ReasonRow | None = None
        company = desk.account.company
        self._unsaved = Unsaved(
            desk.cache, background, lambda one, text: Draft("company", company, f"{_FORM}{one}", text)
        )
        self.writing = Writing(language)
        self.writing.hide()
        self.writing.saved.connect(self._save)
        self.writing.cancelled.connect(self._close)
        self.writing.discard.clicked.connect(self._begin_anew)
        self.writing.kept.connect(lambda text: self._unsaved.keep(self._id, text, self, self._failed))
        self.new = button(tr("New reason"), "", "plus", lambda: self.write(None))
        self.new.setVisible(self.may_write)
        self.add(self.problem, self.writing, self.new)
        self._say("")
        background.changed.connect(self._changed)  # a method: Qt lets go of it when the card is no more
        self._load()

    def write(self, row: ReasonRow | None) -> None:
        """Open the form for one, or for a new one."""
        self.writing.keep()
        self._open, self._id = row, row.id if row is not None else ""
        self._say("")
        self.writing.show_reason(row, self._unsaved.of(self._id))
        self.writing.show()
        self.new.hide()
        self.writing.focus()
        self.opened.emit()

    def _begin_anew(self) -> None:
        """Show it as it is; what was written goes."""
        self.writing.show_reason(self._open, "")
        self._unsaved.keep(self._id, "", self, self._failed)
        self.writing.focus()

    def _changed(self, kinds: frozenset[str], _origin: object) -> None:
        if "company" in kinds:
            self._load()

    def _load(self) -> None:
        cache, unsaved = self._desk.cache, self._unsaved

        def work() -> tuple[tuple[ReasonRow, ...], dict[str, str]]:
            rows = reasons(cache)
            return rows, unsaved.read(row.id for row in rows)

        self._background.ask(work, self, self._show, self._failed, key="reasons")

    def _show(self, read: tuple[tuple[ReasonRow, ...], dict[str, str]]) -> None:
        found, written = read
        self._unsaved.take(written)
        kept = next((one for one in self._shown() if one.isAncestorOf(self.focusWidget() or self)), None)
        focus = self._focus if self._focus[0] else (kept.row.id, kept.focused()) if kept is not None else ("", "")
        self._focus = ("", "")
        clear(self.rows)
        given = [row for row in found if not row.retired]
        for place, row in enumerate([*given, *(row for row in found if row.retired)]):
            made = Row(row, self._language)
            if self.may_write:
                made.offer(first=place == 0, last=place == len(given) - 1, only=len(given) == 1)
            made.asked.connect(self._do)
            self.rows.addWidget(made)
            if row.id == focus[0]:
                made.take_focus(focus[1])

    def _shown(self) -> list[Row]:
        return [one for one in self.findChildren(Row) if self.rows.indexOf(one) >= 0]

    def _do(self, row: ReasonRow, deed_: str) -> None:
        desk = self._desk
        deeds: Mapping[str, Callable[[], object]] = {
            "earlier": lambda: desk.move_reason(row.id, -1),
            "later": lambda: desk.move_reason(row.id, 1),
            "retire": lambda: desk.retire_reason(row.id),
            "again": lambda: desk.retire_reason(row.id, away=False),
        }
        self._say("")
        if deed_ == "change":
            self.write(row)
            return
        self._focus = (row.id, {"retire": "again", "again": "retire"}.get(deed_, deed_))
        self._background.change(deed(deeds[deed_], "company"), self, None, self._failed)

    def _save(self, name: dict[str, str]) -> None:
        self.writing.wait()
        desk, reason, settled = self._desk, self._id, self._unsaved.draft(self._id, "")

        def work() -> None:
            if reason:
                desk.rename_reason(reason, name)
            else:
                desk.add_reason(name)
            desk.cache.keep_draft(settled)

        self._background.change(deed(work, "company"), self, lambda _: self._saved(reason), self._not_written)

    def _saved(self, reason: str) -> None:
        """Nothing of it is unsaved; what is written of another one by now stays open."""
        self._unsaved.saved(reason)
        if reason == self._id and not self.writing.isEnabled():
            self.writing.settle()
            self._close()

    def _close(self) -> None:
        self.writing.hide()
        self.new.setVisible(self.may_write)
        self.new.setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_written(self, error: Exception) -> None:
        self.writing.go_on()
        self.writing.say(refusal(error, self._language))

    def _failed(self, error: Exception) -> None:
        self._focus = ("", "")
        self._say(refusal(error, self._language))

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))


class Row(QWidget):
    """One reason, and what can be done with it: `asked(reason, deed)`. Alt and an arrow move it."""

    asked = Signal(object, str)

    def __init__(self, row: ReasonRow, language: str) -> None:
        super().__init__()
        self.row = row
        self.setObjectName(row.id)
        self.words = row.words.of(language)
        self.buttons: dict[str, QPushButton] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(Paragraph(self.words, "secondary" if row.retired else ""), 1)
        if row.retired:
            line.addWidget(Chip(tr("Retired")))
        self._line = line

    def offer(self, *, first: bool, last: bool, only: bool) -> None:
        """What can be done where it stands."""
        if not self.row.retired:
            self._add("earlier", "", tr("Earlier: {name}"), "arrow-up", on=not first)
            self._add("later", "", tr("Later: {name}"), "arrow-down", on=not last)
        self._add("change", tr("Change"), tr("Change {name}"))
        retire, again = tr("Retire"), tr("Use again")
        if self.row.retired:
            self._add("again", again, tr("Use {name} again"), instead=retire)
        else:
            self._add("retire", retire, tr("Retire {name}"), instead=again, on=not only)

    def focused(self) -> str:
        """The deed whose button has the focus."""
        return next((name for name, one in self.buttons.items() if one.hasFocus()), "")

    def take_focus(self, name: str) -> None:
        """The focus goes to the button of a deed, or where that cannot be pressed, to another one."""
        order = [name, *self.buttons]
        found = (self.buttons[one] for one in order if one in self.buttons and self.buttons[one].isEnabled())
        if (first := next(found, None)) is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt and an arrow at any of its buttons move it; without Alt an arrow goes from button to button."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            name = _ARROWS.get(Qt.Key(event.key()), "")
            if event.modifiers() == Qt.KeyboardModifier.AltModifier and name in self.buttons:
                self.asked.emit(self.row, name)
                return True
        return super().eventFilter(watched, event)

    def _add(self, name: str, text: str, told: str, icon: str = "", *, instead: str = "", on: bool = True) -> None:
        """A button; it is as wide as what another row has `instead`, so that all stand below one another."""
        made = button(instead, "quiet", icon, deed=lambda: self.asked.emit(self.row, name))
        made.ensurePolished()
        made.setMinimumWidth(made.sizeHint().width() if instead else 0)
        made.setText(text)
        made.setAccessibleName(told.format(name=self.words))
        if icon:
            made.setToolTip(told.format(name=self.words))
        made.setEnabled(on)
        made.installEventFilter(self)
        self.buttons[name] = made
        self._line.addWidget(made)


class Writing(UnsavedForm):
    """The form of one: its words in each language of the interface, and beneath them what is no reason. `saved(names)`."""

    saved, cancelled = Signal(dict), Signal()

    def __init__(self, language: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        self.names = {tag: QLineEdit() for tag in LANGUAGES}
        self._first = self.names[language if language in self.names else "en"]
        self._shown: dict[str, str] = {}
        """What it was filled with, of a reason that is there."""
        self.hints = Hints(language)
        for tag, edit in self.names.items():
            told = tr("Reason ({language})").format(language=codes.words("languages", tag, language))
            edit.setAccessibleName(told)
            edit.textChanged.connect(self._typed)
            edit.returnPressed.connect(self.finish)
            column.addWidget(label(told, "small"))
            column.addWidget(edit)
        self.problem, self._past = label("", "problem"), Paragraph("", "secondary")
        self.save = button(tr("Save"), "primary", deed=self.finish)
        self.cancel = button(tr("Cancel"), "quiet", deed=self.cancelled.emit)
        buttons = foot(self.save, self.cancel, self.discard)
        for part in (self.hints, self.problem, self._past, buttons):
            column.addWidget(part)

    def show_reason(self, row: ReasonRow | None, written: str) -> None:
        """Fill the form, with what was written before and not saved; of a reason that is told in one language alone, both fields
        have its words."""
        for tag, edit in self.names.items():
            edit.setText(row.words.of(tag) if row is not None else "")
        past = tr(
            "Past rejections are told by the new words too. To mean something else, retire it and add another one."
        )
        self._past.set_words(past if row is not None else "")
        self._past.setVisible(row is not None)
        self._shown = self.held() if row is not None else {}
        self.begin(written)
        self.say("")

    def held(self) -> dict[str, str]:
        """What stands there, by language."""
        return {tag: edit.text() for tag, edit in self.names.items()}

    def take_up(self, written: Mapping[str, str]) -> None:
        """Put what was written before into its fields."""
        for tag, edit in self.names.items():
            edit.setText(written.get(tag, edit.text()))

    def focus(self) -> None:
        """Where one writes first."""
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Save what is typed, of a reason that is there what was changed."""
        self.saved.emit({tag: text for tag, text in self.held().items() if text != self._shown.get(tag)})

    def say(self, words: str) -> None:
        """Say what is wrong; nothing where all is right."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def _typed(self) -> None:
        self.say("")
        self.pause()
        found = [one for edit in self.names.values() for one in rules.wording(edit.text(), rejecting=True)]
        self.hints.show_findings(found)
