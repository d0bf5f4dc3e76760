"""The profile page: left the ten sections with their state, middle one of them as cards, right what everyone sees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from izanau_desktop import offers
from izanau_desktop.background import Background
from izanau_desktop.cache import Draft
from izanau_desktop.cache.reads import common
from izanau_desktop.commands import Commands
from izanau_desktop.desk import Desk
from izanau_desktop.look import fonts, icons
from izanau_desktop.look.style import wear
from izanau_desktop.look.tokens import BODY, ICON
from izanau_desktop.seeker import register
from izanau_desktop.seeker.profile.preview import Preview
from izanau_desktop.seeker.profile.progress import STATES, state, state_words
from izanau_desktop.seeker.profile.section import LISTS, SectionView
from izanau_desktop.shared.held_edits import HeldEdits
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import button, label
from izanau_desktop.widgets.reading import ReadingArea
from izanau_desktop.widgets.toast import Toast
from izanau_protocol import ambient, patch, visibility
from izanau_protocol.documents import ORDERED
from izanau_protocol.problems import Refused
from izanau_protocol.reading import profile as reading

Body = dict[str, Any]
Read = tuple[Body, dict[str, str], visibility.Manifest | None]

SECTIONS_WIDTH, BESIDE_NAMES = 236, 72
"""Pixels of the list of sections at least, and those that icon and margins take beside the names."""
ROW = 32
"""Least height of a section in the list."""
ROOM_FOR_THREE = 900
"""Pixels, at the body's size of type, from which section list, cards and preview stand side by side."""


