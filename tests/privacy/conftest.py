"""One site for each module of rows, with people whose every word is a canary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from tests.journeys.conftest import desktop
from tests.journeys.written import leaks
from tests.privacy import canaries
from tests.privacy.stage import Stage, stage

__all__ = ["desktop"]


@pytest.fixture(scope="session", autouse=True)
def nothing_of_a_person_in_any_log() -> Iterator[None]:
    """Whatever the tests of this run had the programs do: no canary stands in a log, on a terminal or in a note of a crash."""
    yield
    assert leaks(canaries.PLANTED) == []


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
