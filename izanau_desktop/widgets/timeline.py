"""The steps of an application one below the other: what was done, when, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QWidget

from izanau_desktop.look.tokens import FOCUS, Tone, tokens_of
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import label

DOT, WIDTH, BETWEEN = 6, 24, 12


@dataclass(frozen=True)
class TimelineStep:
    """One step: its words, when it was, more words; `now` marks where the application stands, without `when` it is to come."""

    words: str
    when: str = ""
    detail: str = ""
    tone: Tone = "neutral"
    now: bool = False


class Timeline(QFrame):
    """Steps as labels beside a painted line; each row is also one sentence for assistive technology."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        self._steps: tuple[TimelineStep, ...] = ()

    @property
    def steps(self) -> tuple[TimelineStep, ...]:
        """The steps shown."""
        return self._steps

    def set_steps(self, steps: Sequence[TimelineStep]) -> None:
        """Show other steps, the first on top."""
        if tuple(steps) == self._steps:
            return
        self._steps = tuple(steps)
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, step in enumerate(self._steps):
            top = Qt.AlignmentFlag.AlignTop
            words = label(step.words, "strong" if step.now else "" if step.when else "secondary")
            words.setWordWrap(True)
            words.setAccessibleName(sentence(step))
            last = row == len(self._steps) - 1
            self._grid.addWidget(_Mark(step, words, first=row == 0, last=last), 2 * row, 0, 2, 1)
            self._grid.addWidget(words, 2 * row, 1, top)
            if step.when:
                when = label(step.when, "small")
                when.setWordWrap(False)
                self._grid.addWidget(when, 2 * row, 2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if step.detail:
                detail = label(step.detail, "small")
                detail.setContentsMargins(0, 0, 0, 0 if last else BETWEEN)
                self._grid.addWidget(detail, 2 * row + 1, 1, 1, 2, top)
            self._grid.setRowMinimumHeight(2 * row + 1, 0 if last else BETWEEN)


def sentence(step: TimelineStep) -> str:
    """A step as one sentence."""
    state = tr("now") if step.now else "" if step.when else tr("to come")
    return ", ".join(part for part in (step.words, step.when, state, step.detail) if part)


class _Mark(QWidget):
    """The dot of a step and the line that joins it to its neighbours."""

    def __init__(self, step: TimelineStep, words: QLabel, *, first: bool, last: bool) -> None:
        super().__init__()
        self._step, self._words, self._first, self._last = step, words, first, last
        self.setFixedWidth(WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Filled when it was, a ring where it stands, hollow when it is to come."""
        tokens = tokens_of(self.palette())
        # The middle of the first line, which is taller in Japanese; more lines do not move it.
        middle, at = self.width() // 2, min(self._words.height(), round(self.fontMetrics().height() * 1.7)) // 2
        painter = QPainter(self)
        painter.setPen(QPen(QColor(tokens.control), 1))
        if not self._first:
            painter.drawLine(middle, 0, middle, at - DOT)
        if not self._last:
            painter.drawLine(middle, at + DOT, middle, self.height())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        done = bool(self._step.when) or self._step.now
        ink = tokens.accent if self._step.tone == "neutral" and done else tokens.tone(self._step.tone)[0]
        painter.setPen(QPen(QColor(ink if done else tokens.control), FOCUS if done else 1))
        painter.setBrush(QColor(ink) if done and not self._step.now else Qt.BrushStyle.NoBrush)
        radius = DOT - 1 if self._step.now else DOT - 2
        painter.drawEllipse(QPoint(middle, at), radius, radius)
        if self._step.now:
            painter.setBrush(QColor(ink))
            painter.drawEllipse(QRect(middle - 1, at - 1, 2, 2))
        painter.end()
