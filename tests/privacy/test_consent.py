"""The policy as something one agrees to: read first, recorded, asked again when it changes; each use by its own choice."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.command import Command
from tests.journeys.window import holding, starting
from tests.privacy import canaries
from tests.privacy.naming import new_id
from tests.privacy.person import Person
from tests.privacy.stage import Stage, stage

FIRST, LATER = "2019-04-10", "2026-01-01"
FOLDER = Path(__file__).parents[2] / "izanau_site" / "policy" / FIRST
PREFECTURE = """
[[items]]
name = "Prefecture of Residence"
paths = ["profile.prefecture"]
audience = ["public", "self", "applicants"]
"""
BEFORE: list[dict[str, Any]] = []
"""The first version, as it was served before the next one came."""
PURPOSES = ["statistics", "updates", "newsletter", "jobs"]


def publish(at: Stage, folder: Path, *, without: str = "") -> None:
    """The operator publishes a version that also lists the prefecture, and no longer the field `without`."""
    folder.mkdir()
    for name in ("en.md", "ja.md", "changes.en.md", "changes.ja.md", "manifest.toml"):
        text = (FOLDER / name).read_text(encoding="utf-8")
        if without:
            text = text.replace(f'paths = ["{without}"]', "paths = []")
        more = {"en.md": "\nThe prefecture is collected too.\n", "ja.md": "\n都道府県も取得します。\n"}
        more |= {
            "manifest.toml": PREFECTURE,
            "changes.en.md": "The prefecture is new.\n",
            "changes.ja.md": "都道府県を追加。\n",
        }
        (folder / name).write_text(text + more[name], encoding="utf-8")
    made = at.site.run("policy", "publish", str(folder), "--version", LATER, "--effective", LATER)
    assert made.exit == 0, made.stderr


def agreements(person: Person) -> list[dict[str, Any]]:
    """The person's records of agreeing to the policy."""
    held = [line["view"] for line in person.held().values() if line["kind"] == "consent"]
    return sorted((one for one in held if one["deed"] == "policy"), key=lambda one: str(one["at"]))


def settled(text: str) -> str:
    """The hash of a text, however it is set."""
    return hashlib.sha256(" ".join(unicodedata.normalize("NFC", text).split()).encode()).hexdigest()


@pytest.mark.prv("PRV-02")
def test_policy_is_shown_whole_with_operator_version_date_and_source(place: Stage) -> None:
    found = place.policy
    assert (found["version"], found["effective"]) == (FIRST, FIRST)
    assert found["operator"]["name"]
    assert "archived" in found["source"]
    assert settled(found["text"]["en"]) == found["hash"]
    assert settled((FOLDER / "en.md").read_text(encoding="utf-8")) == found["hash"]
    assert settled(found["text"]["ja"]) == settled((FOLDER / "ja.md").read_text(encoding="utf-8"))
    shown = place.command("stranger").done("policy", "show", "--site", place.site.url)
    assert (settled(shown["text"]["en"]), shown["source"]) == (found["hash"], found["source"])
    assert shown["operator"]["name"] == found["operator"]["name"]
    page = place.guest("GET", "/policy").text
    assert FIRST in page
    assert found["hash"] in page


@pytest.mark.prv("PRV-03")
def test_nobody_signs_up_without_agreeing_to_the_version_in_force(place: Stage) -> None:
    email = canaries.address("eve")
    asked = {"name": canaries.full_name("eve"), "email": email, "password": canaries.password("eve")}
    assert place.guest("POST", "/v1/signup", asked).status == 422
    for version in ("", "2018-01-01", "next"):
        answer = place.guest("POST", "/v1/signup", {**asked, "policy": version})
        assert (answer.status, answer.json["field"]) == (422, "policy")
    place.all_sent()
    assert place.sink.to(email) == []
    assert place.guest("POST", "/v1/signin", {"email": email, "password": asked["password"]}).status in (401, 403, 422)


@pytest.mark.prv("PRV-05")
def test_agreement_is_a_record_of_its_own_that_nothing_changes(place: Stage) -> None:
    una = place.seeker("una", whole=False)
    (record,) = agreements(una)
    assert {name: record[name] for name in ("version", "hash", "language", "client", "method")} == {
        "version": FIRST,
        "hash": place.policy["hash"],
        "language": "en",
        "client": "test",
        "method": "sign-up",
    }
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", record["at"])
    identity = next(key for key, line in una.held().items() if line.get("view") == record)
    for patch in ({"version": "x"}, {"at": "2020-01-01T00:00:00.000Z"}, {"ended": True}, None):
        assert una.push(una.part("consent", identity, patch))["result"] == "refused"
    forged = una.consent("policy")
    assert una.push(forged)["result"] == "refused"
    routes = place.guest("GET", "/v1/openapi.json").json["paths"]
    assert not [path for path in routes if "consent" in path]
    assert agreements(una) == [record]
    held = una.get("/v1/privacy/holdings")
    assert held.is_ok, held.text
    assert record["hash"] in json.dumps(held.json["consents"])


