"""Saving a file where a person wants it: the system's own dialog, and what keeps it from being written in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QFileDialog, QLineEdit, QListView, QWidget

from izanau_desktop.files import unusable

T = TypeVar("T")


class SaveDialog(QFileDialog):
    """Asks where; it asks by itself before a file that is there is replaced."""

    def __init__(self, over: QWidget, title: str, name: str, then: Callable[[Path], object]) -> None:
        """`name` is offered, and its ending added where none is typed; `then` gets what was chosen."""
        super().__init__(over, title)
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setFileMode(QFileDialog.FileMode.AnyFile)
        self.setDefaultSuffix(Path(name).suffix.lstrip("."))
        self.setNameFilter(f"*{Path(name).suffix}")
        self.selectFile(name)
        self.fileSelected.connect(lambda chosen: then(Path(chosen)))
        self.finished.connect(lambda _: self.deleteLater())
        self._heed_what_is_typed()

    def _heed_what_is_typed(self) -> None:
        """A folder on the way of a path that is typed is selected by Qt, and stays so where the field lost the keyboard for
        a moment, as to its list of completions: then that folder would be opened and nothing saved."""
        name, files = self.findChild(QLineEdit, "fileNameEdit"), self.findChild(QListView, "listView")
        if name and files:  # not where the system's own dialog is shown
            name.textEdited.connect(lambda _: files.clearSelection())


def writing(file: Path, work: Callable[[Path], T]) -> T:
    """What writing the file answers. Raises Refused where the system does not let it be written."""
    try:
        return work(file)
    except OSError as fault:
        raise unusable(str(file), fault) from fault
