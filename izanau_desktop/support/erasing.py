"""Erases an account at its owner's request: what that does, in which request it was asked for, who asked; not to be undone."""

from __future__ import annotations

import re

import msgspec
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from izanau_desktop.background import Background
from izanau_desktop.commands import Commands
from izanau_desktop.desk import Desk
from izanau_desktop.shared import moments
from izanau_desktop.shared.asking_card import KeepingCard
from izanau_desktop.shared.deeds import refusal
from izanau_desktop.shared.links import open_place
from izanau_desktop.support import reading
from izanau_desktop.support.looking import Look
from izanau_desktop.support.why import Explanation
from izanau_desktop.translation import tr
from izanau_desktop.widgets.commandbutton import CommandButton
from izanau_desktop.widgets.fieldrow import FieldRow
from izanau_desktop.widgets.plain import Notice, Paragraph
from izanau_protocol import wire
from izanau_protocol.problems import Refused
from izanau_protocol.text import email_key

NUMBER = re.compile(r"#?\s*([0-9]{1,15})")
NAMED = re.compile(r"#\s*([0-9]{1,15})")
"""A request as a sentence names it, where other numbers may stand before."""
KINDS = frozenset({"profile", "account"})
"""The records that stand for an account."""


class Asked(msgspec.Struct, frozen=True):
    """An erasure as it was decided."""

    ticket: int
    text: str


class Typed(msgspec.Struct, frozen=True):
    """What was typed and not decided; the address that has to be typed is never kept."""

    ticket: str
    text: str


