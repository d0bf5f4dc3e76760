"""A database or a ledger that gives no way through for a while is told as such, to programs and on pages, and is no bug."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import TimeoutError as PoolTimeout

from tests.site.served import Served


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A site that waits for nobody."""
    monkeypatch.setattr("izanau_site.store.engine.CONNECTION_SECONDS", 0.05)
    monkeypatch.setattr("izanau_site.store.ledger.BUSY_SECONDS", 0.05)


pytestmark = pytest.mark.usefixtures("impatient")


@contextlib.contextmanager
def every_line_taken(served: Served) -> Iterator[None]:
    """Hold every line to the database that the site may have."""
    with contextlib.ExitStack() as held:
        with contextlib.suppress(PoolTimeout):
            while True:
                held.enter_context(served.site.store.engine.connect())
        yield


def test_request_for_which_no_line_is_free_may_come_again(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    asked: dict[str, str | int] = {"scope": "jobs", "after": 0}
    with every_line_taken(served):
        answer = served.client.get("/v1/feed", params=asked)
    assert (answer.status_code, answer.json()["code"], answer.headers["retry-after"]) == (503, "site_down", "5")
    assert served.client.get("/v1/feed", params=asked).status_code == 200
    assert not [record for record in caplog.records if record.exc_info]


def test_page_for_which_no_line_is_free_says_so_in_words(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    with every_line_taken(served):
        page = served.client.get("/jobs", headers={"Accept": "text/html"})
    assert page.status_code == 503
    assert "The site cannot work at the moment. Open this page again in a moment." in page.text
    assert page.headers["retry-after"] == "5"
    assert page.headers["content-type"].startswith("text/html")
    assert not [record for record in caplog.records if record.exc_info]


def test_signing_in_may_come_again_when_the_ledger_is_held(
    served: Served, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    mai = served.seeker()
    with contextlib.closing(sqlite3.connect(tmp_path / "ledger" / "ledger.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = served.signin(mai.email)
    assert (answer.status_code, answer.json()["code"], answer.headers["retry-after"]) == (503, "site_down", "5")
    assert served.signin(mai.email).status_code == 200
    assert not [record for record in caplog.records if record.exc_info]
    told = [getattr(record, "told", {}) for record in caplog.records if record.message == "no_way_through"]
    assert told == [{"method": "POST", "code": "SQLITE_BUSY", "fault": "OperationalError"}]