@pytest.mark.prv("PRV-12")
def test_site_takes_only_what_the_policy_lists(place: Stage) -> None:
    mai = place.seeker("mai")
    for patch, code in (
        ({"gender": "f"}, "unknown_field"),
        ({"phone": "1"}, "unknown_field"),
        ({"photo": "x"}, "unknown_field"),
        ({"prefecture": "JP-27"}, "not_in_policy"),
    ):
        problem = mai.push(mai.part("profile", mai.profile, patch))["problem"]
        assert (problem["code"], problem["status"]) == (code, 422)
    listed = {path for item in place.policy["items"].values() for path in item.get("paths", ())}
    mine = {f"profile.{name}" for name in mai.view(mai.profile) if name != "registered"}
    assert mine <= listed
    assert len({path for path in listed if path.startswith("profile.")}) == 10


@pytest.mark.prv("PRV-41")
def test_each_of_four_purposes_is_chosen_by_itself_in_concrete_words(place: Stage) -> None:
    ola = place.seeker("ola", whole=False)
    assert place.policy["purposes"] == PURPOSES
    assert "purposes" not in ola.view(ola.account), "all are off until chosen"
    switch = ola.part("account", ola.account, {"purposes": {"newsletter": True}})
    assert ola.push(switch)["problem"]["code"] == "consent_required"
    other = ola.consent("purpose", purpose="jobs", words="Mail me new jobs")
    assert ola.push(switch, other)["problem"]["code"] == "consent_required"
    words = "Mail me this site's newsletter, at most once a week"
    ola.done(switch, ola.consent("purpose", purpose="newsletter", words=words))
    assert ola.view(ola.account)["purposes"] == {"newsletter": True}
    (record,) = [one["view"] for one in ola.held().values() if one["view"].get("purpose")]
    assert (record["words"], record["version"], record["purpose"]) == (words, FIRST, "newsletter")
    assert record["at"]
    ola.change("account", ola.account, {"purposes": {"newsletter": None}})
    assert not ola.view(ola.account).get("purposes")
    (record,) = [one["view"] for one in ola.held().values() if one["view"].get("purpose")]
    assert record["ended"]
    assert record["ended_at"] >= record["at"]


# --- a version that changed ---


