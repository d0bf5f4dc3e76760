"""The right of the editor: the profile exactly as an audience of the visibility table sees it, and who that is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from izanau_desktop.look.style import wear
from izanau_desktop.shared.profile_view import ProfileView
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Paragraph, button, label
from izanau_protocol import visibility

Body = Mapping[str, Any]
AUDIENCES = ("public", "applicants", "staff_record")
BESIDE = {"applicants": "contacts"}
"""The audience that is told the e-mail address, by the one that is told the profile."""


def audience_words(audience: str) -> str:
    """Who sees it."""
    return {
        "public": tr("Everyone"),
        "applicants": tr("A company that I apply to"),
        "staff_record": tr("Support staff"),
    }[audience]


def _explained(audience: str, *, registered: bool) -> str:
    """When this audience sees it."""
    if audience == "applicants":
        return tr("Such a company sees this, with your e-mail address, until you withdraw the application.")
    if audience == "staff_record":
        return tr("Support staff see this only when they open your record and say why.")
    if registered:
        return tr("Your profile is public: people, companies and search engines see this.")
    return tr("Nobody sees this yet. It is what everyone would see once your profile is public.")


class Preview(QFrame):
    """Shows a profile as the chosen audience sees it. `closed`: back to editing, where it lies over that."""

    closed = Signal()

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        wear(self, "side")
        self.setAccessibleName(tr("Preview"))
        self._body: Body = {}
        self._email, self._section = "", ""
        self.back = button(tr("Back to editing"), deed=self.closed.emit)
        self.back.hide()
        self.choice = QComboBox()
        for audience in AUDIENCES:
            self.choice.addItem(audience_words(audience), audience)
        self.choice.activated.connect(lambda _: self._turn())
        name = label(tr("Seen by"), "small")
        name.setBuddy(self.choice)
        self.choice.setAccessibleName(tr("Seen by"))
        self._told = Paragraph("", "small")
        self.view = ProfileView("public", language)
        head = QWidget()
        lines = QVBoxLayout(head)
        lines.setContentsMargins(20, 20, 20, 8)
        lines.setSpacing(4)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 4)
        top.addWidget(self.back)
        top.addStretch(1)
        lines.addLayout(top)
        for part in (name, self.choice, self._told):
            lines.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(self.view, 1)
        self.setFocusProxy(self.choice)

    @property
    def audience(self) -> str:
        """Whose eyes it is seen with."""
        return str(self.choice.currentData())

    def see_as(self, audience: str) -> None:
        """See it with the eyes of an audience."""
        self.choice.setCurrentIndex(AUDIENCES.index(audience))
        self._turn()

    def _turn(self) -> None:
        """Other eyes begin at the top."""
        self._section = ""
        self._show()
        self.view.verticalScrollBar().setValue(0)

    def show_profile(self, body: Body, email: str, section: str, manifest: visibility.Manifest | None = None) -> None:
        """Show another state of the profile, the section that is edited in view, as far as the policy lists it."""
        self.view.hold_to(manifest)
        self._body, self._email, self._section = body, email, section
        self._show()

    def follow(self, section: str) -> None:
        """Bring a section into view."""
        self._section = section
        self.view.follow(section)

    def _show(self) -> None:
        audience = self.audience
        told = visibility.may_see("contact", "email", BESIDE.get(audience, audience))
        self._told.set_words(_explained(audience, registered=self._body.get("registered") is True))
        self.view.see_as(audience)
        self.view.show_profile(self._body, self._section, self._email if told else "")
