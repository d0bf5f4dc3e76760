"""The desk of support staff for every test here, in the look of the program, and no site anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from izanau_desktop.look.theme import Theme
from tests.desktop.company.scene import Scene


@pytest.fixture(autouse=True)
def dressed(look: Theme) -> None:
    """In the look of the program, whatever another test left."""
    look.apply()


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    """The desk of a member of support staff."""
    made = Scene(tmp_path, "staff", "agent")
    yield made
    made.close()