@pytest.fixture(scope="module")
def changed(office: Stage, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """A site whose people agreed to a version that another one followed; all but bea have it on their desktops already.

    Mai, the company oka and ren of staff never agree to it; kim and bea do.
    """
    office.seeker("mai").register()
    office.seeker("kim")
    office.company("oka")
    office.staff("ren")
    desks = [office.device(who) for who in ("mai", "kim", "oka", "ren")]
    office.seeker("bea", whole=False)
    BEFORE.append(office.policy)
    publish(office, tmp_path_factory.mktemp("later") / "policy")
    for izanau in desks:
        izanau.done("sync")
    return office


def pushes(office: Stage) -> int:
    """How many pushes reached the site so far, by its log."""
    return len(re.findall(r'"route":"/v1/push"', office.site.log()))


@pytest.mark.prv("PRV-07")
def test_version_stays_byte_equal_after_the_next_one(changed: Stage) -> None:
    told = ("version", "effective", "text", "changes", "hash", "items", "purposes", "source")
    before = BEFORE[0]
    after = changed.guest("GET", "/v1/policy", query={"version": FIRST}).json
    assert json.dumps([after[name] for name in told]) == json.dumps([before[name] for name in told])
    later = changed.policy
    assert (later["version"], later["effective"]) == (LATER, LATER)
    assert later["changes"]["en"].endswith("The prefecture is new.")
    assert [one["version"] for one in later["versions"]] == [FIRST, LATER]
    again = changed.site.run("policy", "publish", str(FOLDER), "--version", FIRST, "--effective", LATER)
    assert again.exit != 0
    shown = changed.command("stranger").done("policy", "diff", FIRST, LATER, "--site", changed.site.url)
    fresh = [one["text"] for one in shown["passages"] if one["change"] == "added"]
    assert fresh == ["The prefecture is collected too."]


@pytest.mark.prv("PRV-10")
def test_reading_and_using_are_never_taken_for_an_agreement(changed: Stage) -> None:
    bea = changed.people["bea"]
    before = agreements(bea)
    for _ in range(50):
        assert bea.get("/v1/scopes").is_ok
        bea.lines()
    assert agreements(bea) == before
    assert bea.scopes()["agreed"] is False
    write = bea.part("profile", bea.profile, {"hobbies": {"en": "Go"}})
    assert bea.push(write)["problem"]["code"] == "policy_required"
    assert bea.post("/v1/password", {"old": bea.password, "new": "x"}).code == "policy_required"
    later = changed.policy
    wrong = {"version": LATER, "hash": "0" * 64, "language": "en"}
    assert bea.post("/v1/policy/agree", wrong).status == 422
    assert bea.post("/v1/policy/agree", {**wrong, "hash": later["hash"]}).is_ok
    assert [one["version"] for one in agreements(bea)] == [FIRST, LATER]
    bea.done(write)


@pytest.mark.prv("PRV-06")
def test_all_but_a_named_list_waits_for_the_agreement(changed: Stage) -> None:
    mai = changed.people["mai"]
    still = {
        "policy",
        "policy/agree",
        "scopes",
        "feed",
        "events",
        "push",
        "ack",
        "signout",
        "confirm/resend",
        "erase",
        "keep",
    }
    asked, waiting = 0, set[str]()
    for path, item in changed.guest("GET", "/v1/openapi.json").json["paths"].items():
        for method, operation in item.items():
            name = path.removeprefix("/v1/")
            if (method, name) == ("delete", "email"):
                continue  # to withdraw an address that waits only lessens what is disclosed
            if "security" not in operation or name in still or name.startswith(("devices", "privacy/")):
                continue
            asked += 1
            concrete = re.sub(r"\{.*?\}", new_id(), path.replace("{hash}", "0" * 64))
            answer = mai.ask(method.upper(), concrete, {} if method != "get" else None)
            if answer.code != "policy_required":
                waiting.add(f"{method} {path} {answer.status}")
    assert asked >= 4
    assert all(one.endswith(" 422") for one in waiting), waiting
    assert mai.get("/v1/devices").is_ok
    assert mai.get("/v1/privacy/holdings").is_ok
    mai.unregister()
    assert changed.guest("GET", f"/v1/profiles/{mai.profile}").status in (404, 410)


def see_the_change(at: Stage, who: str) -> None:
    """One mail, and a banner and a marked link in the window, which leads to what changed and to agreeing to it."""
    at.all_sent()
    told = [mail for mail in at.sink.to(at.people[who].email) if LATER in mail.words]
    assert len(told) == 1
    with at.window(who) as seat:
        seat.see(starting("The privacy policy changed"))
        seat.press(holding("changed since you agreed"), "push button")
        seat.see("+ New", "label")
        seat.see(holding(LATER), "label")
        box = seat.see(starting("I have read the privacy policy"), "check box")
        assert not box.has("checked")
        seat.see(starting("To agree, read the policy"), "label")
        assert not seat.see("Agree", "push button").has("enabled")


@pytest.mark.prv("PRV-08")
@pytest.mark.prv("PRV-09")
@pytest.mark.parametrize("who", ["oka", "ren"])
def test_change_is_told_to_companies_and_staff_in_their_windows_too(changed: Stage, who: str) -> None:
    see_the_change(changed, who)


@pytest.mark.prv("PRV-08")
@pytest.mark.prv("PRV-09")
def test_change_is_told_by_banner_and_one_mail_and_marked_at_the_policy(changed: Stage) -> None:
    see_the_change(changed, "mai")
    with changed.window("fresh", "--site", changed.site.url) as seat:
        seat.see("Welcome to Izanau", "label")
        seat.press("Privacy policy", "push button")
        seat.see(holding(LATER), "label")


@pytest.mark.prv("PRV-04")
def test_text_comes_before_the_first_field_and_the_box_is_never_ticked(changed: Stage) -> None:
    with changed.window("new", "--site", changed.site.url) as seat:
        seat.press("Sign up", "push button")
        box = seat.see(holding(f"(version {LATER})"), "check box")
        assert not box.has("checked")
        names = [node.name for node in seat.window().walk()]
        assert names.index("Privacy policy") < names.index(box.name) < names.index("E-mail address")
        assert not seat.see("Sign up", "push button").has("enabled")
        seat.see(starting("To sign up, read the privacy policy"), "label")
        seat.hands.focus(box)
        seat.hands.key("Space")
        seat.until(lambda: seat.see("Sign up", "push button").has("enabled"), "the way to go on")


@pytest.mark.prv("PRV-11")
@pytest.mark.prv("PRV-12")
def test_writes_wait_on_the_computer_until_the_new_version_is_agreed_to(changed: Stage) -> None:
    kim, izanau = changed.people["kim"], changed.command("kim")
    assert izanau.done("status")["policy"] == {"version": LATER, "agreed": FIRST, "due": True}
    before = pushes(changed)
    izanau.done("profile", "set", "hobbies", "Sailing")
    waiting = izanau("sync")
    assert waiting.json["problem"]["code"] == "policy_required"
    assert pushes(changed) == before, "nothing was sent"
    (row,) = izanau.done("outbox")["items"]
    assert row["problem"]["code"] == "policy_required"
    assert "Sailing" not in json.dumps(kim.view(kim.profile))
    receipt = izanau.done("policy", "agree", LATER)["receipt"]
    assert receipt["receipt_metadata"]["schema_version"].startswith("ISO/IEC TS 27560")
    assert receipt["pii_processing"]["privacy_notice"]["hash_sha256"] == changed.policy["hash"]
    assert kim.view(kim.profile)["hobbies"]["en"] == "Sailing"
    izanau.done("profile", "set", "prefecture", "JP-27")
    izanau.done("profile", "register", "--public")
    izanau.done("sync")
    assert changed.guest("GET", f"/v1/profiles/{kim.profile}").json["prefecture"] == "JP-27"
    assert "Osaka" in changed.guest("GET", f"/profiles/{kim.profile}").text


@pytest.fixture(scope="module")
def desk(changed: Stage) -> Command:
    """The command of a seeker with all ten items, who signed up under the later version."""
    changed.seeker("ami")
    return changed.device("ami")


@pytest.mark.prv("PRV-25")
def test_registering_is_an_act_of_its_own_after_an_exact_public_preview(changed: Stage, desk: Command) -> None:
    mai = changed.people["ami"]
    assert changed.guest("GET", f"/v1/profiles/{mai.profile}").status in (404, 410)
    refused = desk("profile", "register")
    assert (refused.exit, refused.json["code"]) == (5, "consent_required")
    assert "public" in refused.stderr
    told = desk.done("profile", "register", "--public")
    desk.done("sync")
    seen = changed.guest("GET", f"/v1/profiles/{mai.profile}")
    assert seen.is_ok, seen.text
    assert {name: value for name, value in seen.json.items() if name not in ("id", "kind")} == told["public"]
    (record,) = [line["view"] for line in mai.held().values() if line["view"].get("deed") == "register"]
    assert "becomes public" in record["words"]
    assert record["version"] == LATER


@pytest.mark.prv("PRV-32")
def test_applying_says_who_will_see_the_address_and_records_those_words(changed: Stage, desk: Command) -> None:
    mai, umi, job = changed.people["ami"], changed.company("umi"), changed.job("umi")
    desk.done("sync")
    refused = desk("apply", job)
    assert (refused.exit, refused.json["code"]) == (5, "consent_required")
    words = f"Umi Games will see my whole profile and my e-mail address {mai.email}"
    assert words in refused.stderr
    desk.done("apply", job, "--share", "email")
    desk.done("sync")
    (record,) = [line["view"] for line in mai.held().values() if line["view"].get("deed") == "apply"]
    assert record["words"].startswith(words)
    assert (record["recipient"], record["version"], record["hash"]) == (umi.company, LATER, changed.policy["hash"])
    assert mai.email in umi.everything()


@pytest.mark.prv("PRV-12")
def test_what_is_no_longer_listed_is_for_its_owner_alone_until_they_choose(
    desktop: Mapping[str, str], tmp_path: Path
) -> None:
    with stage(tmp_path, desktop) as at:
        mai, umi = at.seeker("mai"), at.company("umi")
        mai.register()
        mai.apply_to(at.job("umi"), umi.company)
        izanau = at.device("mai")
        publish(at, tmp_path / "later", without="profile.hobbies")
        izanau.done("sync")
        record = {"kind": "profile", "id": mai.profile, "reason": "ticket", "text": "As asked"}
        hobby = canaries.profile("mai")["hobbies"]["en"]
        assert hobby in json.dumps(mai.view(mai.profile))
        for seen in (at.guest("GET", f"/v1/profiles/{mai.profile}"), at.staff("ren").post("/v1/records/show", record)):
            assert seen.is_ok, seen.text
            assert hobby not in seen.text
        assert hobby not in json.dumps(umi.view(mai.profile, umi.applicants))
        refused = izanau("policy", "agree", LATER)
        assert (refused.exit, refused.json["code"]) == (5, "no_longer_listed")
        izanau.done("policy", "agree", LATER, "--unlisted", "here")
        assert hobby not in json.dumps(mai.held())
        assert izanau.done("profile", "show")["papers"] == {"hobbies": hobby}
        assert izanau("profile", "set", "hobbies", "Go").json["code"] == "not_in_policy"