class ProfilePage(QWidget):
    """Edits the person's own profile; every change goes to the cache at once and is on screen before that."""

    def __init__(self, desk: Desk, background: Background, commands: Commands, language: str) -> None:
        super().__init__()
        self._desk, self._background, self._language = desk, background, language
        self._commands = commands
        self._body: Body = {}
        self._manifest: visibility.Manifest | None = None
        self._order = visibility.sections(None)
        """The sections that are offered: what the policy in force lists, and what is still held besides."""
        self._drafts: dict[str, str] = {}
        self._unsaved = 0
        self._behind = False
        self._edited_since = False  # after the profile became public, or no longer
        self._held = HeldEdits(desk, background, self)
        self._previewing = False
        self._adding = ""
        """The section of an entry that was asked for before the profile was read."""
        self.setAccessibleName(tr("Profile"))
        self._build()
        self._register(commands)
        self.publishing = register.offer(self, desk, background, commands, language)
        self.publishing.section.connect(self.open_section)
        self.publishing.toast.told.connect(lambda: setattr(self, "_edited_since", False))
        background.changed.connect(self._on_changed)
        self._load()

    def _build(self) -> None:
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        editor = QWidget()
        around.addWidget(editor)
        whole = QHBoxLayout(editor)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._sections())
        self._view = SectionView(self._language)
        self._view.edited.connect(self._edit)
        self._view.kept.connect(self._keep)
        self._view.removed.connect(self._offer_undo)
        wear(self._view, "scrolled")
        middle = ReadingArea(self._view, tr("Section"))
        self._view.unfolded.connect(lambda card: middle.ensureWidgetVisible(card, 0, 24))
        self._view.reached.connect(lambda place: middle.ensureVisible(place.x(), place.y(), 0, 60))
        whole.addWidget(middle, 5)
        self._middle = middle
        self.preview = Preview(self._language)
        self.preview.setMinimumWidth(348)
        self.preview.closed.connect(self._leave_preview)
        whole.addWidget(self.preview, 3)
        self._toast = Toast(self)

    def _sections(self) -> QWidget:
        frame = QFrame()
        wear(frame, "list")
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(8, 20, 8, 12)
        title = label(tr("Profile"), "title")
        title.setContentsMargins(10, 0, 0, 8)
        layout.addWidget(title)
        self._list = QListWidget()
        wear(self._list, "sections")
        self._list.setAccessibleName(tr("Sections of the profile"))
        self._list_sections()
        self._sections_frame = frame
        self._fit_sections()
        self._list.currentRowChanged.connect(self._choose)
        self._list.itemActivated.connect(lambda _: self.open_section(self._section()))
        layout.addWidget(self._list, 1)
        self._progress = label("", "small")
        self._progress.setContentsMargins(10, 8, 8, 0)
        layout.addWidget(self._progress)
        self._standing = label("", "small")
        self._standing.setWordWrap(True)
        self._standing.setContentsMargins(10, 4, 8, 0)
        layout.addWidget(self._standing)
        self.look = button(tr("Preview…"), icon="eye", deed=lambda: self._commands.run("profile.preview"))
        deeds = QVBoxLayout()
        deeds.setContentsMargins(10, 4, 8, 4)
        deeds.addWidget(self.look)
        self.publish = button("", deed=self._publish)
        deeds.addWidget(self.publish)
        self.confirm = button(tr("All is still right"), deed=self._confirm)
        self.confirm.setToolTip(tr("Says that your profile is right as of today. Companies do not see when."))
        deeds.addWidget(self.confirm)
        layout.addLayout(deeds)
        return frame

    def _list_sections(self) -> None:
        with QSignalBlocker(self._list):
            self._list.clear()
            for section in self._order:
                item = QListWidgetItem(reading.section_words(section, self._language))
                item.setData(Qt.ItemDataRole.UserRole, section)
                self._list.addItem(item)

    def _follow_policy(self, body: Body, manifest: visibility.Manifest | None) -> None:
        """Offer what the policy in force lists: another version may list more, or less."""
        self._manifest = manifest
        listed = visibility.sections(manifest)
        order = tuple(one for one in ORDERED if one in listed or one in body)
        if order == self._order:
            return
        here = self._section() if self._list.currentRow() >= 0 else ""
        self._order = order
        self._list_sections()
        self._fit_sections()
        if here:
            self._list.setCurrentRow(order.index(here) if here in order else 0)

    def _register(self, commands: Commands) -> None:
        here = self._is_here
        commands.register(
            *offers.bound(
                offers.PROFILE,
                add=(lambda: here() and self._section() in LISTS, lambda: self._add_to(self._section())),
                add_language=(here, lambda: self._add_to("languages")),
                add_education=(here, lambda: self._add_to("education")),
                add_work=(here, lambda: self._add_to("work")),
                add_skill=(here, lambda: self._add_to("skills")),
                undo=(here, self._undo),
                redo=(here, self._redo),
                preview=(here, self._preview),
            )
        )
        for keys, by in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(
                lambda by=by: self._list.setCurrentRow((self._list.currentRow() + by) % len(self._order))
            )

    def changeEvent(self, event: QEvent) -> None:
        """The names of the sections stand in full at every size of type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "preview"):
            self._fit_sections()
            self._share_room()

    def _fit_sections(self) -> None:
        metrics, scale = self._list.fontMetrics(), fonts.pixels(self._list.font()) / BODY
        self._list.setIconSize(QSize(round(ICON * scale), round(ICON * scale)))
        for row in range(self._list.count()):
            self._list.item(row).setSizeHint(QSize(0, max(ROW, metrics.height() + 16)))
        widest = max(metrics.horizontalAdvance(self._list.item(row).text()) for row in range(self._list.count()))
        self._sections_frame.setFixedWidth(round(max(SECTIONS_WIDTH, widest + BESIDE_NAMES * scale)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, editing has it."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """Side by side where there is room; else the preview lies in place of the cards while it is asked for."""
        narrow = self.width() < ROOM_FOR_THREE * fonts.pixels(self.font()) / BODY
        self._previewing = self._previewing and narrow
        self.preview.setVisible(not narrow or self._previewing)
        self._middle.setHidden(self._previewing)
        self.preview.back.setVisible(narrow)
        self.look.setVisible(narrow)
        self._commands.reconsider()

    def _preview(self) -> None:
        """Take the focus to the preview, and show it where it has no room beside the cards."""
        self._view.close_open()
        self._previewing = True
        self._share_room()
        self.preview.setFocus(Qt.FocusReason.OtherFocusReason)

    def see_as(self, audience: str) -> None:
        """Show the profile with the eyes of an audience."""
        self.preview.see_as(audience)
        self._preview()

    def _leave_preview(self) -> None:
        self._previewing = False
        self._share_room()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes from the preview back to editing."""
        if event.key() == Qt.Key.Key_Escape and self._previewing:
            self._leave_preview()
        else:
            super().keyPressEvent(event)

    def open_section(self, path: str) -> None:
        """Show the section that a path is in, its first card open."""
        section = path.split(".")[0]
        if section in self._order:
            self._edit_here(section)
            self._view.open_first()

    def _edit_here(self, section: str) -> None:
        """Show the cards of a section, also where the preview lies over them."""
        self._previewing = False
        self._share_room()
        self._list.setCurrentRow(self._order.index(section))

    def _add_to(self, section: str) -> None:
        """Begin an entry of a section; as soon as the profile is read, where it is not yet."""
        if self._list.currentRow() < 0:
            self._adding = section
            return
        self._edit_here(section)
        self._view.add()

    def _is_here(self) -> bool:
        return self._list.isVisible()  # not while the page is covered

    def _load(self) -> None:
        self._background.ask(self._read, self, self._show, key="profile")

    def _read(self) -> Read:
        document = self._desk.cache.get("profile", self._desk.account.profile)
        drafts = self._desk.cache.drafts("profile", self._desk.account.profile)
        texts = {draft.path: draft.text for draft in drafts}
        return (document.body if document else {}), texts, common.manifest(self._desk.cache)

    def _show(self, read: Read) -> None:
        if self._unsaved:
            self._behind = True  # what is on screen is newer; it is read again once that is saved
            return
        self._body, self._drafts, manifest = read
        self._follow_policy(self._body, manifest)
        if self._list.currentRow() < 0:
            self._list.setCurrentRow(0)
        else:
            self._view.refresh(self._body, self._drafts)
        self._repaint()
        if self._adding:
            section, self._adding = self._adding, ""
            self._add_to(section)

    def _section(self) -> str:
        return self._order[max(0, self._list.currentRow())]

    def hideEvent(self, event: QHideEvent) -> None:
        """Another place is opened: what was edited goes to the site. A window that is only put away is left by nobody."""
        if not event.spontaneous():
            self._view.settle()
            self._held.leave()
        super().hideEvent(event)

    def _choose(self, _row: int) -> None:
        listed = self._section() in visibility.sections(self._manifest)
        self._view.show_section(self._section(), self._body, self._drafts, listed=listed)
        self._held.leave()  # after what was still in the fields of the section before
        self.preview.follow(self._section())
        self._commands.reconsider()

    def _repaint(self) -> None:
        done = 0
        for row, section in enumerate(self._order):
            now = state(section, self._body)
            done += now == "done"
            icon, colour = STATES[now]
            item = self._list.item(row)
            words = reading.section_words(section, self._language)
            item.setIcon(icons.icon(icon, colour))
            item.setText(words)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words}, {state_words(now)}")
        self._say_standing()
        told = tr("{done} of {all} sections filled in").format(done=done, all=len(self._order))
        self._progress.setText(told)
        self.preview.show_profile(self._body, self._desk.account.email, self._section(), self._manifest)

    def _say_standing(self) -> None:
        """Who has this profile, and the deed that changes it."""
        if not self._desk.account.id:
            told, deed = tr("Only on this computer. An account lets companies find you."), tr("Sign up…")
        elif self._body.get("registered") is True:
            told, deed = tr("Public: everyone can read it."), tr("What is public…")
        else:
            told, deed = tr("Not public yet: no company finds you."), tr("Show publicly…")
        self._standing.setText("\n".join(filter(None, (told, self._last_confirmed()))))
        self.publish.setText(deed)
        self.confirm.setVisible(bool(self._desk.account.id))

    def _last_confirmed(self) -> str:
        """When the person said last that all of it is right (1.1)."""
        day = str(self._body.get("confirmed", ""))
        return tr("Last confirmed: {day}").format(day=reading.day(day, self._language)) if day else ""

    def _confirm(self) -> None:
        self._edit({"confirmed": ambient.today().isoformat()})

    def _publish(self) -> None:
        self._commands.run("profile.public" if self._desk.account.id else "app.signup")

    def _edit(self, change: Body) -> None:
        self._edited_since = True
        self._body = patch.applied(self._body, change)
        self._view.refresh(self._body, self._drafts)
        self._repaint()
        self._unsaved += 1
        profile = self._desk.account.profile
        self._held.add("profile", profile)
        self._background.change(lambda: self._save(profile, change), self, self._saved, self._failed, origin=self)

    def _save(self, profile: str, change: Body) -> frozenset[str]:
        self._desk.edit("profile", profile, change)
        return frozenset({"profile"})

    def _saved(self, _result: object) -> None:
        self._unsaved -= 1
        if not self._unsaved and self._behind:
            self._behind = False
            self._load()

    def _failed(self, error: Exception) -> None:
        self._unsaved -= 1
        if isinstance(error, Refused):
            self._toast.tell(error.problems[0].words(self._language))
            self._load()
            return
        raise error

    def _keep(self, path: str, text: str) -> None:
        profile = self._desk.account.profile
        draft = Draft("profile", profile, path, text)
        self._drafts[path] = text
        if not text:
            del self._drafts[path]
        self._unsaved += 1
        self._background.change(
            lambda: self._desk.cache.keep_draft(draft), self, self._saved, self._failed, origin=self
        )

    def _offer_undo(self, words: str) -> None:
        self._toast.tell(tr("Removed: %1").replace("%1", words), self._undo, "Ctrl+Z")

    def _undo(self) -> None:
        """Take back what was done last: becoming public, or no longer, while its line stands there; else an edit."""
        if self.publishing.toast.can_undo() and not self._edited_since:
            self.publishing.toast.undo()
            return
        self._step(self._desk.cache.undo)

    def _redo(self) -> None:
        self._step(self._desk.cache.redo)

    def _step(self, deed: Callable[[str], object]) -> None:
        self._view.close_open()
        group = f"profile:{self._desk.account.profile}"

        def work() -> frozenset[str]:
            deed(group)
            return frozenset({"profile"})

        self._background.change(work, self, lambda _: self._load(), origin=self)

    def _on_changed(self, kinds: frozenset[str], origin: object) -> None:
        if origin is not self and kinds & {"profile", "policy"}:
            self._load()
