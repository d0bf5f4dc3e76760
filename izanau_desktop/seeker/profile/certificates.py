"""The certificates of a language, within its open card: one small form each, added and taken away in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from izanau_desktop.forms.seeker.profile.certificates import Ui_CertificatesForm
from izanau_desktop.translation import tr
from izanau_desktop.widgets.binding import Binding
from izanau_desktop.widgets.fields import BoundField
from izanau_desktop.widgets.plain import button, label, line
from izanau_protocol import ambient, documents, patch, position, rules

Body = dict[str, Any]
PATH: Final = "languages.{}.certificates"


class Certificates(QWidget):
    """Edits what `languages.<item>.certificates` holds; a new one joins the document as soon as it has its name."""

    changed = Signal(object)
    """A merge patch of the profile."""
    kept = Signal(str, str)
    removed = Signal(str)
    """What it was called."""
    rebuilt = Signal()
    """There are other fields now."""
    left = Signal()
    """Enter was pressed in the last field."""

    def __init__(self, item: str, language: str, body: Callable[[], Body], drafts: Mapping[str, str]) -> None:
        super().__init__()
        self._item, self._language, self._body, self._drafts = item, language, body, drafts
        self._path = PATH.format(item)
        self._pending: Body = {}
        """Those that lack their name yet: `{id: values}`."""
        self._rows: dict[str, tuple[QWidget, Binding, QPushButton]] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(line())
        layout.addWidget(label(tr("Certificates"), "strong"))
        self._list = QVBoxLayout()
        self._list.setSpacing(16)
        layout.addLayout(self._list)
        self._add = button(tr("Add a certificate"), "quiet", icon="plus", deed=self.add)
        layout.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        for certificate in position.ordered(self._held()):
            self._show(certificate)

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in reading order."""
        rows = [
            [*(field.editor for field in binding.fields.values()), away] for _, binding, away in self._rows.values()
        ]
        return [*(stop for row in rows for stop in row), self._add]

    def take_all(self) -> None:
        """Settle every field: before the card is closed."""
        for _, binding, _ in tuple(self._rows.values()):
            binding.take_all()

    def add(self) -> None:
        """Begin one more, with the focus in its first field."""
        held = self._held()
        last = position.ordered(held)[-1:]
        place = position.between(position.position_of(held[last[0]]) if last else None, None)
        certificate = ambient.item_id()
        self._pending[certificate] = {"position": place}
        self._show(certificate)
        self.rebuilt.emit()
        next(iter(self._rows[certificate][1].fields.values())).setFocus(Qt.FocusReason.TabFocusReason)

    def _held(self) -> Body:
        held = patch.value_at(self._whole(), tuple(self._path.split(".")))
        return held if isinstance(held, dict) else {}

    def _whole(self) -> Body:
        return patch.applied(self._body(), self._within(self._pending)) if self._pending else self._body()

    def _within(self, certificates: Body) -> Body:
        return {"languages": {self._item: {"certificates": certificates}}}

    def _show(self, certificate: str) -> None:
        row = QWidget()
        row.setAccessibleName(tr("Certificate"))
        beside = QHBoxLayout(row)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        form = QWidget()
        Ui_CertificatesForm().setupUi(form)
        away = button("", "quiet", "trash-2", deed=lambda: self._remove(certificate))
        away.setAccessibleName(tr("Remove this certificate"))
        away.setToolTip(tr("Remove this certificate"))
        beside.addWidget(form, 1)
        beside.addWidget(away, 0, Qt.AlignmentFlag.AlignTop)
        binding = Binding(form, "profile", f"{self._path}.{certificate}.", self._language, self._whole)
        binding.changed.connect(lambda change: self._changed(certificate, change))
        binding.kept.connect(self.kept)
        self._rows[certificate] = (row, binding, away)
        self._list.addWidget(row)
        fields = list(binding.fields.values())
        for field, following in zip(fields, [*fields[1:], None], strict=True):
            field.entered.connect(lambda following=following: self._on(following))
        binding.load(self._drafts)
        self._allow()

    def _on(self, following: BoundField | None) -> None:
        if following is None:
            self.left.emit()
        else:
            following.setFocus(Qt.FocusReason.TabFocusReason)

    def _changed(self, certificate: str, change: Body) -> None:
        new = patch.applied(self._whole(), change)
        if certificate not in self._pending:
            self.changed.emit(change)
            return
        inside = f"{self._path}.{certificate}"
        values = patch.value_at(new, tuple(inside.split(".")))
        if any(one.field.startswith(inside) for one in rules.problems("profile", new)):
            self._pending[certificate] = values
            return
        del self._pending[certificate]
        self.changed.emit(self._within({certificate: values}))

    def _remove(self, certificate: str) -> None:
        row, binding, _ = self._rows.pop(certificate)
        for path in binding.fields:
            self.kept.emit(path, "")  # what was typed there and never valid goes with it
        words = str(self._held().get(certificate, {}).get("name") or tr("Certificate"))
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._pending.pop(certificate, None) is None:
            self.changed.emit(self._within({certificate: None}))
            self.removed.emit(words)
        self._allow()
        self.rebuilt.emit()

    def _allow(self) -> None:
        known = documents.field("profile", self._path)
        self._add.setEnabled(known is None or len(self._rows) < known.spec.most)
