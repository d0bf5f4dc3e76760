"""The policy over HTTP: readable signed out, immutable by version, and in the way of everything once it changed."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from izanau_protocol import ambient, ids, wire
from izanau_site.accounts import roles
from izanau_site.policy import PolicyFault, news
from izanau_site.policy.folder import first_folder
from izanau_site.policy.publish import publish
from izanau_site.work import mails
from tests.offer import LEGAL
from tests.site.served import PASSWORD, Person, Served

# sync.md, "Without the current agreement": what answers all the same.
STILL = {
    ("GET", "/v1/scopes"),
    ("GET", "/v1/feed"),
    ("GET", "/v1/events"),
    ("GET", "/v1/devices"),
    ("GET", "/v1/privacy/devices_holding"),
    ("GET", "/v1/privacy/disclosures"),
    ("GET", "/v1/privacy/retention"),
    ("GET", "/v1/privacy/seen"),
    ("GET", "/v1/privacy/holdings"),
    ("DELETE", "/v1/devices/{device}"),
    ("DELETE", "/v1/email"),
    ("POST", "/v1/policy/agree"),
    ("POST", "/v1/ack"),
    ("POST", "/v1/push"),
    ("POST", "/v1/signout"),
    ("POST", "/v1/confirm/resend"),
    ("POST", "/v1/erase"),
    ("POST", "/v1/keep"),
}


def folder_of(path: Path, text: str) -> Path:
    """A folder with a version of the policy that has a sentence more."""
    path.mkdir()
    for name in ("en.md", "ja.md", "changes.en.md", "changes.ja.md", "manifest.toml"):
        (path / name).write_text((first_folder() / name).read_text(encoding="utf-8"), encoding="utf-8")
    (path / "en.md").write_text((path / "en.md").read_text(encoding="utf-8") + text, encoding="utf-8")
    return path


def test_policy_is_read_signed_out_in_both_languages(served: Served) -> None:
    found = served.client.get("/v1/policy").json()
    assert found["version"] == found["current"] == "2019-04-10"
    assert "users are required to read and agree" in found["text"]["en"]
    assert "英語版が優先" in found["text"]["ja"]
    settled = " ".join(found["text"]["en"].split())
    assert found["hash"] == hashlib.sha256(settled.encode()).hexdigest()
    assert found["purposes"] == ["statistics", "updates", "newsletter", "jobs"]
    listed = {item["name"]: item for item in found["items"].values()}
    assert listed["Hobbies (if any)"]["paths"] == ["profile.hobbies"]
    assert listed["E-mail address"]["audience"] == ["self", "contacts"]
    assert listed["Name"]["retention"] == "until the item or the account is deleted"
    page = served.client.get("/policy", headers={"Accept-Language": "ja"}).text
    assert "プライバシーポリシー" in page
    assert found["hash"] in page


def test_policy_reaches_every_desktop_by_its_feed(served: Served) -> None:
    kinds = [view["kind"] for view in served.seeker().feed("jobs").values()]
    assert kinds == ["policy"]


def test_new_version_leaves_the_old_one_byte_equal(served: Served, tmp_path: Path) -> None:
    before = served.client.get("/v1/policy", params={"version": "2019-04-10"}).json()
    mai = served.seeker(language="ja")
    publish(served.site.store, folder_of(tmp_path / "v2", "\nMore.\n"), "2026-01-01", "2026-01-01", "http://site.test")
    after = served.client.get("/v1/policy", params={"version": "2019-04-10"}).json()
    assert {**after, "current": "", "versions": []} == {**before, "current": "", "versions": []}
    assert [one["version"] for one in after["versions"]] == ["2019-04-10", "2026-01-01"]
    assert served.client.get("/v1/policy").json()["text"]["en"].endswith("More.\n")
    told = served.mails(mai.email)[-1]
    assert (told.purpose, told.language, told.subject) == ("service", "ja", "プライバシーポリシーの改定")
    with pytest.raises(PolicyFault, match="never changes"):
        publish(served.site.store, tmp_path / "v2", "2026-01-01", "2026-01-01")


def test_everybody_is_told_once_though_it_was_interrupted(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [served.seeker() for _ in range(5)]
    served.seeker(confirmed=False)
    monkeypatch.setattr(news, "BATCH", 2)
    queue, done = mails.queue, []

    def fail(*arguments: Any, **words: Any) -> None:
        done.append(1)
        if len(done) == 4:
            raise ZeroDivisionError
        queue(*arguments, **words)

    monkeypatch.setattr(mails, "queue", fail)
    store = served.site.store
    with pytest.raises(ZeroDivisionError):
        publish(store, folder_of(tmp_path / "v2", "\nMore.\n"), "2026-01-01", "2026-01-01", "http://site.test")
    assert news.tell(store, "http://site.test") == 3
    assert news.tell(store, "http://site.test") == 0
    told = [row.to for row in served.mails() if "2026-01-01" in row.text]
    assert sorted(told) == sorted(one.email for one in people)


def test_future_version_is_not_in_force(served: Served, tmp_path: Path) -> None:
    day = ambient.today().replace(year=ambient.today().year + 1, day=1).isoformat()
    publish(served.site.store, folder_of(tmp_path / "v2", "\nMore.\n"), "next", day)
    assert served.client.get("/v1/policy").json()["version"] == "2019-04-10"


def test_everything_else_waits_for_the_new_agreement(served: Served, tmp_path: Path) -> None:
    mai = served.seeker()
    publish(served.site.store, folder_of(tmp_path / "v2", "\nMore.\n"), "2026-01-01", "2026-01-01")
    seen = 0
    for path, item in served.client.get("/v1/openapi.json").json()["paths"].items():
        for method, operation in item.items():
            if "security" not in operation or (method.upper(), path) in STILL:
                continue
            seen += 1
            concrete = path.replace("{hash}", "0" * 64).replace("{identity}", ambient.new_id())
            concrete = concrete.replace("{", "").replace("}", "")
            answer = served.client.request(method, concrete, headers=mai.headers, json={})
            wrong = {"required", "unknown_field"} if answer.status_code == 422 else set()
            assert answer.json()["code"] in {"policy_required", *wrong}, (method, path)
    assert seen >= 4
    assert mai.get("/v1/scopes").json()["policy"] == "2026-01-01"
    assert mai.post("/v1/password", wire.ChangePassword("a", "b")).json()["code"] == "policy_required"
    patch = {"hobbies": {"en": "Chess"}}
    part = wire.Part("profile", mai.profile, mai.own, mai.feed()[mai.profile]["seq"], patch)
    waiting = mai.push(part, push_id=ambient.new_id())
    assert waiting["problem"]["code"] == "policy_required"


def test_agreeing_is_recorded_and_opens_the_site_again(served: Served, tmp_path: Path) -> None:
    mai = served.seeker()
    publish(served.site.store, folder_of(tmp_path / "v2", "\nMore.\n"), "2026-01-01", "2026-01-01")
    found = served.client.get("/v1/policy").json()
    wrong = mai.post("/v1/policy/agree", wire.Agree(found["version"], "0" * 64, "en"))
    assert (wrong.status_code, wrong.json()["code"], wrong.json()["field"]) == (422, "wrong_policy_version", "hash")
    assert mai.post("/v1/policy/agree", wire.Agree(found["version"], found["hash"], "ja", "test 1")).status_code == 200
    consents = [view for view in mai.feed().values() if view["kind"] == "consent"]
    assert sorted(one["version"] for one in consents) == ["2019-04-10", "2026-01-01"]
    newest = next(one for one in consents if one["version"] == "2026-01-01")
    assert (newest["hash"], newest["language"], newest["client"]) == (found["hash"], "ja", "test 1")
    assert mai.post("/v1/password", wire.ChangePassword("a", "b")).json()["code"] != "policy_required"


def test_reading_is_never_taken_as_agreement(served: Served, tmp_path: Path) -> None:
    mai = served.seeker()
    publish(served.site.store, folder_of(tmp_path / "v2", "\nMore.\n"), "2026-01-01", "2026-01-01")
    before = mai.feed()
    for _ in range(5):
        mai.get("/v1/scopes")
    assert mai.feed() == before
    assert (
        Person(served, mai.email, served.signin(mai.email).json())
        .post("/v1/password", wire.ChangePassword("a", "b"))
        .status_code
        == 403
    )


def test_id_of_a_version_follows_from_its_name(served: Served) -> None:
    assert set(served.seeker().feed("jobs")) == {ids.natural_id("policy", "2019-04-10")}


def test_whom_an_operator_makes_an_account_for_agrees_themselves(served: Served) -> None:
    roles.add_company(served.site, company="Umi Games", name="Olga Owner", email="olga@example.com", password=PASSWORD)
    owner = Person(served, "olga@example.com", served.signin("olga@example.com").json())
    scope = f"company:{owner.session['company']}"
    job = {
        "kind": "job",
        "id": ambient.new_id(),
        "scope": scope,
        "base_seq": 0,
        "patch": {**LEGAL, "company": owner.session["company"]},
    }
    sent = {"pushes": [{"push_id": ambient.new_id(), "parts": [job], "epoch": served.site.store.epoch}]}
    refused = served.client.post("/v1/push", json=sent, headers=owner.headers).json()["answers"][0]
    assert refused["problem"]["code"] == "policy_required"
    asked = {**served.policy(), "language": "en", "client": "test"}
    assert served.client.post("/v1/policy/agree", json=asked, headers=owner.headers).status_code == 200
    answer = served.client.post("/v1/push", json=sent, headers=owner.headers).json()["answers"][0]
    assert answer["result"] == "applied", answer
    assert [one["deed"] for one in owner.feed().values() if "deed" in one] == ["policy"]
