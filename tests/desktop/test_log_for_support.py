"""The log of syncs on its way to support, at the window and a real site: as it was shown, of nobody, and under a number."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from pytestqt.qtbot import QtBot

from izanau_desktop.cache.reads import common
from izanau_desktop.shared.contact import ContactPage
from izanau_desktop.shared.sync_log import CAME, SyncLogPage
from tests.desktop.test_leaving import Home, dressed, home, site
from tests.journeys.site import Site

__all__ = ["dressed", "home", "site"]

pytestmark = pytest.mark.slow  # starts programs

OF_ANNA: dict[str, object] = {"hobbies": {"en": "Zither at Kawagoe"}, "residence": "VN"}


def log_page(home: Home) -> SyncLogPage:
    page = home.card(SyncLogPage, "sync_log")
    assert isinstance(page, SyncLogPage)
    return page


def came(page: SyncLogPage) -> list[str]:
    """What came of each sync that is listed, without how often."""
    return [row[CAME].text.partition(" · ")[0] for row in page.rows.rows]


def out_of_reach(page: SyncLogPage) -> bool:
    told = came(page)
    return bool(told) and all(one.startswith("The site is out of reach.") for one in told)


def all_sent(home: Home, qtbot: QtBot) -> None:
    """Sync now, and wait until nothing waits any more."""
    home.app.sync()
    qtbot.waitUntil(lambda: not common.outbox_rows(home.desk.cache), timeout=20_000)


def test_log_is_sent_as_shown_and_gets_its_number_once_there_is_a_network(home: Home, site: Site, qtbot: QtBot) -> None:
    home.desk.edit_profile(OF_ANNA)
    all_sent(home, qtbot)
    port = urlsplit(site.url).port or 0
    site.stop()
    home.app.sync()
    page = log_page(home)
    page.only.click()
    qtbot.waitUntil(lambda: out_of_reach(page), timeout=20_000)
    shown = came(page)
    page.send.click()
    contact = home.card(ContactPage, "contact")
    assert isinstance(contact, ContactPage)
    text = contact.ui.text.toPlainText()
    head, *lines = text.strip().split("\n")
    assert (head.startswith("Log of syncs, Izanau "), len(lines)) == (True, len(shown))
    assert [line for line, one in zip(lines, shown, strict=True) if f"{one} [offline]" not in line] == []
    secrets = (home.email, "Quetzalina", "Zither", "VN", home.desk.account.id, home.desk.account.profile)
    assert [one for one in (*secrets, site.url, str(port), str(home.app.folder)) if one in text] == []

    contact.send.click()
    qtbot.waitUntil(lambda: home.shows("Request, on its way"))
    assert home.shows("Your request is on its way; the answer will stand here.")
    assert [row.deed for row in common.outbox_rows(home.desk.cache)] == ["contact"]
    site.start(port)
    all_sent(home, qtbot)
    (ticket,) = home.desk.cache.list("ticket")
    qtbot.waitUntil(lambda: home.shows(f"Request {ticket.body['number']}"))
    assert ticket.body["text"] == text.strip()
