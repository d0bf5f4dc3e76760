"""Ties the fields of a form to the paths of a document: what is typed becomes a patch, or a problem beside its field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from izanau_desktop.widgets.fields import BoundField
from izanau_protocol import documents, patch, rules
from izanau_protocol.problems import Problem, Refused

Body = dict[str, Any]


class Binding(QObject):
    """One form and one part of a document: the top level, a part (`visa.`) or an item (`work.ab12cd34ef.`).

    Every child of the form that is a `BoundField` is bound by its object name. `changed(patch)` carries a merge patch of the
    whole document whenever something valid was typed; `kept(path, text)` what was typed and is not valid yet, so that it
    can be kept as a draft.
    """

    changed = Signal(object)
    kept = Signal(str, str)

    def __init__(
        self,
        form: QWidget,
        kind: str,
        prefix: str,
        language: str,
        body: Callable[[], Body],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent or form)
        self._kind, self._prefix, self._language, self._body = kind, prefix, language, body
        self.fields: dict[str, BoundField] = {}
        self._unkept: dict[str, dict[BoundField, str]] = {}
        """By path, where something stands that the document did not take: what is said, and beside which fields."""
        for widget in form.findChildren(BoundField):
            path = prefix + widget.objectName()
            field = documents.field(kind, path)
            if field is None:
                raise LookupError(path)
            widget.bind(field, language)
            widget.settled.connect(lambda path=path: self._take(path))
            self.fields[path] = widget

    def load(self, drafts: Mapping[str, str] | None = None) -> None:
        """Show the document as it is, and over it what was typed and not yet valid."""
        body = self._body()
        self._unkept = {}
        for widget in self.fields.values():
            widget.show_values({name: _at(body, self._prefix + name) for name in widget.names()})
        self._show(body)
        for path, widget in self.fields.items():
            text = (drafts or {}).get(path)
            if text is not None:
                widget.show_text(text)
                self._take(path)

    def take_all(self) -> None:
        """Settle every field at once: before the form is left."""
        for widget in self.fields.values():
            widget.settle()

    def _take(self, path: str) -> None:
        widget = self.fields[path]
        self._unkept.pop(path, None)
        try:
            values = widget.values(lambda name, text: rules.parse(self._kind, self._tagged(name), text))
            new = patch.apply(self._body(), _nested({self._prefix + name: value for name, value in values.items()}))
        except Refused as refused:
            self._hold(path, {widget: self._said(refused.problems[0])})
            return
        before = {(one.code, one.field) for one in rules.problems(self._kind, self._body())}
        # What is missing elsewhere may come later; only this form's own fields can be emptied wrongly here.
        worse = [
            one
            for one in rules.problems(self._kind, new)
            if (one.code, one.field) not in before and (one.code != "required" or self._owner(one) is not None)
        ]
        if worse:
            self._hold(path, self._owned(worse) or {widget: self._said(worse[0])})
            return
        self._show(new)
        change = patch.diff(self._body(), new)
        self.kept.emit(path, "")
        if change:
            self.changed.emit(change)

    def _hold(self, path: str, told: dict[BoundField, str]) -> None:
        """What was typed stays in its field, with what is wrong with it, until something valid stands there."""
        self._unkept[path] = told
        self._show(self._body())
        self.kept.emit(path, self.fields[path].text())

    def _said(self, problem: Problem) -> str:
        """Why, and what would do."""
        return problem.with_cure(self._language)

    def _tagged(self, name: str) -> str:
        path = self._prefix + name
        field = documents.field(self._kind, path)
        return f"{path}@{self._language}" if field is not None and field.spec.type == "text" else path

    def _owner(self, problem: Problem) -> BoundField | None:
        path = problem.field.split("@", 1)[0]
        for known, widget in self.fields.items():
            if path == known or path in {self._prefix + name for name in widget.names()}:
                return widget
        return None

    def _owned(self, problems: Iterable[Problem]) -> dict[BoundField, str]:
        """The first problem of each field of this form."""
        told: dict[BoundField, str] = {}
        for problem in problems:
            owner = self._owner(problem)
            if owner is not None:
                told.setdefault(owner, self._said(problem))
        return told

    def _show(self, body: Body | None) -> None:
        """Say beside each field what is wrong with what was typed there, else with what the document has."""
        found = rules.problems(self._kind, body or {})
        told = self._owned(one for one in found if one.code != "required")  # nobody is blamed for what was not begun
        for unkept in self._unkept.values():
            told |= unkept
        for widget in self.fields.values():
            widget.show_problem(told.get(widget, ""))


def _at(body: Body, path: str) -> object:
    found: object = body
    for name in path.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found


def _nested(values: Mapping[str, object]) -> Body:
    """`{"visa.status": "student"}` as the merge patch `{"visa": {"status": "student"}}`."""
    whole: Body = {}
    for path, value in values.items():
        *above, last = path.split(".")
        place = whole
        for name in above:
            place = place.setdefault(name, {})
        place[last] = value
    return whole
