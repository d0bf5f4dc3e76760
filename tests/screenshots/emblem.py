"""A logo for the demo's company: a disc with a letter, drawn here and given through the company's own desk."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from izanau_desktop.demo.run import ADDRESSES, PASSWORD
from izanau_desktop.desk import Desk

_SIDE = 256
_GROUND = "#2E6F5E"


def give(folder: Path, site: str) -> None:
    """Set the logo of the demo's company, as its owner would."""
    desk = Desk.sign_in(folder, site, ADDRESSES["company"], PASSWORD, session_only=True)
    try:
        desk.sync()
        desk.set_logo(_drawn("H"))
        report = desk.sync()
        assert report.problem is None, report.problem
    finally:
        desk.shut()


def _drawn(letter: str) -> bytes:
    image = QImage(_SIDE, _SIDE, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(_GROUND))
    painter.drawEllipse(image.rect())
    font = QFont(painter.font())
    font.setPixelSize(_SIDE * 5 // 8)
    font.setWeight(QFont.Weight.Bold)
    painter.setFont(font)
    painter.setPen(QColor(Qt.GlobalColor.white))
    painter.drawText(QRectF(image.rect()), Qt.AlignmentFlag.AlignCenter, letter)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub knows no str
    return bytes(data.data())
