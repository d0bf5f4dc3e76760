"""A desk with an account for every test here, in the look of the program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from izanau_desktop.look.theme import Theme
from tests.desktop.seeker.scene import SeekerScene, company


@pytest.fixture(autouse=True)
def dressed(look: Theme) -> None:
    """In the look of the program, whatever another test left."""
    look.apply()


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[SeekerScene]:
    """The desk of a person whose profile has all that is needed."""
    made = SeekerScene(tmp_path)
    company(made)
    yield made
    made.close()
