"""The contact form of the policy (7.2): signed in it becomes a ticket of one's own, signed out it needs an address."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from izanau_desktop.background import Background, after
from izanau_desktop.cache import Document, Draft
from izanau_desktop.commands import EVERYONE, Commands
from izanau_desktop.desk import Desk
from izanau_desktop.forms.shared.contact import Ui_ContactForm
from izanau_desktop.shared import moments
from izanau_desktop.shared.column import ColumnPage
from izanau_desktop.shared.deeds import Done, refusal, take_back
from izanau_desktop.shared.profile_view import clear
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Card, Chip, Paragraph, button, label
from izanau_desktop.widgets.toast import Toast
from izanau_protocol import codes, position, rules, wire
from izanau_protocol.problems import Problem, Refused, problem

PAUSE = 700
"""Milliseconds without a key after which what was written is kept."""
DRAFT_OF = ("ticket", "new")


class ContactPage(ColumnPage):
    """Sends a request to the site's support, and shows one's own requests with their answers."""

    def __init__(self, desk: Desk, background: Background, commands: Commands, language: str) -> None:
        super().__init__(
            tr("Contact us"), tr("Questions, corrections, a company account: our support staff answer within 30 days.")
        )
        self._desk, self._background, self._language = desk, background, language
        self._signed_in = bool(desk.account.id)
        card = Card(tr("Write to support"))
        form = QWidget()
        self.ui = Ui_ContactForm()
        self.ui.setupUi(form)
        for code, words in codes.table("topic").items():
            self.ui.topic.addItem(words.of(language), code)
        named = (("topic", "topic_label"), ("name", "name_label"), ("email", "email_label"), ("text", "text_label"))
        for name, of in named:
            field, words = getattr(self.ui, name), getattr(self.ui, of)
            field.setAccessibleName(words.text().replace("&", ""))
            if name in ("name", "email"):
                field.setVisible(not self._signed_in)
                words.setVisible(not self._signed_in)
        card.add(form)
        self.send = button(tr("&Send"), "primary", "send", self.submit)
        card.add(self.send)
        self._form = card
        self.parts.addWidget(card)
        self._tickets = QVBoxLayout()
        self._tickets.setSpacing(12)
        self.parts.addLayout(self._tickets)
        self.toast = Toast(self)
        for told in (self.toast.told, self.toast.gone):
            told.connect(commands.reconsider)
        commands.register(self.toast.command("contact", EVERYONE))
        self._pause = after(PAUSE, self, self._keep, start=False)
        self.ui.text.textChanged.connect(self._pause.start)
        background.changed.connect(self._changed)
        background.ask(lambda: desk.cache.drafts(*DRAFT_OF), self, self._take_up, key="draft")
        self._read()

    def write_about(self, topic: str) -> None:
        """Begin a request about this topic."""
        self.ui.topic.setCurrentIndex(self.ui.topic.findData(topic))
        (self.ui.text if self._signed_in else self.ui.name).setFocus(Qt.FocusReason.OtherFocusReason)

    def write_with(self, text: str) -> None:
        """Begin, or go on with, a request that has this below what is written."""
        written = self.ui.text.toPlainText()
        self.ui.text.setPlainText(f"{written}\n\n{text}" if written.strip() else f"\n\n{text}")
        self.ui.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Send the request: into the outbox where there is an account that syncs, else to the site at once."""
        if not self.send.isEnabled():
            return  # it is being sent
        for one in (self.ui.name_problem, self.ui.email_problem, self.ui.text_problem):
            one.hide()
        text = self.ui.text.toPlainText().strip()
        topic = str(self.ui.topic.currentData())
        email = self.ui.email.text().strip()
        if not text:
            self._show(problem("required", "text"))
            return
        if not self._signed_in and not self._address(email):
            return
        self.send.setEnabled(False)
        if not self._signed_in:
            self._send_form(wire.ContactForm(text, email, self.ui.name.text().strip(), topic, self._language))
            return
        self._background.ask(
            lambda: self._desk.form_past_sync(text, topic, self._language),
            self,
            lambda form: self._send_own(text, topic) if form is None else self._send_form(form),
            self._failed,
        )

    def _send_own(self, text: str, topic: str) -> None:
        self._background.change(
            lambda: self._own(text, topic), self, lambda done: self._held(done, text), self._failed, origin=self
        )

    def _send_form(self, form: wire.ContactForm) -> None:
        self._background.ask(
            lambda: self._desk.contact_form(form),
            self,
            lambda told: self._sent(str(told.get("number", ""))),
            self._failed,
        )

    def _address(self, email: str) -> bool:
        """Whether an answer can reach this address; what is wrong with it stands beside it."""
        try:
            if not email:
                raise Refused(problem("required", "email"))
            rules.parse("ticket", "email", email)
        except Refused as refused:
            self._show(refused.problems[0])
            return False
        return True

    def _changed(self, kinds: frozenset[str], _origin: object) -> None:
        if "ticket" in kinds:
            self._read()

    def _take_up(self, drafts: tuple[Draft, ...]) -> None:
        if drafts and not self.ui.text.toPlainText():
            self.ui.text.setPlainText(drafts[0].text)
            self._pause.stop()

    def _keep(self) -> None:
        draft = Draft(*DRAFT_OF, "text", self.ui.text.toPlainText())
        self._background.change(lambda: self._desk.cache.keep_draft(draft), self, origin=self)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is being written when another place is opened."""
        if self._pause.isActive():
            self._pause.stop()
            self._keep()
        super().hideEvent(event)

    def _own(self, text: str, topic: str) -> Done:
        return Done(frozenset({"ticket"}), made=self._desk.contact(text, topic))

    def _held(self, done: Done, text: str) -> None:
        self._sent("")
        self.toast.tell(tr("Your request goes out in ten seconds"), lambda: self._take_back(done.made, text))

    def _take_back(self, made: str, text: str) -> None:
        desk = self._desk

        def work() -> Done:
            return Done(frozenset({"ticket"}), "yes" if take_back(desk, "ticket", made) else "")

        self._background.change(work, self, lambda done: self._taken_back(done, text), self._failed)

    def _taken_back(self, done: Done, text: str) -> None:
        self.toast.tell(tr("Taken back") if done.outbox else tr("Too late: it was sent already."))
        if not done.outbox:
            return
        self.notice.set("")
        if not self.ui.text.toPlainText():
            self.ui.text.setPlainText(text)

    def _sent(self, number: str) -> None:
        self.send.setEnabled(True)
        self.ui.text.setPlainText("")
        self._pause.stop()
        self._keep()
        told = tr("Sent. Your request has the number %1; the answer comes by mail.").replace("%1", number)
        self.notice.set(told if number else tr("Your request is on its way; the answer will stand here."), "ok")
        self.notice.show()
        self._read()

    def _failed(self, error: Exception) -> None:
        self.send.setEnabled(True)
        if isinstance(error, Refused) and error.problems[0].field in ("text", "email", "name"):
            self._show(error.problems[0])
            return
        self.notice.set(refusal(error, self._language), "danger")
        self.notice.show()

    def _show(self, found: Problem) -> None:
        place = getattr(self.ui, f"{found.field}_problem")
        place.setText(found.with_cure(self._language))
        place.show()
        field = getattr(self.ui, found.field)
        field.setAccessibleDescription(place.text())
        field.setFocus()

    def _read(self) -> None:
        if self._signed_in:
            self._background.ask(lambda: self._desk.cache.list("ticket"), self, self._list, key="tickets")

    def _list(self, tickets: tuple[Document, ...]) -> None:
        clear(self._tickets)
        for ticket in reversed(tickets):
            self._tickets.addWidget(self._ticket(ticket.body))

    def _ticket(self, body: Mapping[str, object]) -> Card:
        number = body.get("number")
        card = Card(tr("Request %1").replace("%1", str(number)) if number else tr("Request, on its way"))
        state = str(body.get("state") or "open")
        card.head.addWidget(
            Chip(codes.words("ticket_state", state, self._language), "ok" if state != "open" else "warn")
        )
        card.add(
            label(moments.full(str(body.get("at") or ""), self._language), "small"),
            Paragraph(str(body.get("text", ""))),
        )
        answers = body.get("answers")
        if isinstance(answers, dict):
            for one in position.ordered(answers):
                answer = answers[one]
                who = " · ".join(
                    filter(None, (answer.get("author"), moments.full(answer.get("at", ""), self._language)))
                )
                card.add(label(who or tr("Support staff"), "small"), Paragraph(str(answer.get("text", ""))))
        return card
