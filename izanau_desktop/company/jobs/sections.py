"""The sections of the job editor as data: which form shows which part of a job."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import msgspec
from PySide6.QtWidgets import QWidget

from izanau_desktop.translation import tr


class Section(msgspec.Struct, frozen=True):
    """A card of the editor: its forms (of `ui/company/jobs/sections/`) with the prefix of the paths that they show."""

    words: Callable[[], str]
    forms: tuple[tuple[str, str], ...]


SECTIONS: tuple[Section, ...] = (
    Section(lambda: tr("The job"), (("basics", ""),)),
    Section(lambda: tr("Duties"), (("duties", ""),)),
    Section(lambda: tr("Contract"), (("contract", "contract."),)),
    Section(lambda: tr("Probation"), (("probation", "probation."),)),
    Section(lambda: tr("Place of work"), (("place", "place."), ("range", ""))),
    Section(lambda: tr("Working hours and holidays"), (("hours", "hours."), ("holidays", ""))),
    Section(lambda: tr("Pay"), (("pay", "pay."),)),
    Section(lambda: tr("Insurance, employment, smoking"), (("conditions", ""),)),
    Section(lambda: tr("Whom you look for"), (("wishes", ""),)),
    Section(lambda: tr("How you review"), (("review", ""),)),
)


def form_of(name: str) -> QWidget:
    """A new widget with a Designer form of the job set up in it."""
    module = import_module(f"izanau_desktop.forms.company.jobs.sections.{name}")
    widget = QWidget()
    getattr(module, f"Ui_{name.capitalize()}Form")().setupUi(widget)
    return widget
