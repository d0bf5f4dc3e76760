"""The command palette (Ctrl+K) and the page of keys (F1): every command of the role, found by typing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSortFilterProxyModel, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QKeySequence, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHeaderView, QLineEdit, QTableView, QVBoxLayout, QWidget

from izanau_desktop.commands import Command, Commands
from izanau_desktop.look import fonts, icons
from izanau_desktop.look.style import wear
from izanau_desktop.look.tokens import BODY
from izanau_desktop.translation import tr
from izanau_desktop.widgets.cells import Cell, CellModel
from izanau_desktop.widgets.plain import label

WHERE, KEYS = 1, 2


class CommandFinder(QDialog):
    """A field and the commands that fit it, those of the page that is open first; Enter does the chosen one.

    Those of other pages say where they lead. `everything` makes it the page of keys: what cannot be done now is listed
    too, and where each command belongs.
    """

    def __init__(
        self, commands: Commands, role: str, parent: QWidget, *, page: str = "", everything: bool = False
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Keyboard shortcuts") if everything else tr("Commands"))
        self._commands, self._chosen = commands, ""
        self._listed = self._of(role, page, everything=everything)
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Type what you want to do"))
        self.field.setAccessibleName(tr("Find a command"))
        self.field.installEventFilter(self)
        self._proxy = QSortFilterProxyModel(self)
        self._proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._proxy.setSourceModel(self._model(page, everything=everything))
        self._proxy.setFilterKeyColumn(-1)
        self.table = self._table()
        self.none = label(tr("No command fits these words."), "secondary")
        self.none.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(8)
        for part in (self.field, self.table, self.none):
            whole.addWidget(part)
        self.field.textChanged.connect(self._filter)
        scale = fonts.pixels(self.font()) / BODY
        self.resize(round(640 * scale), round(440 * scale))
        self._filter("")

    def _of(self, role: str, page: str, *, everything: bool) -> tuple[Command, ...]:
        near = self._commands.near(role, page)
        return tuple(one for one in near if everything or self._commands.can(one.id))

    def _model(self, page: str, *, everything: bool) -> CellModel:
        nothing = QPixmap(64, 64)
        nothing.fill(Qt.GlobalColor.transparent)
        empty = QIcon(nothing)  # words stand below words, whether there is an icon or not

        def row(command: Command) -> tuple[Cell, ...]:
            here = command.id.startswith(f"{page}.")
            near = not everything and not self._commands.leads_to(command.id)
            where = "" if near else tr("This page") if here else self._whereabouts(command)
            shown = Cell(command.label, icons.icon(command.icon) if command.icon else empty)
            return shown, Cell(where), Cell(self._keys(command.id))

        heads = (tr("Command"), tr("Where"), tr("Keys"))
        return CellModel(heads, tuple(row(command) for command in self._listed), self)

    def _keys(self, command: str) -> str:
        """The keys of a command, and the letter beside them."""
        known = [self._commands.shortcut(command), *sorted(self._commands.letters(command))]
        native = QKeySequence.SequenceFormat.NativeText
        return ", ".join(QKeySequence.fromString(keys).toString(native) for keys in dict.fromkeys(filter(None, known)))

    def _whereabouts(self, command: Command) -> str:
        """The words of the place that a command belongs to, or that it can be given anywhere."""
        place = f"go.{command.page}"
        return self._commands[place].label if place in self._commands else tr("Everywhere")

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self._proxy)
        table.setAccessibleName(tr("Commands"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(32)
        table.horizontalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for place in (WHERE, KEYS):
            table.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.ResizeToContents)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        table.clicked.connect(lambda _: self._run())
        wear(table, "popup")
        return table

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list while the field keeps the focus; Enter does it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                row = self.table.currentIndex().row() + step
                self.table.selectRow(min(max(row, 0), self._proxy.rowCount() - 1))
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._run()
                return True
        return super().eventFilter(watched, event)

    def _filter(self, text: str) -> None:
        self._proxy.setFilterFixedString(text.strip())
        self.table.selectRow(0)
        self.none.setVisible(self._proxy.rowCount() == 0)

    def _run(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            self._chosen = self._listed[self._proxy.mapToSource(index).row()].id
            self.accept()
            self._commands.choose(self._chosen)
