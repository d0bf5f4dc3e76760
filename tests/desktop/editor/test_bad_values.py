"""The table of bad values at the window: what is typed stays in its field, beside the problem that every door tells."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop.background import Background
from izanau_desktop.commands import Commands
from izanau_desktop.desk import Desk
from izanau_desktop.seeker.profile.page import ProfilePage
from izanau_desktop.widgets.fields import BoundField, CodesField, YesField
from izanau_protocol import ambient, canonical, codes, documents
from izanau_protocol.documents import SECTIONS
from izanau_protocol.problems import PROBLEMS
from izanau_protocol.rules.trees import at
from tests.keychain import Kept
from tests.protocol.bad_values import TODAY, WRITTEN, Bad, cells

pytestmark = pytest.mark.slow  # hundreds of values typed

LINE = 32_767
"""Characters that a line of Qt takes; what is pasted beyond them never comes into the field."""

FITTING = ["AD", "AE", "AF", "AG", "VN"]
"""The citizenships that fit before one is too many; they are kept."""


class Cell(NamedTuple):
    """A bad value at a field of the window."""

    field: BoundField
    path: str
    bad: Bad
    code: str


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A draft with a whole profile, on the day of the table."""
    with ambient.ruled(dt.datetime.combine(TODAY, dt.time(12), dt.UTC)):
        made = Desk.draft(tmp_path, vault=Kept())
        made.edit("profile", made.account.profile, WRITTEN)
        yield made
        made.shut()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, background: Background) -> ProfilePage:
    """The editor, shown and active."""
    return opened(qtbot, desk, background)


def opened(qtbot: QtBot, desk: Desk, background: Background) -> ProfilePage:
    """A new page of the editor."""
    made = ProfilePage(desk, background, Commands(), "en")
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: bool(made._body) and made.isActiveWindow())
    return made


def untypable(path: str, field: BoundField, bad: Bad, code: str) -> str:
    """Why a cell cannot be typed at the window; empty where it can."""
    known = documents.field("profile", path)
    if isinstance(field, YesField):
        return "a box is ticked or not"
    if known is None or bad.raw_for(known) is None:
        return "a value of another type than what is typed there"
    if bad.id == "lone_surrogate":
        return "Qt's texts come in through Python without lone surrogates"
    if bad.id in ("empty", "blank") and code != "required":
        return "emptying a field takes its value away"
    if bad.id == "twice":
        return "chips are a set"
    return ""


def writer() -> QWidget:
    """Where one types now."""
    found = QApplication.focusWidget()
    assert isinstance(found, QLineEdit | QPlainTextEdit)
    return found


def write(field: BoundField, text: str) -> QWidget:
    """Put a text in place of what stands in a field, by the clipboard as people do, and go on with Tab."""
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    editor = writer()
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QApplication.clipboard().setText(text)
    QTest.keyClick(editor, *((Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier) if text else (Qt.Key.Key_Delete,)))
    QTest.keyClick(
        QApplication.activePopupWidget() or editor, Qt.Key.Key_Tab
    )  # an open list of choices gets keys first
    return editor


def write_members(field: BoundField, bad: Bad) -> str:
    """Add members of a bad set until there is one too many; what has to stand in the field after that."""
    assert isinstance(bad.value, list)
    assert field.field is not None
    table = codes.table(field.field.spec.table)
    chips = [code for code in field.text().splitlines() if code in table]
    members = [str(member) for member in bad.value[: field.field.spec.most + 1 - len(chips)]]
    for member in members:
        write(field, member)
    return "\n".join([*chips, *members])


def type_in(cell: Cell) -> str:
    """Type the bad value; what has to stand in the field after that."""
    if isinstance(cell.field, CodesField):
        return write_members(cell.field, cell.bad)
    assert cell.field.field is not None
    raw = cell.bad.raw_for(cell.field.field)
    assert raw is not None
    return raw[:LINE] if isinstance(write(cell.field, raw), QLineEdit) else raw


def fault(cell: Cell, text: str) -> str:
    """What is wrong with a field where a bad value was typed; empty where nothing is."""
    field, said, held = cell.field, cell.field.problem.text(), shown(cell.field)
    if field.problem.isHidden() or field.editor.accessibleDescription() != said or not says(cell.code, said):
        return f"{cell.path} {cell.bad.id}: {said!r}, not {cell.code}"
    return "" if held == text else f"{cell.path} {cell.bad.id}: {held[:40]!r} is left in the field"


def shown(field: BoundField) -> str:
    """What stands in a field; of chips their codes."""
    editor = field.editor
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    return editor.text() if isinstance(editor, QLineEdit) else field.text()


def says(code: str, said: str) -> bool:
    """Whether words are those of a problem, with why and what would do."""
    template = re.escape(f"{PROBLEMS[code].en} {PROBLEMS[code].cure_en}")
    return re.fullmatch(re.sub(r"\\\{\w+\\\}", ".*", template), said, re.DOTALL) is not None


