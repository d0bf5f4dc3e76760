"""The stories that are killed, starved and cut off at every call, by name."""

from __future__ import annotations

from typing import Final

from tests.faults import staying, syncing
from tests.faults.story import Story

STORIES: Final[dict[str, Story]] = {
    "first": staying.FirstOpening(),
    "pull": syncing.FirstPull(),
    "edit": syncing.EditSaved(),
    "push": syncing.Push(),
    "gone": syncing.Gone(),
    "conflict": syncing.Conflict(),
    "leave": staying.SignOut(),
    "rekey": staying.Rekey(),
    "export": staying.Export(),
    "mend": staying.Mend(),
}
