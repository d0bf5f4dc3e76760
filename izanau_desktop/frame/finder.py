"""The command palette (Ctrl+K) and the page of keys (F1): every command of the role, found by typing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSortFilterProxyModel, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHeaderView, QLineEdit, QTableView, QVBoxLayout, QWidget

from izanau_desktop.commands import Commands
from izanau_desktop.look import icons
from izanau_desktop.look.style import wear
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import label

ID = int(Qt.ItemDataRole.UserRole) + 1


class CommandFinder(QDialog):
    """A field and the commands that fit it; Enter does the chosen one. `everything` also lists what cannot be done now."""

    def __init__(self, commands: Commands, role: str, parent: QWidget, *, everything: bool = False) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Keys") if everything else tr("Commands"))
        self._commands, self._chosen = commands, ""
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Type what you want to do"))
        self.field.setAccessibleName(tr("Find a command"))
        self.field.installEventFilter(self)
        self._proxy = QSortFilterProxyModel(self)
        self._proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._proxy.setSourceModel(self._model(role, everything=everything))
        self.table = self._table()
        self.none = label(tr("No command fits these words."), "secondary")
        self.none.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(8)
        for part in (self.field, self.table, self.none):
            whole.addWidget(part)
        self.field.textChanged.connect(self._filter)
        self.resize(560, 440)
        self._filter("")

    def _model(self, role: str, *, everything: bool) -> QStandardItemModel:
        model = QStandardItemModel(0, 2, self)
        model.setHorizontalHeaderLabels([tr("Command"), tr("Keys")])
        for command in self._commands.for_role(role):
            keys = self._commands.shortcut(command.id)
            if not (everything or command.condition()):
                continue
            native = QKeySequence.fromString(keys).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
            words, shown = QStandardItem(command.label), QStandardItem(native)
            if command.icon:
                words.setIcon(icons.icon(command.icon))
            words.setData(command.id, ID)
            for item in (words, shown):
                item.setEditable(False)
            model.appendRow([words, shown])
        return model

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
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
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
            self._chosen = str(index.siblingAtColumn(0).data(ID))
            self.accept()
            self._commands.run(self._chosen)
