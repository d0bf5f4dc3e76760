"""Lucide icons, coloured from the palette in use at the moment of painting, crisp at every scale."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from izanau_desktop.look.tokens import ICON, Tokens, tokens_of

FOLDER = Path(__file__).parents[1] / "_resources" / "icons"


def icon(name: str, ink: str = "text2") -> QIcon:
    """The icon of this name; `ink` is the token that colours it (selected and disabled states have their own)."""
    return QIcon(_Engine(name, ink))


def pixmap(name: str, colour: str, size: int = ICON, ratio: float = 1.0) -> QPixmap:
    """The icon as a picture of `size` logical pixels in a colour, for painters."""
    drawn = QPixmap(QSize(size, size) * ratio)
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    paint(painter, name, colour, QRect(0, 0, size, size))
    painter.end()
    return drawn


def paint(painter: QPainter, name: str, colour: str, rect: QRect) -> None:
    """Draw the icon into a rectangle."""
    _renderer(name, colour).render(painter, QRectF(rect))


def file_for(name: str, colour: str, folder: Path) -> Path:
    """The icon in a colour as a file, for a style sheet, which takes nothing else."""
    file = folder / f"{name}-{colour.lstrip('#')}.svg"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_source(name, colour))
    return file


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name, colour)))


def _source(name: str, colour: str) -> bytes:
    return (FOLDER / f"{name}.svg").read_bytes().replace(b"currentColor", colour.encode())


class _Engine(QIconEngine):
    """Paints one icon with the tokens of the palette in force, so that a change of theme needs no new icons."""

    def __init__(self, name: str, ink: str) -> None:
        super().__init__()
        self._name, self._ink = name, ink

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        paint(painter, self._name, self._colour(tokens_of(QGuiApplication.palette()), mode), rect)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        drawn = QPixmap(size)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return drawn

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._ink)

    def _colour(self, tokens: Tokens, mode: QIcon.Mode) -> str:
        ink = {QIcon.Mode.Disabled: "text3", QIcon.Mode.Selected: "text"}.get(mode, self._ink)
        return str(getattr(tokens, ink))
