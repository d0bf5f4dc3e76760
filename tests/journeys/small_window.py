"""A small window with one of each part that the driver must be able to handle; run as a program of its own."""

from __future__ import annotations

import sys

from PySide6.QtCore import QStringListModel
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListView,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QWidget,
)


class SmallWindow(QMainWindow):
    """A form, a list, a table, a menu; what is done to them is said in one label."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Small")
        page = QWidget()
        self.form = QFormLayout(page)
        self.setCentralWidget(page)
        self.name, self.note = QLineEdit(), QPlainTextEdit()
        self.country = QComboBox()
        self.country.addItems(["Spain", "日本", "Việt Nam"])
        self.agree, self.send, self.said = QCheckBox("&Agree"), QPushButton("&Send"), QLabel("nothing yet")
        self.send.setEnabled(False)
        self.agree.toggled.connect(self.send.setEnabled)
        self.send.clicked.connect(self.ask)
        self.form.addRow("&Name", self.name)
        self.form.addRow("N&ote", self.note)
        self.form.addRow("&Country", self.country)
        self.add_views()
        for part in (self.agree, self.said, self.send):
            self.form.addRow(part)
        self.menuBar().addMenu("&File").addAction("&Quit", "Ctrl+Q", self.close)

    def add_views(self) -> None:
        """Add a list of 200 rows and a table."""
        self.jobs = QListView()
        self.jobs.setAccessibleName("Jobs")
        self.jobs.setModel(QStringListModel([*(f"Job {number}" for number in range(199)), "溶接工"], self.jobs))
        self.jobs.selectionModel().currentChanged.connect(lambda now: self.said.setText(f"at {now.data()}"))
        self.applicants = QTableView()
        self.applicants.setAccessibleName("Applicants")
        self.applicants.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        rows = QStandardItemModel(4, 2, self.applicants)
        for row in range(4):
            rows.setItem(row, 0, QStandardItem(f"Person {row}"))
            rows.setItem(row, 1, QStandardItem(f"Stage {row}"))
        self.applicants.setModel(rows)
        self.form.addRow(self.jobs)
        self.form.addRow(self.applicants)

    def ask(self) -> None:
        """Ask for the reason in a dialog, and say what was sent."""
        dialog = QDialog(self)
        dialog.setWindowTitle("確認")
        dialog.setModal(True)
        rows, reason = QFormLayout(dialog), QLineEdit()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(dialog.accept)
        buttons.rejected.connect(dialog.reject)
        dialog.accepted.connect(lambda: self.said.setText(f"{self.name.text()}: {reason.text()}"))
        rows.addRow("理由", reason)
        rows.addRow(buttons)
        dialog.open()


if __name__ == "__main__":
    application = QApplication(sys.argv)
    window = SmallWindow()
    window.resize(700, 800)
    window.show()
    sys.stdout.write("shown\n")
    sys.exit(application.exec())
