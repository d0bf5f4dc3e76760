"""Which new jobs one wants mails about: kinds of work, prefectures, remote work, words; saved as one types."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from izanau_desktop.cache import Document
from izanau_desktop.shared.editing import Editing, read
from izanau_desktop.shared.privacy.card import Around
from izanau_desktop.translation import tr
from izanau_desktop.widgets.fields import BoundField, CodesField, LineField, YesField
from izanau_desktop.widgets.plain import label

_FIELDS: tuple[tuple[str, type[BoundField]], ...] = (
    ("categories", CodesField),
    ("prefectures", CodesField),
    ("remote", YesField),
    ("words", LineField),
)


class CriteriaForm(QWidget):
    """The criteria of job mails; what is left empty narrows nothing."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        self._desk, self._background = around.desk, around.background
        self.editing = Editing(around.desk, around.background, "account", around.language, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(8)
        column.addWidget(label(tr("Which jobs? What you leave empty narrows nothing."), "small"))
        for name, kind in _FIELDS:
            field = kind()
            field.setObjectName(name)
            column.addWidget(field)
        self.editing.bind(self, "criteria.")
        self.setAccessibleName(tr("Criteria of job mails"))

    def read(self) -> None:
        """Read what they are."""
        cache, account = self._desk.cache, self._desk.account.id
        self._background.ask(lambda: read(cache, "account", account), self, self._show, key="criteria")

    def _show(self, found: tuple[Document | None, dict[str, str]]) -> None:
        document, drafts = found
        self.editing.show(self._desk.account.id, document.body if document else {}, drafts)
