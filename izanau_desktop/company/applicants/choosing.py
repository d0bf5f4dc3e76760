"""The box in which a job is chosen, above the list and above the board: its choices change while it is open to the eye."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox


def show_choices(box: QComboBox, choices: Iterable[tuple[str, str]], chosen: str) -> None:
    """Offer words, each for a job; what stands there already is not touched."""
    wanted = list(choices)
    if wanted != [(box.itemText(at), box.itemData(at)) for at in range(box.count())]:
        with QSignalBlocker(box):
            box.clear()
            for words, job in wanted:
                box.addItem(words, job)
    box.setCurrentIndex(box.findData(chosen))
    box.setToolTip(box.currentText())
