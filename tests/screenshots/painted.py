"""What a widget paints as text, taken from its own painting: words, place, ink, font and clip, whatever class it is of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QRegion,
    QTextItem,
    QTransform,
)
from PySide6.QtWidgets import QWidget

CLIPPED = (
    QPaintEngine.DirtyFlag.DirtyClipRegion
    | QPaintEngine.DirtyFlag.DirtyClipPath
    | QPaintEngine.DirtyFlag.DirtyClipEnabled
)
Metric = QPaintDevice.PaintDeviceMetric


@dataclass(frozen=True)
class Text:
    """Words that were painted at once, in the coordinates of their widget."""

    words: str
    line: QRectF
    """What the font reserves for them."""
    strokes: QRectF
    """What their letters cover."""
    ink: QColor
    font: QFont
    clip: QRegion | None


def painted(widget: QWidget) -> list[Text]:
    """All texts that a widget paints by itself, without its children."""
    device = _Listener(widget)
    widget.render(device, QPoint(), QRegion(), QWidget.RenderFlag(0))
    return device.engine.texts


class _Engine(QPaintEngine):
    """Paints nothing and writes down every text."""

    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.texts: list[Text] = []
        self._ink, self._way, self._opacity = QColor(), QTransform(), 1.0
        self._clip: QRegion | None = None

    def begin(self, _device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: QPaintEngineState) -> None:  # noqa: N802 - Qt's name, overridden
        self._ink, self._opacity = QColor(state.pen().color()), state.opacity()
        self._way = QTransform(state.transform())
        if state.state() & CLIPPED:
            self._take_clip(state)

    def _take_clip(self, state: QPaintEngineState) -> None:
        if state.state() & QPaintEngine.DirtyFlag.DirtyClipPath:
            found = QRegion(self._way.map(state.clipPath()).toFillPolygon().toPolygon())
        else:
            found = self._way.map(state.clipRegion())
        if not state.isClipEnabled() or state.clipOperation().name == "NoClip":
            self._clip = None
        elif state.clipOperation().name == "ReplaceClip" or self._clip is None:
            self._clip = found
        else:
            self._clip = self._clip.intersected(found)

    def drawTextItem(self, at: Any, item: QTextItem) -> None:  # noqa: N802 - the same
        font, place = QFont(item.font()), self._way.map(QPointF(at))
        ink = QColor(self._ink)
        ink.setAlphaF(ink.alphaF() * self._opacity)
        line = QRectF(place.x(), place.y() - item.ascent(), item.width(), item.ascent() + item.descent())
        strokes = QFontMetricsF(font).tightBoundingRect(item.text()).translated(place)
        if item.text().strip():
            self.texts.append(Text(item.text(), line, strokes, ink, font, self._clip))

    def drawPixmap(self, *_what: Any, **_how: Any) -> None:  # noqa: N802 - the same
        """No text."""

    drawImage = drawTiledPixmap = drawPath = drawPolygon = drawPixmap  # noqa: N815 - the same
    drawRects = drawLines = drawEllipse = drawPoints = drawPixmap  # noqa: N815 - the same


class _Listener(QPaintDevice):
    """As large as the widget, so that it lays its texts as on screen."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.engine = _Engine()
        self._size = {Metric.PdmWidth: widget.width(), Metric.PdmHeight: widget.height()}
        self._widget = widget

    def paintEngine(self) -> QPaintEngine:  # noqa: N802 - Qt's name, overridden
        return self.engine

    def metric(self, what: QPaintDevice.PaintDeviceMetric) -> int:
        """As the screen, but for the size."""
        if what in self._size:
            return self._size[what]
        return {
            Metric.PdmDpiX: self._widget.logicalDpiX(),
            Metric.PdmDpiY: self._widget.logicalDpiY(),
            Metric.PdmPhysicalDpiX: self._widget.physicalDpiX(),
            Metric.PdmPhysicalDpiY: self._widget.physicalDpiY(),
            Metric.PdmDepth: 32,
            Metric.PdmNumColors: 1 << 24,
            Metric.PdmDevicePixelRatioScaled: round(QPaintDevice.devicePixelRatioFScale()),
        }.get(what, 1)
