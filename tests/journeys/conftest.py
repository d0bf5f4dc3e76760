"""A private desktop for the stories: screen, buses, keyring; started once, ended with the last of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from izanau_desktop.tour import person
from izanau_desktop.tour.display import desktop_session
from tests.journeys.world import PASSWORD
from tests.journeys.written import leaks

PERSONAL = (
    PASSWORD,
    person.PASSWORD,
    person.NAME,
    person.EMAIL,
    "@story.example",
    "Kim Hana",
    "Busan College",
    "Haeundae",
)
"""Words of people that the stories plant."""


@pytest.fixture(scope="session")
def desktop() -> Iterator[dict[str, str]]:
    """Give the environment of a private desktop."""
    with desktop_session() as env:
        yield env


@pytest.fixture(scope="session", autouse=True)
def nothing_of_a_person_in_any_log() -> Iterator[None]:
    """What the stories made people write stands in no log of either end, on no terminal and in no note of a crash."""
    yield
    assert leaks(PERSONAL) == []
