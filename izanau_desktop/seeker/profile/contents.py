"""Left of the profile: its sections and how far each is, who has all of it, and the deeds on that."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QVBoxLayout

from izanau_desktop.look import fonts, icons
from izanau_desktop.look.style import wear
from izanau_desktop.look.tokens import BODY, ICON
from izanau_desktop.seeker.profile.progress import STATES, state, state_words
from izanau_desktop.seeker.profile.section import Body
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import button, label
from izanau_protocol import visibility
from izanau_protocol.reading import profile as reading

SECTIONS_WIDTH, BESIDE_NAMES = 236, 72
"""Pixels of the list of sections at least, and those that icon and margins take beside the names."""
ROW = 32
"""Least height of a section in the list."""


class Contents(QFrame):
    """Shows what it is told of a profile, and tells what is wanted."""

    chosen, opened = Signal(), Signal()
    """Of a section: another one is current; the first card of this one is wanted."""
    previewing, publishing, confirming = Signal(), Signal(), Signal()
    """Of all of it."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self.order = visibility.sections(None)
        """The sections that are offered: what the policy in force lists, and what is still held besides."""
        wear(self, "list")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 20, 8, 12)
        title = label(tr("Profile"), "title")
        title.setContentsMargins(10, 0, 0, 8)
        layout.addWidget(title)
        self.list = QListWidget()
        wear(self.list, "sections")
        self.list.setAccessibleName(tr("Sections of the profile"))
        self._list_sections()
        self.fit()
        self.list.currentRowChanged.connect(self.chosen)
        self.list.itemActivated.connect(self.opened)
        layout.addWidget(self.list, 1)
        self._progress = label("", "small")
        self._progress.setContentsMargins(10, 8, 8, 0)
        layout.addWidget(self._progress)
        self._standing = label("", "small")
        self._standing.setWordWrap(True)
        self._standing.setContentsMargins(10, 4, 8, 0)
        layout.addWidget(self._standing)
        layout.addLayout(self._deeds())

    def _deeds(self) -> QVBoxLayout:
        self.look = button(tr("Preview…"), icon="eye", deed=self.previewing.emit)
        deeds = QVBoxLayout()
        deeds.setContentsMargins(10, 4, 8, 4)
        deeds.addWidget(self.look)
        self._publish = button("", deed=self.publishing.emit)
        deeds.addWidget(self._publish)
        self._confirm = button(tr("All is still right"), deed=self.confirming.emit)
        self._confirm.setToolTip(tr("Says that your profile is right as of today. Companies do not see when."))
        deeds.addWidget(self._confirm)
        return deeds

    def _list_sections(self) -> None:
        with QSignalBlocker(self.list):
            self.list.clear()
            self.list.addItems([reading.section_words(section, self._language) for section in self.order])

    def fit(self) -> None:
        """The names of the sections stand in full at every size of type."""
        metrics, scale = self.list.fontMetrics(), fonts.pixels(self.list.font()) / BODY
        self.list.setIconSize(QSize(round(ICON * scale), round(ICON * scale)))
        for row in range(self.list.count()):
            self.list.item(row).setSizeHint(QSize(0, max(ROW, metrics.height() + 16)))
        widest = max(metrics.horizontalAdvance(self.list.item(row).text()) for row in range(self.list.count()))
        self.setFixedWidth(round(max(SECTIONS_WIDTH, widest + BESIDE_NAMES * scale)))

    @property
    def is_begun(self) -> bool:
        """Whether a section is current: before the profile is read none is."""
        return self.list.currentRow() >= 0

    @property
    def section(self) -> str:
        """The current section."""
        return self.order[max(0, self.list.currentRow())]

    def offer(self, order: tuple[str, ...]) -> None:
        """Offer these sections; the current one stays where it is among them."""
        if order == self.order:
            return
        here = self.section if self.is_begun else ""
        self.order = order
        self._list_sections()
        self.fit()
        if here:
            self.list.setCurrentRow(order.index(here) if here in order else 0)

    def go(self, section: str) -> None:
        """Make a section current."""
        self.list.setCurrentRow(self.order.index(section))

    def step(self, by: int) -> None:
        """Make the next or the previous one current, around the end."""
        self.list.setCurrentRow((self.list.currentRow() + by) % len(self.order))

    def show_profile(self, body: Body, *, has_account: bool) -> None:
        """Show how far each section of a profile is, and who has it."""
        done = 0
        for row, section in enumerate(self.order):
            now = state(section, body)
            done += now == "done"
            icon, colour = STATES[now]
            item = self.list.item(row)
            words = reading.section_words(section, self._language)
            item.setIcon(icons.icon(icon, colour))
            item.setText(words)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words}, {state_words(now)}")
        self._say_standing(body, has_account=has_account)
        told = tr("{done} of {all} sections filled in").format(done=done, all=len(self.order))
        self._progress.setText(told)

    def _say_standing(self, body: Body, *, has_account: bool) -> None:
        """Who has this profile, and the deed that changes it."""
        if not has_account:
            told, deed = tr("Only on this computer. An account lets companies find you."), tr("Sign up…")
        elif body.get("registered") is True:
            told, deed = tr("Public: everyone can read it."), tr("What is public…")
        else:
            told, deed = tr("Not public yet: no company finds you."), tr("Show publicly…")
        self._standing.setText("\n".join(filter(None, (told, self._last_confirmed(body)))))
        self._publish.setText(deed)
        self._confirm.setVisible(has_account)

    def _last_confirmed(self, body: Body) -> str:
        """When the person said last that all of it is right (1.1)."""
        day = str(body.get("confirmed", ""))
        return tr("Last confirmed: {day}").format(day=reading.day(day, self._language)) if day else ""
