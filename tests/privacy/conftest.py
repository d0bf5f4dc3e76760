"""One site for each module of rows, with people whose every word is a canary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from tests.journeys.conftest import desktop
from tests.privacy.stage import Stage, stage

__all__ = ["desktop"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A started site, for what is shown by the API alone."""
    with stage(tmp_path_factory.mktemp("privacy")) as made:
        yield made


@pytest.fixture(scope="module")
def office(desktop: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A started site on a private desktop: with a screen for windows and a keychain for commands."""
    with stage(tmp_path_factory.mktemp("privacy"), desktop) as made:
        yield made
