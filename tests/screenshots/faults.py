"""What can be seen to be wrong in a window: clipped, overlapping or pale text, nameless controls, missing glyphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontInfo, QFontMetrics, QImage, QTextLayout
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)

from izanau_desktop.look.tokens import contrast

CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QPlainTextEdit)
SLACK = 2
"""Pixels by which a text may pass its widget: side bearings of italic and bold letters."""

LARGE, LARGE_BOLD = 24, 18.66
"""Pixels from which text is large for WCAG 2.2: 18 pt, and 14 pt where bold."""


def faults(window: QWidget) -> list[str]:
    """Every fault of what the window shows, in words."""
    shown = [widget for widget in window.findChildren(QWidget) if _is_shown(widget)]
    found = [*_clipped(shown), *_nameless(shown), *_overlapping(shown)]
    return [*found, *_glyphs(shown), *_pale(window, shown)]


def _is_shown(widget: QWidget) -> bool:
    return widget.isVisible() and not widget.visibleRegion().isEmpty() and widget.width() > 0


def _text(widget: QWidget) -> str:
    if isinstance(widget, QLabel):
        return "" if widget.textFormat() == Qt.TextFormat.RichText else widget.text()
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def _clipped(shown: list[QWidget]) -> Iterator[str]:
    for widget in shown:
        text = _text(widget).replace("&&", "\0").replace("&", "").replace("\0", "&")
        if not text:
            continue
        metrics = QFontMetrics(widget.font())
        space = widget.contentsRect().width()
        if isinstance(widget, QLabel) and widget.wordWrap():
            flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
            needed = metrics.boundingRect(QRect(0, 0, max(1, space), 10_000), int(flags), text)
            if needed.height() > widget.contentsRect().height() + metrics.descent() + SLACK:
                yield f"cut off below: {text[:60]!r}"
        elif max(metrics.horizontalAdvance(line) for line in text.split("\n")) > space + SLACK:
            yield f"wider than its place: {text[:60]!r}"


def _nameless(shown: list[QWidget]) -> Iterator[str]:
    for widget in shown:
        if not isinstance(widget, CONTROLS) or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        if isinstance(widget.parentWidget(), QComboBox) or widget.objectName().startswith("qt_"):
            continue
        named = (
            widget.accessibleName()
            or _text(widget)
            or any(label.buddy() is widget for label in widget.window().findChildren(QLabel))
        )
        if not named:
            yield f"no accessible name: {type(widget).__name__} {widget.objectName()!r}"


def _overlapping(shown: list[QWidget]) -> Iterator[str]:
    families: dict[QWidget, list[QWidget]] = {}
    for widget in shown:
        parent = widget.parentWidget()
        floats = widget.property("look") == "toast" or isinstance(widget, QScrollBar)
        if parent is not None and parent.layout() is not None and not floats and not widget.isWindow():
            families.setdefault(parent, []).append(widget)
    for parent, children in families.items():
        if isinstance(parent, QAbstractScrollArea):
            continue
        layout = parent.layout()
        laid = [child for child in children if layout is not None and layout.indexOf(child) >= 0]
        for place, one in enumerate(laid):
            for other in laid[place + 1 :]:
                both = one.geometry().intersected(other.geometry())
                if both.width() > SLACK and both.height() > SLACK:
                    yield f"overlap: {_called(one)} and {_called(other)}"


def _called(widget: QWidget) -> str:
    return widget.accessibleName() or _text(widget) or widget.objectName() or type(widget).__name__


def _glyphs(shown: list[QWidget]) -> Iterator[str]:
    for widget in shown:
        text = _text(widget)
        if not text or text.isascii():
            continue
        for letter in sorted(set(text)):
            if ord(letter) > 0x7F and letter.isprintable() and not _has(widget, letter):
                yield f"no glyph for {letter!r} in {text[:40]!r}"


def _has(widget: QWidget, letter: str) -> bool:
    layout = QTextLayout(letter, widget.font())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()
    return any(index != 0 for run in runs for index in run.glyphIndexes()) if runs else letter.isspace()


def _pale(window: QWidget, shown: list[QWidget]) -> Iterator[str]:
    """Text whose contrast, as painted, is under AA (WCAG 2.2, 1.4.3); what is disabled is exempt there."""
    picture = window.grab().toImage()
    for widget in shown:
        if not _text(widget).strip() or not widget.isEnabled():
            continue
        seen = widget.visibleRegion().boundingRect()
        if seen.height() < widget.height() or seen.width() < widget.width():
            continue  # half out of what is scrolled: there may be no stroke of it to see
        ratio = _contrast(picture.copy(QRect(widget.mapTo(window, seen.topLeft()), seen.size())))
        font = QFontInfo(widget.font())
        large = font.pixelSize() >= LARGE or (font.bold() and font.pixelSize() >= LARGE_BOLD)
        if ratio < (3.0 if large else 4.5):
            yield f"contrast {ratio:.1f}: {_text(widget)[:60]!r}"


def _contrast(picture: QImage) -> float:
    """The contrast of what differs most from the commonest colour, which is the ground: the inside of the strokes."""
    pixels = Counter(picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height()))
    colours = [QColor(pixel).name() for pixel, _ in pixels.most_common()]
    return max((contrast(colour, colours[0]) for colour in colours), default=1.0)
