"""A card that opens in place and sends a message to the site: a line for each field, each problem beside its own."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from izanau_desktop.shared.asking_card import AskingCard
from izanau_desktop.widgets.fieldrow import FieldRow
from izanau_protocol import rules
from izanau_protocol.problems import Problem, Refused, problem


class FieldsCard(AskingCard):
    """`decided(message)` sends it. `paths`: the fields of the message, and by which rules each is read."""

    decided = Signal(object)

    def __init__(self, texts: tuple[str, str, str], paths: Mapping[str, tuple[str, str]], language: str) -> None:
        super().__init__(*texts)
        self._language, self._paths, self._ticket = language, paths, ""
        self.rows: dict[str, FieldRow] = {}

    def line(self, name: str) -> QLineEdit:
        """The field of a name."""
        field = self.rows[name].field
        assert isinstance(field, QLineEdit)
        return field

    def refuse(self, refused: Refused) -> bool:
        """Show what the site refused beside its fields; says whether all of it has one."""
        rest = [one for one in refused.problems if one.field not in self.rows]
        for one in refused.problems:
            if one.field in self.rows:
                self.rows[one.field].set_problem(self._told(one))
                self.rows[one.field].field.setFocus(Qt.FocusReason.OtherFocusReason)
        return not rest

    def value(self, name: str, *, needed: bool = True) -> str:
        """What was typed, or nothing, with the problem beside it."""
        typed, told, value = self.line(name).text(), "", ""
        try:
            if needed and not typed.strip():
                raise Refused(problem("required", name))
            if typed.strip():
                value = str(rules.parse(*self._paths[name], typed, self._language))
        except Refused as refused:
            told = self._told(refused.problems[0])
        self.rows[name].set_problem(told)
        return value

    def focus_wrong(self) -> bool:
        """Lead to the first field that has a problem; whether there is one."""
        wrong = next((row for row in self.rows.values() if row.problem), None)
        if wrong is not None:
            wrong.field.setFocus(Qt.FocusReason.OtherFocusReason)
        return wrong is not None

    def _told(self, one: Problem) -> str:
        return one.with_cure(self._language)
