"""What can be seen to be wrong in a window: clipped, overlapping or pale text, nameless controls, missing glyphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

from PySide6.QtCore import QModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QFont, QFontInfo, QImage, QRegion, QTextLayout
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QTextEdit,
    QWidget,
)

from izanau_desktop.look.tokens import contrast
from izanau_desktop.widgets.plain import Paragraph
from izanau_desktop.widgets.richlist import RowDelegate
from izanau_desktop.window import lay_out
from tests.screenshots.painted import Text, painted

SLACK = 2
"""Pixels by which a letter may pass its place: side bearings of italic and bold letters."""

LARGE, LARGE_BOLD = 24, 18.66
"""Pixels from which text is large for WCAG 2.2: 18 pt, and 14 pt where bold."""
AA, AA_LARGE = 4.5, 3.0


def faults(window: QWidget) -> list[str]:
    """Every fault of what the window shows, in words."""
    lay_out()  # as the window does before it paints: words that came this moment have their place then
    shown = [one for one in (window, *window.findChildren(QWidget)) if one.window() is window and _is_shown(one)]
    picture = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    found = [*_nameless(shown), *_overlapping(shown), *_out_of_reach(window)]
    for widget in shown:
        for text in painted(widget):
            told = (*_cut(widget, text), *_elided(widget, text), *_glyphs(text), *_pale(window, picture, widget, text))
            found += [f"{one} in {_called(widget)}" for one in told]
    return list(dict.fromkeys(found))


def _is_shown(widget: QWidget) -> bool:
    return widget.isVisible() and not widget.visibleRegion().isEmpty() and widget.width() > 0


def _called(widget: QWidget) -> str:
    """Where a fault is, as one finds it again."""
    view = widget.parentWidget()
    owner = view if isinstance(view, QAbstractScrollArea) and widget is view.viewport() else widget
    return f"{type(owner).__name__} {(_name(owner) or owner.objectName())[:60]!r}"


def _name(widget: QWidget) -> str:
    """What assistive technology calls a widget."""
    known = QAccessible.queryAccessibleInterface(widget)
    name = known.text(QAccessible.Text.Name) if known is not None else ""
    if isinstance(widget, QComboBox) and not widget.accessibleName() and name == widget.currentText():
        labels = widget.window().findChildren(QLabel)
        return next((label.text() for label in labels if label.buddy() is widget), "")  # its value is no name
    return name.strip()


def _nameless(shown: list[QWidget]) -> Iterator[str]:
    """Whatever takes the focus, by Tab or by a press, says what it is."""
    for widget in shown:
        inside = isinstance(widget.parentWidget(), QComboBox | QAbstractSpinBox)
        empty = isinstance(widget, QLabel) and not (widget.words if isinstance(widget, Paragraph) else widget.text())
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or inside or empty or widget.objectName().startswith("qt_"):
            continue
        if not _name(widget):
            yield f"no accessible name: {type(widget).__name__} {widget.objectName()!r} in {_owner(widget)}"


def _owner(widget: QWidget) -> str:
    above = widget.parentWidget()
    while above is not None and type(above).__module__.startswith("PySide6"):
        above = above.parentWidget()
    return type(above).__name__


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


def _out_of_reach(window: QWidget) -> Iterator[str]:
    """A page that is wider than its frame, which does not scroll that way; the frame is covered, and so not `shown`."""
    for area in window.findChildren(QScrollArea):
        if area.isVisible() and area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
            hidden = area.horizontalScrollBar().maximum()
            if hidden > SLACK:
                yield f"{hidden} pixels at the right out of reach in {_called(area)}"


def _cut(widget: QWidget, text: Text) -> Iterator[str]:
    """Letters that reach beyond their widget or their clip; what can be scrolled to is only out of sight."""
    place, strokes, view = QRectF(widget.rect()), text.strokes, widget.parentWidget()
    sides, heights = [place], [place]
    if isinstance(view, QAbstractScrollArea) and widget is view.viewport():
        sides = [place] if view.horizontalScrollBar().maximum() == 0 else []
        heights = []
    if text.clip is not None and not _has_selection(widget):  # which is painted by a clip around it
        clip = QRectF(text.clip.boundingRect())
        sides = [*sides, clip] if sides else []
        inner = clip.bottom() < place.bottom() and clip.top() > place.top()
        heights = [*heights, clip] if heights or inner else []
    for one in sides:
        if strokes.right() > one.right() + SLACK or strokes.left() < one.left() - SLACK:
            yield f"wider than its place: {text.words[:60]!r}"
    for one in heights:
        if strokes.bottom() > one.bottom() + SLACK or strokes.top() < one.top() - SLACK:
            yield f"cut off above or below: {text.words[:60]!r}"


def _has_selection(widget: QWidget) -> bool:
    owner = widget.parentWidget()
    if isinstance(owner, QPlainTextEdit | QTextEdit):
        return owner.textCursor().hasSelection()
    return isinstance(widget, QLineEdit) and widget.hasSelectedText()


def _is_told_whole(index: QModelIndex) -> bool:
    """Whether a cell tells the whole beside: its column can be made wider, too."""
    return bool(index.data()) and index.data(Qt.ItemDataRole.ToolTipRole) == index.data()


def _elided(widget: QWidget, text: Text) -> Iterator[str]:
    """Words that end in dots of their own; in rich lists that is meant, as the whole stands beside."""
    if not text.words.endswith("…"):
        return
    view, whole = widget.parentWidget(), text.words
    if isinstance(widget, QLineEdit):
        whole = widget.placeholderText()
    elif isinstance(view, QAbstractItemView) and widget is view.viewport():
        index = view.indexAt(text.line.center().toPoint())
        if isinstance(view.itemDelegateForIndex(index), RowDelegate) or _is_told_whole(index):
            return
        whole = str(index.data() or "")
    if text.words not in whole:
        yield f"wider than its place: {whole[:60]!r}"


def _glyphs(text: Text) -> Iterator[str]:
    for letter in sorted(set(text.words)):
        if ord(letter) > 0x7F and letter.isprintable() and not _has(text.font.toString(), letter):
            yield f"no glyph for {letter!r}: {text.words[:40]!r}"


@cache
def _has(font: str, letter: str) -> bool:
    known = QFont()
    known.fromString(font)
    layout = QTextLayout(letter, known)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()
    return any(index != 0 for run in runs for index in run.glyphIndexes()) if runs else letter.isspace()


def _pale(window: QWidget, picture: QImage, widget: QWidget, text: Text) -> Iterator[str]:
    """Ink whose contrast with the ground it is painted on is under AA (WCAG 2.2, 1.4.3); what is disabled is exempt there."""
    line = QRegion(text.line.toAlignedRect()).intersected(widget.visibleRegion())
    seen = (line if text.clip is None else line.intersected(text.clip)).boundingRect()
    if not widget.isEnabled() or seen.height() < text.line.height() / 2 or seen.width() < SLACK:
        return
    ground = _ground(picture.copy(QRect(widget.mapTo(window, seen.topLeft()), seen.size())))
    ratio = contrast(_blended(text.ink, ground), ground.name())
    font = QFontInfo(text.font)
    large = font.pixelSize() >= LARGE or (font.bold() and font.pixelSize() >= LARGE_BOLD)
    if ratio < (AA_LARGE if large else AA):
        yield f"contrast {ratio:.1f}: {text.words[:60]!r}"


def _ground(picture: QImage) -> QColor:
    """The commonest colour: letters cover less than half of their line."""
    pixels = Counter(memoryview(picture.constBits()).cast("I"))
    return QColor.fromRgb(pixels.most_common(1)[0][0] | 0xFF000000)


def _blended(ink: QColor, ground: QColor) -> str:
    share = ink.alphaF()
    parts = zip((ink.red(), ink.green(), ink.blue()), (ground.red(), ground.green(), ground.blue()), strict=True)
    return QColor(*(round(above * share + below * (1 - share)) for above, below in parts)).name()
