"""The logo on the company's own page: chosen from a file or dropped, seen as everyone sees it, and taken away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from izanau_desktop.shared.logo import Logo
from izanau_desktop.translation import tr
from izanau_desktop.widgets.flow import FlowLayout
from izanau_desktop.widgets.plain import button, label

_HEIGHT = 72


class LogoRow(QWidget):
    """`chosen(path)` a picture, `removed()` the one that is there."""

    chosen, removed = Signal(Path), Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Logo"))
        self.setAcceptDrops(True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 4)
        whole.setSpacing(6)
        whole.addWidget(label(tr("Logo"), "small"))
        line = QHBoxLayout()
        line.setSpacing(12)
        self.logo = Logo(_HEIGHT)
        line.addWidget(self.logo)
        deeds = QWidget()
        flow = FlowLayout(deeds)
        self._choose = button(tr("Choose a picture…"), deed=self._ask)
        self._remove = button(tr("Remove logo"), "quiet", deed=self.removed.emit)
        flow.addWidget(self._choose)
        flow.addWidget(self._remove)
        line.addWidget(deeds, 1, Qt.AlignmentFlag.AlignVCenter)
        whole.addLayout(line)
        self._told = label(
            tr("Stands with your jobs, on white. Wide or square; a PNG, JPEG, WebP or SVG file."), "small"
        )
        whole.addWidget(self._told)
        self._enabled = True
        self.show_logo(b"", named=False)

    def show_logo(self, data: bytes, *, named: bool) -> None:
        """Show the logo; `named`: there is one, though its bytes may still be on their way."""
        self.logo.show_picture(data)
        self._choose.setText(tr("Choose another…") if named else tr("Choose a picture…"))
        self._remove.setVisible(named and self._enabled)

    def set_enabled(self, *, enabled: bool) -> None:
        """Let it be changed, or only be seen."""
        self._enabled = enabled
        self.setAcceptDrops(enabled)
        for part in (self._choose, self._remove, self._told):
            part.setVisible(enabled)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped here."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first file."""
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.chosen.emit(Path(files[0]))

    def _ask(self) -> None:
        dialog = QFileDialog(self, tr("Choose a logo"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(tr("Pictures") + " (*.png *.jpg *.jpeg *.webp *.svg)")
        dialog.fileSelected.connect(lambda file: self.chosen.emit(Path(file)))
        dialog.finished.connect(lambda _: dialog.deleteLater())
        dialog.open()
