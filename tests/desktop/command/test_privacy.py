"""`izanau privacy`: who sees what, agreements, purposes, pausing, without any site; each works offline and says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from izanau_desktop.accounts import Accounts
from izanau_desktop.cache import documents, trees
from izanau_desktop.cache.connection import Connection
from izanau_desktop.desk import Desk
from izanau_desktop.vault import Vault
from izanau_protocol import ids
from tests.desktop.command.conftest import MemoryKeychain, Run

ACCOUNT = ids.natural_id("test", "account")
PROFILE = ids.profile_id(ACCOUNT)
COMPANY, JOB = (ids.natural_id("test", name) for name in ("company", "job"))
OWN = f"account:{ACCOUNT}"
AT = "2026-11-03T09:00:00.000Z"
Put = Callable[..., None]


@pytest.fixture
def put(tmp_path: Path, keychain: MemoryKeychain) -> Iterator[Put]:
    """A seeker's cache, filled as a sync would; what it gives puts one more document there."""
    known = Accounts(tmp_path / "data")
    desk = Desk(known, known.add("ana@x.example", "http://127.0.0.1:9"), Vault())
    desk.cache.set_note(account=ACCOUNT, group="seeker", role="seeker", email="ana@x.example")

    def one(scope: str, kind: str, identity: str, body: dict[str, Any]) -> None:
        def work(connection: Connection) -> None:
            documents.put(connection, documents.Stored(scope, kind, identity, 1, trees.spelled(body)))

        desk.cache.change(work)

    one(OWN, "account", ACCOUNT, {"email": "ana@x.example", "group": "seeker", "role": "seeker", "confirmed": True})
    one(OWN, "profile", PROFILE, {"name": {"full": "Ana Prova"}, "residence": "ES"})
    yield one
    desk.shut()


def apply(put: Put) -> str:
    application = ids.application_id(JOB, PROFILE, 1)
    put("jobs", "company", COMPANY, {"name": "Alpha", "name_ja": "アルファ"})
    body = {"job": JOB, "seeker": PROFILE, "company": COMPANY, "attempt": 1, "applied": AT, "status": "applied"}
    put(OWN, "application", application, body)
    return application


def seen_by(told: Any, who: str) -> Any:
    return next(one for one in told["sees"] if one["who"] == who)


def test_show_tells_who_sees_what(put: Put, run: Run) -> None:
    application = apply(put)
    told = run("privacy").json
    assert seen_by(told, "public")["items"] == []
    company = seen_by(told, "company")
    assert (company["name"], company["email"], company["applications"]) == ("Alpha", True, [application])
    assert company["items"] == ["name", "residence"]
    assert (told["paused"], told["purposes"]["newsletter"]) == (False, False)


def test_show_reads_in_japanese(put: Put, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    apply(put)
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    said = run("privacy", "show", as_json=False).out
    assert "アルファ" in said
    assert "メールアドレス。" in said


def test_purpose_is_switched_offline_by_its_consent(put: Put, run: Run) -> None:
    assert run("privacy", "purpose", "jobs", "on").json["pending"]
    chosen = {one["name"]: one["chosen"] for one in run("privacy", "purpose").json["items"]}
    assert chosen == {"statistics": False, "updates": False, "newsletter": False, "jobs": True}
    (given,) = run("privacy", "consent").json["items"]
    assert (given["deed"], given["purpose"], given["ended"]) == ("purpose", "jobs", False)
    run("privacy", "purpose", "jobs", "on")
    assert run("privacy", "consent").json["total"] == 1
    assert run("privacy", "purpose", "jobs", "off").exit == 0
    (ended,) = run("privacy", "consent").json["items"]
    assert ended["ended"]


def test_purpose_that_is_none_is_refused(put: Put, run: Run) -> None:
    said = run("privacy", "purpose", "advertising", "on")
    assert (said.exit, said.json["code"]) == (5, "unknown_code")


def test_pause_hides_all_and_resume_shows_it_again(put: Put, run: Run) -> None:
    apply(put)
    assert run("privacy", "pause").json == {"paused": True, "pending": True}
    assert not seen_by(run("privacy").json, "company")["email"]
    assert run("privacy", "resume").json["paused"] is False
    assert seen_by(run("privacy").json, "company")["email"]


def test_devices_are_asked_of_the_site(put: Put, run: Run) -> None:
    said = run("privacy", "device")
    assert (said.exit, said.json["code"]) == (1, "offline")


def test_nobody_signed_in_has_nothing_to_see(run: Run) -> None:
    assert run("privacy").exit == 4
