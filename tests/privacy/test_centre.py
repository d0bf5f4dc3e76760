"""One's own data in one's own hands: every item is edited at any time, and everything is paused by one press (policy 7.1)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.command import Command
from tests.journeys.network import Network
from tests.journeys.window import holding, starting
from tests.privacy import canaries
from tests.privacy.canaries import canary
from tests.privacy.person import Person
from tests.privacy.stage import Stage, stage

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

NEWS = "---\nlanguage: {language}\nsubject: News\n---\n\nWhat is new this week.\n"
OPERATOR = {"operator": "Izanau Test K.K.", "operator_address": "1-2-3 Chiyoda, Tokyo", "contact": "ask@site.example"}
EDITED: dict[str, tuple[tuple[str, ...], Any]] = {
    "name": (("set", "name.full", "Nova Name"), "Nova Name"),
    "birthday": (("set", "birthday", "1990-01-02"), "1990-01-02"),
    "citizenship": (("set", "citizenship", "IS"), ["IS"]),
    "residence": (("set", "residence", "NO"), "NO"),
    "visa": (("set", "visa.status", "student"), "student"),
    "languages": (("add", "languages", '{"language": "fi", "native": true}'), '"fi"'),
    "education": (("add", "education", '{"school": "Nova School", "start": "2001-04"}'), "Nova School"),
    "work": (("add", "work", '{"company": "Nova Works", "start": "2011-04"}'), "Nova Works"),
    "skills": (("add", "skills", '{"name": "Nova Skill"}'), "Nova Skill"),
    "hobbies": (("set", "hobbies@en", "Nova Hobby"), "Nova Hobby"),
}
"""How each of the ten items is edited, and what stands there afterwards."""


@pytest.fixture(scope="module")
def office(desktop: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A started site on a private desktop."""
    with stage(tmp_path_factory.mktemp("privacy"), desktop, **OPERATOR) as made:
        yield made


@pytest.fixture
def line(office: Stage) -> Iterator[Network]:
    """A way to the site that can be cut."""
    with Network(office.site.url) as network:
        yield network


def at_home(office: Stage, person: Person, line: Network) -> Command:
    """The person's own command, which meets the site by that way."""
    izanau = office.command(person.who)
    words = ("signin", "--site", line.url, "--email", person.email, "--password-stdin")
    izanau.done(*words, stdin=person.password)
    izanau.done("sync")
    return izanau


def shown(office: Stage, person: Person) -> int:
    """The status of the person's public profile, as everyone asks for it."""
    return office.guest("GET", f"/v1/profiles/{person.profile}").status


@pytest.mark.prv("PRV-55")
def test_each_item_is_edited_offline_and_arrives_later(office: Stage, line: Network) -> None:
    nao = office.seeker("nao")
    izanau = at_home(office, nao, line)
    before = nao.view(nao.profile)
    line.cut()
    for words, _ in EDITED.values():
        izanau.done("profile", *words)
    assert izanau.done("outbox")["total"] > 0
    assert nao.view(nao.profile) == before, "nothing went out"
    here = izanau.done("profile", "show")
    line.open()
    izanau.done("sync")
    there = nao.view(nao.profile)
    for item, (_, value) in EDITED.items():
        for body in (here, there):
            told = json.dumps(body[item], ensure_ascii=False)
            assert (value in told) if isinstance(value, str) else body[item] == value, item
    assert izanau.done("outbox")["total"] == 0


@pytest.mark.prv("PRV-55")
def test_name_of_the_account_is_edited_offline_too(office: Stage, line: Network) -> None:
    riku = office.seeker("riku")
    izanau = at_home(office, riku, line)
    line.cut()
    assert izanau.done("account", "name", "Nova Riku") == {"name": "Nova Riku", "pending": True}
    assert riku.view(riku.account)["name"] != "Nova Riku"
    line.open()
    izanau.done("sync")
    assert riku.view(riku.account)["name"] == "Nova Riku"
    assert riku.push(riku.part("account", riku.account, {"name": " "}))["result"] == "refused"
    assert riku.push(riku.part("account", riku.account, {"name": None}))["result"] == "refused"


@pytest.mark.prv("PRV-55")
def test_password_is_changed_at_any_time(office: Stage) -> None:
    oki = office.seeker("oki")
    izanau = office.device("oki")
    new = f"{oki.password}-{canary('oki/new password')}"
    izanau.done("account", "password", "--password-stdin", stdin=f"{oki.password}\n{new}")
    asked = {"email": oki.email, "password": new, "device": "another"}
    assert office.guest("POST", "/v1/signin", asked).is_ok
    assert office.guest("POST", "/v1/signin", {**asked, "password": oki.password}).status in (401, 403, 422)


