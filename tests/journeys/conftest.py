"""A private desktop for the stories: screen, buses, keyring; started once, ended with the last of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from izanau_desktop.tour.display import desktop_session


@pytest.fixture(scope="session")
def desktop() -> Iterator[dict[str, str]]:
    """Give the environment of a private desktop."""
    with desktop_session() as env:
        yield env
