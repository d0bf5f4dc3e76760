"""Both languages of a job's texts beside one another, or below where there is no room; what one of them lacks is marked."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from izanau_desktop.shared.editing import Editing
from izanau_desktop.translation import tr
from izanau_desktop.widgets.binding import Binding
from izanau_desktop.widgets.folding import Folding
from izanau_desktop.widgets.texts import ByLanguage
from izanau_protocol import codes
from izanau_protocol.fields import LANGUAGES
from izanau_protocol.rules.trees import line, part

BESIDE = 520
"""Pixels from which a text and its other language stand beside one another."""


class BothLanguages(QObject):
    """Gives each text of the forms a second field while it is on. `changed`: fields came, or others are shown."""

    changed = Signal()

    def __init__(self, editing: Editing, language: str, parent: QObject) -> None:
        super().__init__(parent)
        self._editing, self._language = editing, language
        self._other = next(one for one in LANGUAGES if one != language)
        self._forms: list[tuple[QWidget, str]] = []
        self._pairs: dict[str, _Pair] = {}
        self.is_on = False
        editing.changed.connect(self._mark)

    def take(self, form: QWidget, prefix: str) -> Iterator[None]:
        """A form that is new; what it needs is built step by step."""
        self._forms.append((form, prefix))
        if self.is_on:
            yield from self._beside(form, prefix)

    def drop(self, form: QWidget) -> None:
        """A form that is about to go."""
        self._forms = [one for one in self._forms if one[0] is not form]
        for path, pair in list(self._pairs.items()):
            if form.isAncestorOf(pair):
                del self._pairs[path]
                if pair.binding is not None:
                    self._editing.unbind(pair.binding)

    def turn(self, *, on: bool) -> Iterator[None]:
        """Show both, or only the language of the interface; gives what is built step by step."""
        self.is_on = on
        for pair in self._pairs.values():
            pair.second.settle()
            pair.second.setVisible(on)
        self._mark()
        self.changed.emit()
        return chain.from_iterable(self._beside(form, prefix) for form, prefix in (self._forms if on else ()))

    def _beside(self, form: QWidget, prefix: str) -> Iterator[None]:
        """Step by step; a form that goes meanwhile is no more."""
        for first in form.findChildren(ByLanguage) if self._holds(form) else ():
            if not self._holds(form):
                return
            path = prefix + first.names()[0]
            if path in self._pairs:
                continue
            pair = self._pairs[path] = _Pair(first, self._other)
            pair.binding = self._editing.bind(pair.other, prefix)
            QWidget.setTabOrder(first.editor, pair.second.editor)
            pair.second.setVisible(self.is_on)
            self._mark()
            yield
        self.changed.emit()

    def _holds(self, form: QWidget) -> bool:
        return any(one is form for one, _ in self._forms)

    def _mark(self) -> None:
        for path, pair in self._pairs.items():
            *above, name = path.split(".")
            tree = self._editing.body
            for group in above:
                tree = dict(part(tree, group))
            texts = part(tree, name)
            written = {tag for tag in LANGUAGES if line(texts, tag).strip()}
            for field in (pair.first, pair.second):
                words = codes.words("languages", field.tag, self._language) if self.is_on else ""
                is_gap = self.is_on and bool(written) and field.tag not in written
                field.name_language(words, tr("not written yet") if is_gap else "")


class _Pair(Folding):
    """A field in the place where it was, and a second one for the other language."""

    def __init__(self, first: ByLanguage, tag: str) -> None:
        super().__init__(room=BESIDE)
        self.first, self.second = first, type(first)()
        self.binding: Binding | None = None
        self.second.setObjectName(f"{first.objectName()}@{tag}")
        above = first.parentWidget()
        layout = above.layout() if above is not None else None
        assert layout is not None
        layout.replaceWidget(first, self)
        row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.other = QWidget()  # a form of its own
        inside = QVBoxLayout(self.other)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.second)
        row.addWidget(first, 1)
        row.addWidget(self.other, 1)
        self.show()