def body_of(desk: Desk) -> canonical.Body:
    """The profile as the cache has it."""
    found = desk.cache.get("profile", desk.account.profile)
    assert found is not None
    return dict(found.body)


def settled(qtbot: QtBot, page: ProfilePage) -> None:
    """Wait until all that was typed is in the cache."""
    qtbot.waitUntil(lambda: page._unsaved == 0 and page._background.wait(0))
    page.activateWindow()  # a list of choices that closes leaves no window active where there is no window manager
    qtbot.waitUntil(page.isActiveWindow)


def fields_of(qtbot: QtBot, page: ProfilePage, section: str) -> dict[str, BoundField]:
    """The fields of a section's first card, opened, by path."""
    settled(qtbot, page)
    page.contents.list.setCurrentRow(SECTIONS.index(section))
    page._view.open_first()
    card = page._view._cards[0]
    assert card._binding is not None
    rows = card._certificates._rows.values() if card._certificates is not None else ()
    fields = {p: f for one in (card._binding, *(binding for _, binding, _ in rows)) for p, f in one.fields.items()}
    qtbot.waitUntil(lambda: all(field.isVisible() for field in fields.values()))
    return {concrete_path(path): field for path, field in fields.items()}


def concrete_path(path: str) -> str:
    """The path with the language, where a text is held by language."""
    known = documents.field("profile", path)
    return f"{path}@en" if known is not None and known.spec.type == "text" else path


def forgotten(qtbot: QtBot, page: ProfilePage, last: dict[str, tuple[Cell, str]]) -> list[str]:
    """What is wrong with the fields of all sections, opened again after something bad was typed into them."""
    told: list[str] = []
    for section in SECTIONS:
        fields = fields_of(qtbot, page, section)
        found = [(path, field, *last[path]) for path, field in fields.items() if path in last]
        told += [f"{path} later: {fault(cell._replace(field=field), text)}" for path, field, cell, text in found]
    return [one for one in told if not one.endswith(": ")]


def cells_of(fields: dict[str, BoundField], left_out: Counter[str]) -> Iterator[Cell]:
    """The cells that can be typed into these fields; the others are counted by why not."""
    for path, bad, code in cells():
        if path in fields:
            why = untypable(path, fields[path], bad, code)
            left_out[why] += 1
            if not why:
                yield Cell(fields[path], path, bad, code)


def without_field(path: str) -> str:
    """Why the editor has no field for a path."""
    known = documents.field("profile", path)
    if known is None or known.spec.type in ("part", "items"):
        return "a group or a list, not a field"
    if known.name == "current":
        return "said by “now” in the end of the period"
    if path == "registered":
        return "registering is a deed of its own"
    return "said by the level" if known.name == "native" else "the editor has no field for it"


def test_problem_stays_while_another_field_is_filled(qtbot: QtBot, page: ProfilePage, desk: Desk) -> None:
    fields = fields_of(qtbot, page, "work")
    write(fields["work.a1.start"], "1000")
    write(fields["work.a1.title"], "Cook")
    settled(qtbot, page)
    assert says("not_a_month", fields["work.a1.start"].problem.text())
    assert shown(fields["work.a1.start"]) == "1000"
    assert at(body_of(desk), "work.a1.title") == "Cook"
    write(fields["work.a1.start"], "2016-05")
    assert fields["work.a1.start"].problem.isHidden()


def test_each_bad_value_says_its_problem_and_stays(
    qtbot: QtBot, page: ProfilePage, desk: Desk, background: Background, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = {**body_of(desk), "citizenship": FITTING}
    wrong = list[str]()
    left_out, last, seen = Counter[str](), dict[str, tuple[Cell, str]](), set[str]()
    for section in SECTIONS:
        fields = fields_of(qtbot, page, section)
        seen.update(fields)
        for cell in cells_of(fields, left_out):
            text = type_in(cell)
            last[cell.path] = cell, text
            wrong.append(fault(cell, text))
    wrong += forgotten(qtbot, page, last)
    settled(qtbot, page)
    page.close()
    wrong += forgotten(qtbot, opened(qtbot, desk, background), last)  # as after a restart: from the cache alone
    assert list(filter(None, wrong)) == []
    assert canonical.equal(body_of(desk), wanted)
    typed = left_out.pop("")
    left_out.update(without_field(path) for path, _, _ in cells() if path not in seen)
    assert typed + left_out.total() == len(list(cells()))
    with capsys.disabled():
        sys.stdout.write(f"\n{typed} cells of bad values at the window; not to be typed there:\n")
        sys.stdout.writelines(f"  {count:4} {why}\n" for why, count in left_out.most_common())
    assert typed > 300
