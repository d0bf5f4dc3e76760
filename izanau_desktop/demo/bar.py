"""The demo bar: mailbox, another role beside this one, going offline, starting over. It is in no other mode."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from izanau_desktop.look import icons
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Chip, button


class DemoBar(QWidget):
    """One line above the window."""

    mailbox = Signal()
    opened_as = Signal(str)
    offline = Signal(bool)
    start_over = Signal()

    def __init__(self, *, is_offline: bool) -> None:
        super().__init__()
        self.setAccessibleName(tr("Demo bar"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(Chip(tr("Demo"), "accent"))
        row.addWidget(button(tr("&Mailbox"), "quiet", "mail", self.mailbox.emit))
        as_ = button(tr("&Open as…"), "quiet", "users")
        menu = QMenu(as_)
        roles = (
            ("seeker", tr("A job seeker"), "user-round"),
            ("company", tr("A company's HR"), "building-2"),
            ("staff", tr("Support staff"), "life-buoy"),
            ("anew", tr("Someone new"), "user-plus"),
        )
        for role, words, icon in roles:
            menu.addAction(icons.icon(icon, "text2"), words, lambda role=role: self.opened_as.emit(role))
        as_.setMenu(menu)
        row.addWidget(as_)
        self._offline = button(tr("Go o&ffline"), "quiet", "wifi-off")
        self._offline.setCheckable(True)
        self._offline.setChecked(is_offline)
        self._offline.toggled.connect(self._toggled)
        row.addWidget(self._offline)
        row.addStretch(1)
        row.addWidget(button(tr("Start o&ver"), "quiet", "rotate-ccw", self.start_over.emit))
        self._toggled(is_offline, tell=False)

    def _toggled(self, on: bool, *, tell: bool = True) -> None:
        self._offline.setText(tr("Go on&line") if on else tr("Go o&ffline"))
        if tell:
            self.offline.emit(on)
