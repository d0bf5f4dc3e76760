"""Logos of companies: made ready of a file that a person chose, and shown at their own shape on white."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from izanau_desktop.files import unusable
from izanau_protocol import pictures
from izanau_protocol.problems import Refused, problem

SIDE: Final = 512
"""Pixels of the longer side as it is sent: sharp at 200 % wherever it is shown, and some ten thousand bytes."""
_ROUND: Final = 6
_EDGE: Final = 4
_QUALITY: Final = 90


def prepared(file: Path) -> bytes:
    """The picture in a file, turned upright, no larger than it is ever shown, without what a camera wrote beside.

    Raises Refused (`not_a_picture`, `file_unusable`).
    """
    try:
        with file.open("rb"):
            pass  # the reader below tells only that it found no picture
    except OSError as fault:
        raise unusable(str(file), fault) from fault
    reader = QImageReader(str(file))
    reader.setAutoTransform(True)
    size = reader.size()
    drawn_anew = bytes(reader.format().data()) == b"svg"  # as sharp as it can be
    if size.isValid() and (drawn_anew or max(size.width(), size.height()) > SIDE):
        reader.setScaledSize(size.scaled(SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise Refused(problem("not_a_picture", "logo"))
    drawn, seen = _written(image, "PNG"), b"" if image.hasAlphaChannel() else _written(image, "JPEG")
    return pictures.bare(seen if seen and len(seen) * 2 < len(drawn) else drawn)


def _written(image: QImage, form: str) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, form, _QUALITY if form == "JPEG" else -1)  # type: ignore[call-overload]  # the stub knows no str
    return bytes(data.data())


class Logo(QWidget):
    """One logo; hidden where there is none. It stands beside the company's name, and so has none of its own."""

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height, self._image = height, QImage()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_picture(self, data: bytes) -> None:
        """Show these bytes; nothing where they are none."""
        self._image = QImage.fromData(data) if data else QImage()
        self.setVisible(not self._image.isNull())
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        """As high as asked for, as wide as its shape wants, up to four times that."""
        if self._image.isNull():
            return QSize(0, 0)
        inside = self._height - 2 * _EDGE
        width = min(4 * inside, round(self._image.width() * inside / self._image.height()))
        return QSize(max(inside, width) + 2 * _EDGE, self._height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Logos are drawn for white paper, so that is what they stand on, in the dark too."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        whole = QRectF(self.rect())
        ground = QPainterPath()
        ground.addRoundedRect(whole, _ROUND, _ROUND)
        painter.fillPath(ground, Qt.GlobalColor.white)
        inside = whole.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        size = self._image.size().scaled(inside.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(0, 0, size.width(), size.height())
        place.moveCenter(inside.center())
        painter.drawImage(place, self._image)
        painter.end()