@pytest.mark.prv("PRV-55")
def test_address_is_changed_by_the_link_in_a_mail_and_everything_follows(office: Stage, line: Network) -> None:
    """The one item that takes the network, since the site asks for the password: asked without, nothing waits."""
    iwa, umi = office.seeker("iwa"), office.company("umi")
    application = iwa.apply_to(office.job("umi"), umi.company)
    hr, izanau, new = office.device("umi", "umi of iwa"), at_home(office, iwa, line), canaries.address("iwa at home")
    words = ("account", "email", new, "--password-stdin")
    line.cut()
    assert izanau(*words, stdin=iwa.password).json["code"] == "offline"
    assert izanau.done("outbox")["total"] == 0
    line.open()
    assert izanau(*words, stdin="not the password").exit != 0
    assert office.sink.to(new) == []
    asked = izanau.done(*words, stdin=iwa.password)
    assert (asked["email"], asked["new_email"]) == (iwa.email, new)
    code = office.code_in(office.sink.await_mail(new))
    assert signs_in(office, iwa, iwa.email)
    assert iwa.get("/v1/privacy/holdings").json["account"]["new_email"] == new
    assert office.guest("POST", "/v1/confirm", {"code": code}).is_ok
    assert not office.guest("POST", "/v1/confirm", {"code": code}).is_ok

    told = office.mail_to(iwa, "changed to")
    assert told.message["X-Izanau-Purpose"] == "security"
    assert new not in told.words
    assert (signs_in(office, iwa, new), signs_in(office, iwa, iwa.email)) == (True, False)
    izanau.done("sync")
    assert izanau.done("account", "email") == {"email": new, "new_email": "", "until": ""}
    assert izanau.done("--account", new, "status")["account"] == new
    hr.done("sync")
    assert hr.done("applicant", "show", application)["email"] == new
    assert iwa.email not in iwa.get("/v1/privacy/holdings").json["account"].values()


@pytest.mark.prv("PRV-55")
def test_no_item_of_the_policy_is_left_out(office: Stage) -> None:
    edited = {"account.name", "account.email", *(f"profile.{item}" for item in EDITED)}
    items = {item["name"]: edited.intersection(item["paths"]) for item in office.policy["items"].values()}
    del items["Logfiles"]  # the site's own, about visits (3.1)
    assert len(items) == 13
    assert [name for name, paths in items.items() if not paths] == ["Password"]  # above


def signs_in(office: Stage, person: Person, email: str) -> bool:
    """Whether an address opens the account with its password."""
    asked = {"email": email, "password": person.password, "device": "another"}
    return office.guest("POST", "/v1/signin", asked).is_ok


@pytest.mark.prv("PRV-65")
def test_pause_in_the_window_hides_all_and_stops_every_use(office: Stage, tmp_path: Path) -> None:
    mai, umi = office.seeker("mai"), office.company("umi")
    mai.register()
    application = mai.apply_to(office.job("umi"), umi.company)
    mai.done(
        mai.consent("purpose", purpose="newsletter"),
        mai.part("account", mai.account, {"purposes": {"newsletter": True}}),
    )
    hr = office.device("umi")
    assert hr.done("applicant", "show", application)["email"] == mai.email
    assert shown(office, mai) == 200

    izanau = office.device("mai")
    with office.window("mai") as seat:
        seat.see("Places", "list")
        seat.go("Privacy")
        seat.hands.pick("Matters of privacy", starting("Pause"), seat.window())
        seat.press("Pause the use of my data", "push button")
        seat.see("Resume the use of my data", "push button")
        seat.until(lambda: mai.view(mai.account).get("paused") is True, "the pause at the site")
        seat.hands.pick("Matters of privacy", starting("Who can see what"), seat.window())
        seat.see(holding("as long as your data is paused"))
    assert izanau.done("privacy")["paused"]

    assert shown(office, mai) in (404, 410)
    hr.done("sync")
    assert hr("applicant", "show", application).exit != 0
    assert mai.email not in json.dumps(hr.done("applicant", "list"))
    before = len(office.sink.to(mai.email))
    assert newsletter(office, tmp_path) == 0
    assert len(office.sink.to(mai.email)) == before

    izanau.done("privacy", "resume")
    izanau.done("sync")
    assert shown(office, mai) == 200
    hr.done("sync")
    assert hr.done("applicant", "show", application)["email"] == mai.email
    assert newsletter(office, tmp_path) == 1
    office.all_sent()
    assert len(office.sink.to(mai.email)) == before + 1


def newsletter(office: Stage, folder: Path) -> int:
    """Send a newsletter; how many people it goes to."""
    for language in ("en", "ja"):
        (folder / f"{language}.md").write_text(NEWS.format(language=language), encoding="utf-8")
    sent = office.site.run("mail", "send", "newsletter", str(folder))
    assert sent.exit == 0, sent.stderr
    counted = re.search(r"(\d+) get it", sent.stdout + sent.stderr)
    assert counted, sent
    return int(counted[1])
