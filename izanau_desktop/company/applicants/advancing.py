"""The moves of the applicant who is open: on to the next stage, to one that is chosen, or to a rejection with its reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from izanau_desktop.background import Background
from izanau_desktop.company.applicants import reading, written
from izanau_desktop.company.applicants.detail import ApplicantDetail
from izanau_desktop.company.applicants.reading import Opened
from izanau_desktop.company.words import called
from izanau_desktop.desk import Desk
from izanau_desktop.offers import Deed
from izanau_desktop.shared.deeds import Done
from izanau_desktop.translation import tr

Told = Callable[[str, Done, str, Callable[[str], object]], None]
"""Hears what was done, to which application, and what takes it back."""


class Advancing:
    """What the person does is told to `told(words, done, application, back)`; `may(path)` says whether the application that is open allows it."""

    def __init__(
        self,
        desk: Desk,
        background: Background,
        page: QWidget,
        opened: Callable[[], Opened | None],
        may: Callable[[str, str], bool],
        told: Told,
        began: Callable[[], object],
        language: str,
    ) -> None:
        """`began` hears that a deed is under way."""
        self._desk, self._background, self._page = desk, background, page
        self._opened, self._may, self._told, self._began = opened, may, told, began
        self._language = language
        self._rejecting = ""
        """The stage to which somebody is about to be rejected, while the reason is asked for."""
        self._stayed: Callable[[Exception, str, str], object] = lambda *_: None

    def attach(self, detail: ApplicantDetail, stayed: Callable[[Exception, str, str], object]) -> None:
        """Work on what this shows; `stayed(error, application, message)` hears of a move that was not made."""
        self._detail, self._stayed = detail, stayed
        detail.stage.connect(self._to_stage)
        detail.panels.rejected.connect(lambda reason, message: self._move(self._rejecting, reason, message))
        detail.panels.moved.connect(lambda stage, message: self._move(stage, "", message))

    def deeds(self) -> dict[str, Deed]:
        """What the page offers, by the last part of its command."""
        return {
            "advance": (self._may_advance, self._advance),
            "reject": (self._may_reject, self._ask_reason),
            "stage": (self._may_move, lambda: self._detail.show_stages()),
        }

    def _may_move(self) -> bool:
        return self._may("application", "stage")

    def _may_advance(self) -> bool:
        opened = self._opened()
        return self._may_move() and opened is not None and opened.next_stage is not None

    def _may_reject(self) -> bool:
        opened = self._opened()
        return self._may_move() and opened is not None and opened.rejecting is not None

    def _advance(self) -> None:
        opened = self._detail.opened
        if opened is not None and opened.next_stage is not None:
            self._to_stage(opened.next_stage.id)

    def _to_stage(self, stage: str) -> None:
        opened = self._detail.opened
        if opened is None or stage == opened.applicant.row.stage:
            return
        if any(row.id == stage and row.status == "rejected" for row in opened.stages):
            self._ask_reason(stage)
            return
        self._move(stage)

    def _move(self, stage: str, reason: str = "", message: str = "") -> None:
        opened = self._detail.opened
        if opened is None:
            return
        row = opened.applicant.row
        words = next((one.words.of(self._language) for one in opened.stages if one.id == stage), stage)
        told = tr("{applicant}: {stage}").format(applicant=called(row.name, row.code, self._language), stage=words)
        if message:
            told = tr("{deed} · the message goes out in ten seconds").format(deed=told)
        self._detail.focus()
        move = written.Move(self._desk, row.id, stage, reason, message, row.stage)
        self._background.change(
            move, self._page, lambda done: self._told(told, done, row.id, move.back),
            lambda error: self._stayed(error, row.id, message),
        )  # fmt: skip
        self._began()

    def _ask_reason(self, stage: str = "") -> None:
        opened = self._detail.opened
        if opened is not None and opened.rejecting is not None:
            self._rejecting = stage or opened.rejecting.id
            self._detail.panels.close_all()  # what is being written is kept, and is the newest
            letters = reading.letters(self._desk, opened) if self._may("message", "text") else ((), {})
            self._detail.panels.open_reasons(opened.applicant.row.stage, self._rejecting, opened.reasons, *letters)
