"""The messages that a company prepared: listed on its page, written and changed in place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from izanau_desktop.background import Background
from izanau_desktop.cache import Draft
from izanau_desktop.cache.reads.samples import samples
from izanau_desktop.cache.reads.templates import TemplateRow, templates
from izanau_desktop.company.trying import Trying, strange_places
from izanau_desktop.company.unsaved import Unsaved, UnsavedForm
from izanau_desktop.desk import Desk
from izanau_desktop.shared.deeds import Done, deed, refusal
from izanau_desktop.shared.profile_view import clear
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Card, Chip, Paragraph, button, foot, label
from izanau_desktop.widgets.prose import ProseEdit
from izanau_desktop.widgets.toast import Toast
from izanau_protocol import codes, visibility
from izanau_protocol.canonical import Body, clean
from izanau_protocol.fields import LANGUAGES
from izanau_protocol.rules.template import PLACES

ACKNOWLEDGE: Final = "acknowledge"
_FORM: Final = "prepared_message"
"""The path under which what was written in the form and not saved is kept."""
_PEOPLE: Final = frozenset({"application", "profile", "job", "company"})
"""Whatever is told of those on whom it is tried comes of these."""


class TemplatesCard(Card):
    """Lists them; who may write them adds, changes and deletes. `opened`: the form is open, and wants to be seen.

    What is written and not saved stands in the form again when it is next opened for the same one.
    """

    opened = Signal()

    def __init__(self, desk: Desk, background: Background, toast: Toast, language: str) -> None:
        super().__init__(tr("Prepared messages"))
        self.add(label(tr("Only your company sees them."), "small"))
        self._desk, self._background, self._toast, self._language = desk, background, toast, language
        self.may_write = visibility.may_write("template", "text", desk.account.role)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(8)
        self.body.addLayout(self.rows)
        self.writing = Writing(language)
        self.writing.hide()
        self.writing.save.clicked.connect(self._save)
        self.writing.cancel.clicked.connect(self._close)
        self.writing.discard.clicked.connect(self._begin_anew)
        self.writing.trying.wanted.connect(self._try)
        self._unsaved = Unsaved(desk.cache, background, self._draft)
        self.writing.kept.connect(lambda text: self._unsaved.keep(self._id, text, self, self._failed))
        self.new = button(tr("New message"), "", "plus", lambda: self.write(None))
        self.new.setVisible(self.may_write)
        self.add(self.writing, self.new)
        self._open: TemplateRow | None = None
        background.changed.connect(self._changed)  # a method: Qt lets go of it when the card is no more
        self._load()

    def write(self, row: TemplateRow | None) -> None:
        """Open the form for one, or for a new one."""
        self.writing.keep()
        self._open = row
        self.writing.show_template(row, self._unsaved.of(self._id))
        self.writing.show()
        self.new.hide()
        self.writing.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.opened.emit()

    @property
    def _id(self) -> str:
        return self._open.id if self._open is not None else ""

    def _draft(self, identity: str, text: str) -> Draft:
        """What is written of one goes with it; what is written of a new one, with the company."""
        place = ("template", identity) if identity else ("company", self._desk.account.company)
        return Draft(*place, _FORM, text)

    def _begin_anew(self) -> None:
        """Show it as it is; what was written goes."""
        self.writing.show_template(self._open, "")
        self._unsaved.keep(self._id, "", self, self._failed)
        self.writing.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _try(self) -> None:
        """Look whom it can be tried on."""
        cache, trying = self._desk.cache, self.writing.trying
        self._background.ask(lambda: samples(cache), trying, trying.show_samples, self._failed, key="samples")

    def _changed(self, kinds: frozenset[str], _origin: object) -> None:
        if "template" in kinds:
            self._load()
        if kinds & _PEOPLE and self.writing.isVisible():
            self._try()

    def _load(self) -> None:
        cache, unsaved = self._desk.cache, self._unsaved

        def work() -> tuple[tuple[TemplateRow, ...], dict[str, str]]:
            rows = templates(cache)
            return rows, unsaved.read(row.id for row in rows)

        self._background.ask(work, self, self._show, self._failed, key="templates")

    def _show(self, found: tuple[tuple[TemplateRow, ...], dict[str, str]]) -> None:
        rows, written = found
        self._unsaved.take(written)
        clear(self.rows)
        if not rows:
            told = tr(
                "A message that stands ready when you reject somebody, or that goes out by itself when somebody applies."
            )
            self.rows.addWidget(Paragraph(told, "secondary"))
        for row in rows:
            self.rows.addWidget(self._row(row))

    def _row(self, row: TemplateRow) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(label(row.name, "strong"))
        line.addWidget(Chip(codes.words("template_use", row.use, self._language)))
        if row.use == ACKNOWLEDGE:
            line.addWidget(_sent(row))
        line.addStretch(1)
        if self.may_write:
            for words, name, act in (
                (tr("Change"), tr("Change {name}"), lambda: self.write(row)),
                (tr("Delete"), tr("Delete {name}"), lambda: self._delete(row)),
            ):
                pressed = button(words, "quiet", deed=act)
                pressed.setAccessibleName(name.format(name=row.name))
                line.addWidget(pressed)
        return made

    def _save(self) -> None:
        self.writing.wait()
        desk, identity, body, shown = self._desk, self._id, self.writing.values(), self.writing.shown
        settled = self._draft(identity, "")

        def work() -> None:
            if identity:
                desk.change_template(identity, body, shown)
            else:
                desk.create_template(body)
            desk.cache.keep_draft(settled)

        self._background.change(deed(work, "template"), self, lambda _: self._saved(identity), self._not_saved)

    def _saved(self, identity: str) -> None:
        """Nothing of it is unsaved; what is written of another one by now stays open."""
        self._unsaved.saved(identity)
        if identity == self._id and not self.writing.isEnabled():
            self.writing.settle()
            self._close()

    def _not_saved(self, error: Exception) -> None:
        self.writing.go_on()
        self._failed(error)

    def _delete(self, row: TemplateRow) -> None:
        desk = self._desk
        told = tr("{name}: deleted").format(name=row.name)
        self._background.change(
            deed(lambda: desk.drop_template(row.id), "template"),
            self,
            lambda done: self._tell(told, done),
            self._failed,
        )

    def _tell(self, told: str, done: Done) -> None:
        cache = self._desk.cache
        back = deed(lambda: bool(cache.drop(done.outbox)), "template")
        self._toast.tell(told, lambda: self._background.change(back, self, None, self._failed), "Ctrl+Z")

    def _close(self) -> None:
        self.writing.hide()
        self.new.setVisible(self.may_write)
        self.new.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: Exception) -> None:
        self.writing.say(refusal(error, self._language))


def _sent(row: TemplateRow) -> Chip:
    """Whether an acknowledgement goes out: one alone does, however many are switched on."""
    if row.goes_out:
        return Chip(tr("Sent by itself"), "ok")
    return Chip(tr("Not sent: another one is"), "warn") if row.on else Chip(tr("Switched off"))


class Writing(UnsavedForm):
    """The form of one: a name, what it is for, and its text in each language of the interface."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        self._rest: dict[str, str] = {}
        """Texts in further languages, which stay as they are."""
        self.shown: Body = {}
        """What it was filled with."""
        self.name, self.use, self.on = (
            QLineEdit(),
            QComboBox(),
            QCheckBox(tr("Send it by itself when somebody applies")),
        )
        for code, words in codes.table("template_use").items():
            self.use.addItem(words.of(language), code)
        self.use.currentIndexChanged.connect(lambda _: self.on.setVisible(self.use.currentData() == ACKNOWLEDGE))
        self.texts = {tag: ProseEdit() for tag in LANGUAGES}
        self.strange = {tag: label("", "problem") for tag in LANGUAGES}
        """What stands in braces there and is no place."""
        for part in self._fields():
            column.addWidget(part)
        places = " ".join(f"{{{place}}}" for place in PLACES)
        told = tr("{places} are filled in for each applicant, in the language of the text.").format(places=places)
        self.trying, self.problem = Trying(language), label("", "problem")
        for part in (label(told, "small"), self.trying, self.problem):
            column.addWidget(part)
        self.save, self.cancel = button(tr("Save"), "primary"), button(tr("Cancel"), "quiet")
        column.addWidget(foot(self.save, self.cancel, self.discard))
        self._listen()
        self.say("")

    def _fields(self) -> Iterator[QWidget]:
        """What is filled in, from the top, each below its name; beneath a text what is wrong in it."""
        named: list[tuple[str, QWidget]] = [(tr("Name"), self.name), (tr("Used for"), self.use), ("", self.on)]
        for tag, edit in self.texts.items():
            told = tr("Text ({language})").format(language=codes.words("languages", tag, self._language))
            named += [(told, edit), ("", self.strange[tag])]
        for told, part in named:
            if told:
                yield label(told, "small")
                part.setAccessibleName(told)
            yield part

    def _listen(self) -> None:
        """What is written is kept at each pause."""
        for edit in self.texts.values():
            edit.textChanged.connect(self._typed)
        self.name.textChanged.connect(lambda _: self.pause())
        self.use.currentIndexChanged.connect(lambda _: self._typed())
        self.on.toggled.connect(lambda _: self.pause())

    def _typed(self) -> None:
        self.pause()
        self._look_over()

    def _look_over(self) -> None:
        """Say what is no place where it stands, and what the texts come to."""
        texts = {tag: edit.toPlainText() for tag, edit in self.texts.items()}
        for tag, told in self.strange.items():
            words = "\n".join(strange_places(texts[tag], self._language))
            told.setText(words)
            told.setVisible(bool(words))
            self.texts[tag].setAccessibleDescription(words)
        self.trying.show_texts(self.use.currentData(), {**self._rest, **texts})

    def show_template(self, row: TemplateRow | None, written: str) -> None:
        """Fill the form, with what was written before and not saved."""
        self.name.setText(row.name if row is not None else "")
        self.use.setCurrentIndex(max(0, self.use.findData(row.use if row is not None else "reject")))
        self.on.setChecked(row is not None and row.on)
        self.on.setVisible(self.use.currentData() == ACKNOWLEDGE)
        held = dict(row.text) if row is not None else {}
        for tag, edit in self.texts.items():
            edit.put(held.pop(tag, ""))
        self._rest = held
        self.shown = self.values()
        self.begin(written)
        self._look_over()
        self.say("")

    def take_up(self, written: Mapping[str, str]) -> None:
        """Put what was written before into its fields."""
        self.name.setText(written.get("name", self.name.text()))
        self.use.setCurrentIndex(max(0, self.use.findData(written.get("use", self.use.currentData()))))
        self.on.setChecked(bool(written.get("on", self.on.isChecked())))
        for tag, edit in self.texts.items():
            edit.put(written.get(tag, edit.toPlainText()))

    def held(self) -> dict[str, str]:
        """What stands there, by field."""
        typed = {"name": self.name.text(), **{tag: edit.toPlainText() for tag, edit in self.texts.items()}}
        held = {field: str(clean(text)) for field, text in typed.items()}
        return {**held, "use": self.use.currentData(), "on": "yes" if self.on.isChecked() else ""}

    def values(self) -> Body:
        """What is written."""
        texts = {tag: str(clean(edit.toPlainText())).strip() for tag, edit in self.texts.items()}
        body: dict[str, Any] = {"use": self.use.currentData(), "name": " ".join(str(clean(self.name.text())).split())}
        body["text"] = self._rest | {tag: text for tag, text in texts.items() if text}
        if self.on.isChecked() and body["use"] == ACKNOWLEDGE:
            body["on"] = True
        return {name: value for name, value in body.items() if value not in ("", {})}

    def say(self, words: str) -> None:
        """Say what is wrong; nothing where all is right."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
