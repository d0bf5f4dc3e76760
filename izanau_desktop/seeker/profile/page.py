"""The profile page: left the ten sections with their state, middle one of them as cards, right what everyone sees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from izanau_desktop import offers
from izanau_desktop.background import Background
from izanau_desktop.cache import Draft
from izanau_desktop.cache.reads import common
from izanau_desktop.commands import Commands
from izanau_desktop.desk import Desk
from izanau_desktop.look import fonts
from izanau_desktop.look.style import wear
from izanau_desktop.look.tokens import BODY
from izanau_desktop.seeker import register
from izanau_desktop.seeker.profile.contents import Contents
from izanau_desktop.seeker.profile.preview import Preview
from izanau_desktop.seeker.profile.section import LISTS, SectionView
from izanau_desktop.shared.held_edits import HeldEdits
from izanau_desktop.translation import tr
from izanau_desktop.widgets.reading import ReadingArea
from izanau_desktop.widgets.toast import Toast
from izanau_protocol import ambient, patch, visibility
from izanau_protocol.documents import ORDERED
from izanau_protocol.problems import Refused

Body = dict[str, Any]
Read = tuple[Body, dict[str, str], visibility.Manifest | None]

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
        whole.addWidget(self._contents())
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

    def _contents(self) -> Contents:
        contents = self.contents = Contents(self._language)
        contents.chosen.connect(self._choose)
        contents.opened.connect(lambda: self.open_section(contents.section))
        contents.previewing.connect(lambda: self._commands.run("profile.preview"))
        contents.publishing.connect(self._publish)
        contents.confirming.connect(self._confirm)
        return contents

    def _follow_policy(self, body: Body, manifest: visibility.Manifest | None) -> None:
        """Offer what the policy in force lists: another version may list more, or less."""
        self._manifest = manifest
        listed = visibility.sections(manifest)
        self.contents.offer(tuple(one for one in ORDERED if one in listed or one in body))

    def _register(self, commands: Commands) -> None:
        here = self._is_here
        commands.register(
            *offers.bound(
                offers.PROFILE,
                add=(lambda: here() and self.contents.section in LISTS, lambda: self._add_to(self.contents.section)),
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
            shortcut.activated.connect(lambda by=by: self.contents.step(by))

    def changeEvent(self, event: QEvent) -> None:
        """The names of the sections stand in full at every size of type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "preview"):
            self.contents.fit()
            self._share_room()

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
        self.contents.look.setVisible(narrow)
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
        self.contents.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes from the preview back to editing."""
        if event.key() == Qt.Key.Key_Escape and self._previewing:
            self._leave_preview()
        else:
            super().keyPressEvent(event)

    def open_section(self, path: str) -> None:
        """Show the section that a path is in, its first card open."""
        section = path.split(".")[0]
        if section in self.contents.order:
            self._edit_here(section)
            self._view.open_first()

    def _edit_here(self, section: str) -> None:
        """Show the cards of a section, also where the preview lies over them."""
        self._previewing = False
        self._share_room()
        self.contents.go(section)

    def _add_to(self, section: str) -> None:
        """Begin an entry of a section; as soon as the profile is read, where it is not yet."""
        if not self.contents.is_begun:
            self._adding = section
            return
        self._edit_here(section)
        self._view.add()

    def _is_here(self) -> bool:
        return self.contents.isVisible()  # not while the page is covered

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
        if self.contents.is_begun:
            self._view.refresh(self._body, self._drafts)
        else:
            self.contents.go(self.contents.order[0])
        self._repaint()
        if self._adding:
            section, self._adding = self._adding, ""
            self._add_to(section)

    def hideEvent(self, event: QHideEvent) -> None:
        """Another place is opened: what was edited goes to the site. A window that is only put away is left by nobody."""
        if not event.spontaneous():
            self._view.settle()
            self._held.leave()
        super().hideEvent(event)

    def _choose(self) -> None:
        listed = self.contents.section in visibility.sections(self._manifest)
        self._view.show_section(self.contents.section, self._body, self._drafts, listed=listed)
        self._held.leave()  # after what was still in the fields of the section before
        self.preview.follow(self.contents.section)
        self._commands.reconsider()

    def _repaint(self) -> None:
        self.contents.show_profile(self._body, has_account=bool(self._desk.account.id))
        self.preview.show_profile(self._body, self._desk.account.email, self.contents.section, self._manifest)

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