class EraseCard(KeepingCard):
    """Stands at the end of a record. `decided(Asked)` has the account erased, once its e-mail address is typed."""

    decided = Signal(object)

    def __init__(self, commands: Commands, language: str) -> None:
        super().__init__(
            tr("Erase at the person's request"),
            tr("For a person who asked for it in a request, and whom you made sure of. You cannot undo it."),
            tr("Erase this account"),
            "danger",
        )
        self._language, self._email = language, ""
        self.record: wire.Record | None = None
        self.erases = Notice(deed=lambda: open_place(self, commands, "erasures"))
        self.begin = CommandButton(commands, "records.erase")
        self.add(self.erases, self.begin)
        self.form = QWidget()
        self._fill_form()
        self.add(self.form)
        self.form.hide()

    def _fill_form(self) -> None:
        column = QVBoxLayout(self.form)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(10)
        self.trouble = Notice()
        self.ticket = FieldRow(tr("Num&ber of the request"), QLineEdit(), required=True)
        self.why = Explanation(
            tr("&Reason, and how you made sure who asks"), self._language, tr("The person can read it.")
        )
        self.email = FieldRow(tr("Type the e-mail &address of this account"), QLineEdit(), required=True)
        self.why.entered.connect(self.finish)
        self.watch(self.line(self.ticket).textEdited, self.why.edited)
        told = (Paragraph(words, "secondary") for words in _what_it_does())
        for part in (*told, self.ticket, self.why, self.email, self.trouble):
            column.addWidget(part)
        column.addWidget(self.foot())

    @staticmethod
    def line(row: FieldRow) -> QLineEdit:
        """The line of a row."""
        assert isinstance(row.field, QLineEdit)
        return row.field

    @property
    def is_open(self) -> bool:
        """Whether it asks now."""
        return not self.form.isHidden()

    def may_begin(self) -> bool:
        """Whether it can be opened: an account that is not staff's, and not being erased already."""
        return bool(self._email) and not self.is_open and not self.erases.text

    def show_record(self, record: wire.Record) -> None:
        """Stand below this record; where it is no account's, or one of staff, there is nothing to erase."""
        self.record, owner, self._email = record, record.owner, ""
        if record.kind in KINDS and owner.get("group") != "staff":
            self._email = str(owner.get("email") or "")
        at = moments.full(str(owner.get("erases") or ""), self._language)
        told = tr("Being erased: hidden now, gone on {time}. Until then the person can keep the account.")
        self.erases.set(told.format(time=at) if at else "", "warn", tr("&Erasures"))
        self.close_form()
        self.setVisible(bool(self._email))

    def ask(self, draft: str = "", ticket: str = "") -> None:
        """Open the form, with what was typed into it before, or the number of the request that led here."""
        typed = msgspec.json.decode(draft, type=Typed) if draft else Typed(ticket, "")
        self.line(self.ticket).setText(typed.ticket)
        self.why.edit.put(typed.text)
        self.line(self.email).clear()
        for row in (self.ticket, self.why, self.email):
            row.set_problem("")
        self.trouble.set("")
        self.form.show()
        self.begin.hide()
        (self.why.edit if typed.ticket and not typed.text else self.ticket.field).setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    def close_form(self) -> None:
        """Ask for nothing after all; what was typed is kept."""
        self.keep()
        self.form.hide()
        self.begin.setVisible(not self.erases.text)

    def draft(self) -> str:
        """Number and reason as they are typed."""
        typed = Typed(self.line(self.ticket).text(), self.why.edit.toPlainText())
        return msgspec.json.encode(typed).decode() if typed.ticket or typed.text else ""

    def finish(self) -> None:
        """Have it erased, or say beside each field what is missing."""
        number = NUMBER.fullmatch(self.line(self.ticket).text().strip())
        told = "" if number else tr("Give the number of the request in which the person asks for it, such as 12.")
        self.ticket.set_problem(told)
        text = self.why.value()
        is_right = email_key(self.line(self.email).text()) == email_key(self._email)
        told = tr("This is not the e-mail address of this account, so nothing is erased.")
        self.email.set_problem("" if is_right else told)
        wrong = [row for row in (self.ticket, self.why, self.email) if row.problem]
        if wrong:
            wrong[0].field.setFocus(Qt.FocusReason.OtherFocusReason)
        elif number is not None and self.deed.isEnabled():
            self._timer.stop()
            self.decided.emit(Asked(int(number[1]), text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc are the form's; with nothing asked they belong to the page."""
        if self.is_open:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def refuse(self, error: Exception) -> None:
        """Say what the site refused, beside what it is about."""
        first = error.problems[0] if isinstance(error, Refused) else None
        words = refusal(error, self._language)
        row = {"ticket": self.ticket, "text": self.why}.get(first.field) if first is not None else None
        if row is None:
            self.trouble.set(words, "danger")
            return
        if first is not None and first.code == "not_yours":
            words = tr("This person did not write that request, and it does not give their confirmed e-mail address.")
        row.set_problem(words)
        row.field.setFocus(Qt.FocusReason.OtherFocusReason)


class Erasing(QObject):
    """Carries what the card of a record view decides. `erased(record)` brings the record anew.

    `refused(words)`: the site did not erase a record that is no longer open.
    """

    erased, refused = Signal(object), Signal(str)

    def __init__(self, desk: Desk, background: Background, card: EraseCard, language: str) -> None:
        super().__init__(card)
        self._desk, self._background, self._card, self._language = desk, background, card, language
        self._look: Look | None = None
        self._draft = ""
        card.decided.connect(self._erase)
        card.kept.connect(self._keep)
        card.cancelled.connect(self._cancel)

    def open(self, look: Look | None) -> None:
        """Another record is open, or none."""
        desk, self._look, self._draft = self._desk, look, ""
        if look is not None:
            read = lambda: reading.draft(desk, look.id, reading.ERASING)  # noqa: E731 - a name for the line below
            self._background.ask(read, self, lambda found: self._take(look, found), key="erase-draft")

    def ask(self) -> None:
        """Open the form of the record that is open."""
        led = NAMED.search(self._look.text) if self._look is not None else None
        self._card.ask(self._draft, led[1] if led else "")

    def _take(self, look: Look, draft: str) -> None:
        if self._look == look:
            self._draft = self._draft or draft

    def _keep(self, draft: str) -> None:
        desk, look = self._desk, self._look
        if look is not None:
            self._draft = draft
            work = reading.keep
            self._background.change(lambda: work(desk, look.id, draft, reading.ERASING), self, None, origin=self)

    def _cancel(self) -> None:
        self._card.close_form()
        self._card.begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _erase(self, asked: Asked) -> None:
        desk, look, shown = self._desk, self._look, self._card.record
        if look is None or shown is None:
            return
        self._card.deed.setEnabled(False)
        self._background.change(
            lambda: reading.erase(desk, look, shown, asked.ticket, asked.text),
            self,
            lambda record: self._erased(look, record),
            lambda error: self._refused(look, error),
        )

    def _erased(self, look: Look, record: wire.Record) -> None:
        self._card.deed.setEnabled(True)
        if self._look == look:
            self._draft = ""
            self.erased.emit(record)

    def _refused(self, look: Look, error: Exception) -> None:
        self._card.deed.setEnabled(True)
        if self._look == look:
            self._card.refuse(error)
        else:
            words = tr("The account that you had open is not being erased. {why}")
            self.refused.emit(words.format(why=refusal(error, self._language)))


def _what_it_does() -> tuple[str, ...]:
    """What comes of it."""
    return (
        tr(
            "At once: the account is hidden from the public and from companies; a mail tells the person, and how to"
            " keep it."
        ),
        tr(
            "In 72 hours: everything of it is erased at the site, and every computer that holds something of it lets go."
            " Until then only the person can call it off."
        ),
        tr(
            "What remains: files that companies wrote, which they are told to delete, and a line under Erasures that"
            " names nobody."
        ),
    )
