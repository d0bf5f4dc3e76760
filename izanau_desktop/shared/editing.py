"""Editing one document by bound forms: each settled field goes to cache and outbox at once, no Save button."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from izanau_desktop.background import Background
from izanau_desktop.cache import Cache, Document, Draft
from izanau_desktop.desk import Desk
from izanau_desktop.shared.deeds import Done, deed
from izanau_desktop.shared.held_edits import HeldEdits
from izanau_desktop.widgets.binding import Binding
from izanau_desktop.widgets.fields import BoundField
from izanau_protocol import patch
from izanau_protocol.problems import Problem

Body = dict[str, Any]


class Editing(QObject):
    """What is being edited, its forms, and the way into the cache.

    `changed`: the body is another now. `failed(error)`: an edit was refused. What is typed and not valid is kept as drafts.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, background: Background, kind: str, language: str, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._background, self._kind, self._language = desk, background, kind, language
        self.id = ""
        self.body: Body = {}
        self._drafts: dict[str, str] = {}
        self._unsaved = 0
        self._held = HeldEdits(desk, background, self)
        self._enabled = True
        self._bindings: list[Binding] = []

    def bind(self, form: QWidget, prefix: str = "") -> Binding:
        """Tie a form to a part of the document, and fill it where one is shown already."""
        binding = Binding(form, self._kind, prefix, self._language, lambda: self.body, form)
        binding.changed.connect(self.edit)
        binding.kept.connect(self._keep)
        fields = list(binding.fields.values())
        for field, following in pairwise(fields):
            field.entered.connect(lambda following=following: following.setFocus(Qt.FocusReason.TabFocusReason))
        for field in fields:
            field.setEnabled(self._enabled)
        if self.id:
            binding.load(self._drafts)
        self._bindings.append(binding)
        return binding

    def unbind(self, binding: Binding) -> None:
        """Let go of a form that goes."""
        if binding in self._bindings:
            self._bindings.remove(binding)

    def show(self, identity: str, body: Body, drafts: dict[str, str]) -> None:
        """Show a document; the one that was being typed into is newer than what was read of it."""
        if identity == self.id and (self._unsaved or body == self.body):
            return
        if identity != self.id:
            self.leave()
        self.id, self.body, self._drafts = identity, dict(body), dict(drafts)
        self.changed.emit()
        for binding in self._bindings:
            binding.load(self._drafts)

    def settle(self) -> None:
        """Take what stands in the fields, before another document is shown."""
        for binding in self._bindings:
            binding.take_all()

    def edit(self, change: Body) -> None:
        """Make a change: on screen at once, in the cache right after."""
        identity, desk, kind = self.id, self._desk, self._kind
        self.body = patch.apply(self.body, change) or {}
        self._unsaved += 1
        self._held.add(kind, identity)
        self.changed.emit()
        self._background.change(
            deed(lambda: desk.edit(kind, identity, change), kind), self, self._saved, self._refused, origin=self
        )

    def leave(self) -> None:
        """The document is left: what was edited waits no longer for more of it."""
        self._held.leave()

    def field(self, path: str) -> BoundField | None:
        """The field that shows a path and is not hidden; a text's path may name the language too (`duties@ja`)."""
        for wanted in dict.fromkeys((path, path.split("@", 1)[0])):
            for binding in self._bindings:
                found = binding.fields.get(wanted)
                if found is not None and not found.isHidden():
                    return found
        return None

    def show_problems(self, problems: tuple[Problem, ...]) -> bool:
        """Say each problem beside its field, and go to the first; whether there was one."""
        first: BoundField | None = None
        for one in problems:
            owner = self.field(one.field)
            if owner is not None:
                owner.show_problem(one.words(self._language))
                first = first or owner
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        return first is not None

    def set_enabled(self, *, enabled: bool) -> None:
        """Let the fields be used, or only be read; those that are bound later too."""
        self._enabled = enabled
        for binding in self._bindings:
            for one in binding.fields.values():
                one.setEnabled(enabled)

    @property
    def is_enabled(self) -> bool:
        """Whether the fields can be used."""
        return self._enabled

    def _keep(self, path: str, text: str) -> None:
        if text == self._drafts.get(path, ""):
            return
        if text:
            self._drafts[path] = text
        else:
            self._drafts.pop(path, None)
        cache, draft = self._desk.cache, Draft(self._kind, self.id, path, text)
        self._background.change(deed(lambda: cache.keep_draft(draft)), self, None, self.failed.emit, origin=self)

    def _saved(self, _done: Done) -> None:
        self._unsaved -= 1

    def _refused(self, error: Exception) -> None:
        self._unsaved -= 1
        self.failed.emit(error)


def read(cache: Cache, kind: str, identity: str) -> tuple[Document | None, dict[str, str]]:
    """A document with its drafts."""
    return cache.get(kind, identity), {draft.path: draft.text for draft in cache.drafts(kind, identity)}
