"""`izanau privacy`: who sees what, agreements, purposes, pausing, without any site; each works offline and says so."""

from __future__ import annotations

import json
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


def test_receipt_of_an_agreement_is_written_to_a_file(put: Put, run: Run, tmp_path: Path) -> None:
    run("privacy", "purpose", "newsletter", "on")
    (given,) = run("privacy", "consent").json["items"]
    file = tmp_path / "receipt.json"
    assert run("privacy", "consent", "--receipt", given["id"], "-o", str(file)).json["file"] == str(file)
    receipt = json.loads(file.read_text(encoding="utf-8"))
    assert receipt["receipt_metadata"]["record_id"] == given["id"]
    assert receipt["pii_processing"]["purposes"][0]["words_shown"] == given["words"]
    assert run("privacy", "consent", "--receipt", JOB).json["code"] == "not_yours"


def test_criteria_are_set_and_unset_offline(put: Put, run: Run) -> None:
    assert run("privacy", "criteria", "set", "prefectures", "Tokyo, Osaka").json["prefectures"] == ["JP-13", "JP-27"]
    assert run("privacy", "criteria", "set", "words", "ramen").json["pending"]
    assert run("privacy", "criteria", "unset", "prefectures").json == {"words": "ramen", "pending": True}
    assert run("privacy", "criteria", "set", "salary", "much").json["code"] == "unknown_field"


def test_what_the_site_told_last_is_told_offline(put: Put, run: Run, tmp_path: Path) -> None:
    assert run("privacy", "seen").json["code"] == "offline"
    desk = Desk.open(tmp_path / "data", vault=Vault())
    page = {"at": AT, "deed": "page", "who": {"group": "company", "name": "Alpha"}, "what": "application"}
    desk.cache.set_local("asked", "/v1/privacy/seen", {"at": AT, "value": {"items": [page, page], "next": ""}})
    desk.shut()
    said = run("privacy", "seen")
    assert (said.exit, len(said.json["items"])) == (0, 2)
    assert "out of reach" in said.err
    assert "was shown your application ×2" in run("privacy", "seen", as_json=False).out
