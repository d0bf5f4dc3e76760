"""Which places the navigation of a role has."""

from __future__ import annotations

from collections import Counter

import pytest

from izanau_desktop.background import Background
from izanau_desktop.commands import Commands
from izanau_desktop.places import ROLES, Room, places_of
from izanau_desktop.preferences import Preferences
from izanau_desktop.translation import Translation


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("role", ROLES)
def test_no_two_places_of_a_role_share_words(
    role: str, language: str, background: Background, preferences: Preferences
) -> None:
    translation = Translation()
    translation.use(language)
    try:
        room = Room(background, Commands(), preferences, language, lambda _: None, lambda _: None, lambda _: None)
        words = Counter(place.words() for place in places_of(role, room))
        assert max(words.values()) == 1
    finally:
        translation.use("en")


def test_staff_have_requests_and_no_form_for_them(background: Background, preferences: Preferences) -> None:
    room = Room(background, Commands(), preferences, "en", lambda _: None, lambda _: None, lambda _: None)
    places = [place.id for place in places_of("support", room)]
    assert "tickets" in places
    assert "contact" not in places
