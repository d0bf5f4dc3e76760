"""The link in each mail of a chosen purpose: one press ends it, signed out; looking at it changes nothing."""

from __future__ import annotations

from typing import Any

import html5lib
import pytest

from izanau_site.accounts import purposes, unsubscribe
from tests.site.served import Person, Served


def chosen(served: Served, purpose: str = "newsletter") -> tuple[Person, str]:
    """Somebody who chose a purpose, and the secret of a link."""
    mai = served.seeker()
    store = served.site.store
    with store.transaction(write=True) as connection:
        purposes.set_purpose(connection, store, mai.account, purpose, on=True, method="test")
        purposes.set_purpose(connection, store, mai.account, "statistics", on=True, method="test")
        return mai, unsubscribe.give(connection, mai.account, purpose)


def on(mai: Person) -> set[str]:
    """The purposes that are on."""
    return set(mai.feed()[mai.account].get("purposes", {}))


def press(served: Served, token: str, **headers: str) -> Any:
    """What a mail program sends (RFC 8058)."""
    form = {"List-Unsubscribe": "One-Click"}
    return served.client.post(f"/unsubscribe/{token}", data=form, headers=headers)


def test_one_press_ends_that_purpose_alone_and_again_says_the_same(served: Served) -> None:
    mai, token = chosen(served)
    first, second = press(served, token), press(served, token)
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.text == second.text
    assert "set-cookie" not in first.headers
    assert "newsletter" in first.text
    assert on(mai) == {"statistics"}


def test_looking_at_the_page_changes_nothing(served: Served) -> None:
    mai, token = chosen(served)
    for method in ("GET", "HEAD"):
        assert served.client.request(method, f"/unsubscribe/{token}").status_code in (200, 405)
    page = served.client.get(f"/unsubscribe/{token}")
    assert page.text.count("<button>") == 1
    assert on(mai) == {"newsletter", "statistics"}


@pytest.mark.parametrize("token", ["x", "00000000-0000-4000-8000-000000000000", "%00", "x" * 5000])
def test_link_of_no_mail_is_not_found(served: Served, token: str) -> None:
    mai, _ = chosen(served)
    assert served.client.get(f"/unsubscribe/{token}").status_code == 404
    assert press(served, token).status_code == 404
    assert on(mai) == {"newsletter", "statistics"}


@pytest.mark.parametrize("purpose", ["newsletter", "jobs", "updates"])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_page_says_in_the_readers_language_what_ended(served: Served, purpose: str, language: str) -> None:
    _, token = chosen(served, purpose)
    words = {
        "newsletter": ("newsletter", "ニュースレター"),
        "jobs": ("new jobs", "新着求人"),
        "updates": ("profile", "プロフィール"),
    }
    for page in (served.client.get, served.client.post):
        answer = page(f"/unsubscribe/{token}", headers={"Accept-Language": language})
        html5lib.HTMLParser(strict=True).parse(answer.text)
        assert f'<html lang="{language}">' in answer.text
        assert words[purpose][language == "ja"] in answer.text


def test_link_works_without_the_current_agreement_and_when_erasing(served: Served) -> None:
    mai, token = chosen(served)
    assert mai.post("/v1/erase", {"password": "vermilion-otter-39", "now": False}).status_code == 200
    assert press(served, token).status_code == 200
    assert on(mai) == {"statistics"}
    assert mai.post("/v1/erase", {"password": "vermilion-otter-39", "now": True}).status_code == 200
    assert press(served, token).status_code == 404
