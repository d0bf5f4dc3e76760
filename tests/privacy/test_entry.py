"""What an account asks for, and what applying and writing do (policy 2.2, 2.3, 2.6)."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.privacy import canaries
from tests.privacy.asking import Reply
from tests.privacy.naming import application_id, new_id
from tests.privacy.person import REQUIRED, Person
from tests.privacy.stage import Stage, stage


@pytest.mark.prv("PRV-23")
def test_account_asks_for_name_address_and_password_only(place: Stage) -> None:
    schemas = place.guest("GET", "/v1/openapi.json").json["components"]["schemas"]
    asked = schemas["SignUp"]
    assert set(asked["required"]) == {"name", "email", "password", "policy"}
    assert set(asked["properties"]) == {*asked["required"], "language", "client", "device"}
    assert asked["additionalProperties"] is False
    whole = {"name": "Una Test", "email": "una@people.example", "password": canaries.password("una")}
    whole |= {"policy": place.policy["version"]}
    for more in ("phone", "birthday", "gender", "address", "photo"):
        answer = place.guest("POST", "/v1/signup", {**whole, more: "x"})
        assert (answer.status, answer.json["field"]) == (422, more)
    for name in whole:
        answer = place.guest("POST", "/v1/signup", {key: value for key, value in whole.items() if key != name})
        assert (answer.status, answer.json["field"]) == (422, name)
    for wrong in ("", "una", "una@", "@people.example", "a b@people.example"):
        assert place.guest("POST", "/v1/signup", {**whole, "email": wrong}).json["field"] == "email"
    assert place.sink.to("una@people.example") == []


@pytest.mark.prv("PRV-23")
def test_unconfirmed_address_applies_nowhere_and_its_link_is_good_once(place: Stage) -> None:
    una, umi, job = place.seeker("una", confirmed=False), place.company("umi"), place.job("umi")
    with pytest.raises(AssertionError, match="email_not_confirmed"):
        una.apply_to(job, umi.company)
    mail = place.mail_to(una)
    link = re.search(r"\S+/confirm\?code=(\S+)", mail.words)
    assert link
    for _ in range(2):
        assert place.guest("GET", f"/confirm?code={link[1]}").is_ok  # what looks at mails opens links too
    with pytest.raises(AssertionError, match="email_not_confirmed"):
        una.apply_to(job, umi.company)
    form = {"Content-Type": "application/json"}
    assert place.guest("POST", f"/confirm?code={link[1]}", b"", headers=form).is_ok
    assert place.guest("POST", f"/confirm?code={link[1]}", b"", headers=form).status in (404, 409, 410, 422)
    assert place.guest("POST", "/v1/confirm", {"code": place.code_in(mail)}).code in ("wrong_code", "code_expired")
    una.apply_to(job, umi.company)


@pytest.mark.prv("PRV-24")
def test_applying_and_writing_name_the_items_that_are_missing(place: Stage) -> None:
    ivo, umi, job = place.seeker("ivo", whole=False), place.company("umi"), place.job("umi")
    whole = canaries.profile("ivo")
    for item in REQUIRED[1:]:
        missing = missing_of(ivo, job, umi.company)
        assert item in missing
        assert missing_of_message(ivo, umi.company) == missing
        ivo.change("profile", ivo.profile, {item: whole[item]})
        assert item not in missing_of(ivo, job, umi.company)
    ivo.apply_to(job, umi.company)


def missing_of(person: Person, job: str, company: str) -> set[str]:
    """The items that the answer to an application names; none where it could be made."""
    identity = application_id(job, person.profile)
    consent = person.consent("apply", recipient=company, about=identity)
    body = {"job": job, "seeker": person.profile, "attempt": 1, "consent": consent["id"]}
    wrong = {**consent, "patch": {**consent["patch"], "about": person.profile}}  # so that none is made by asking
    return named(person.push(wrong, person.part("application", identity, body)))


def missing_of_message(person: Person, company: str) -> set[str]:
    """The items that the answer to a message names."""
    body = {"company": company, "seeker": person.profile, "sender": "seeker", "text": "x"}
    return named(person.push(person.part("message", new_id(), body)))


def named(answer: dict[str, Any]) -> set[str]:
    problem = answer["problem"]
    if problem["code"] != "profile_incomplete":
        return set()
    return {one.split(".")[0] for one in problem["values"]["paths"].split(", ")}


@pytest.mark.prv("PRV-30")
def test_company_sees_the_address_from_application_to_withdrawal(place: Stage) -> None:
    mai, umi, next_door = place.seeker("mai"), place.company("umi"), place.company("kawa")
    job = place.job("umi")
    assert mai.email not in umi.everything()
    application = mai.apply_to(job, umi.company)
    assert umi.email not in mai.everything()
    assert mai.email in umi.everything()
    assert mai.email not in next_door.everything()
    for scope in (f"contacts:{umi.company}", umi.applicants, mai.own):
        assert next_door.get("/v1/feed", scope=scope).code == "not_yours"
    mai.withdraw(application)
    assert mai.email not in umi.everything()


@pytest.mark.prv("PRV-33")
def test_messages_are_relayed_without_any_address(place: Stage) -> None:
    ola, umi = place.seeker("ola"), place.company("umi")
    ola.write_to(umi.company)
    word = canaries.canary("ola/message")
    assert word in umi.everything(), "the search would find it"
    assert ola.email not in umi.everything()
    body = {"company": umi.company, "seeker": ola.profile, "sender": "company", "text": "Please do."}
    umi.done(umi.part("message", new_id(), body, umi.applicants))
    place.mail_to(ola, "Umi Games")
    place.all_sent()
    for mail in list(place.sink.mails):
        data = mail.message.as_bytes()
        if ola.email not in mail.receivers:
            assert ola.email.encode() not in data
        if umi.email not in mail.receivers:
            assert umi.email.encode() not in data
        assert word.encode() not in data


@pytest.fixture(scope="module")
def narrow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A site that lets an address be tried five times an hour."""
    with stage(tmp_path_factory.mktemp("narrow"), limit_signin="5/hour") as made:
        yield made


@pytest.mark.prv("PRV-15")
def test_passwords_are_kept_as_argon2id_hashes_only(place: Stage) -> None:
    mai = place.seeker("mai")
    with closing(sqlite3.connect(place.site.data_dir / "site.db")) as database:
        (kept,) = database.execute("SELECT password_hash FROM accounts WHERE id = ?", (mai.account,)).fetchone()
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert all(mai.password.encode() not in file.read_bytes() for file in files(place.site.data_dir))


def files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


@pytest.mark.prv("PRV-15")
def test_guessing_is_slowed_alike_for_known_and_unknown(narrow: Stage) -> None:
    mai = narrow.seeker("mai", whole=False)
    told = []
    for email in (mai.email, "nobody@people.example"):
        asked = {"email": email, "password": "not-the-password-58"}
        answers = [narrow.guest("POST", "/v1/signin", asked) for _ in range(6)]
        told.append([shape(one) for one in answers])
        assert [one.code for one in answers] == ["wrong_credentials"] * 5 + ["too_many_requests"]
    assert told[0] == told[1]
    right = narrow.guest("POST", "/v1/signin", {"email": mai.email, "password": mai.password})
    assert right.code == "too_many_requests"


@pytest.mark.prv("PRV-15")
def test_no_answer_tells_whether_an_account_is_there(place: Stage) -> None:
    mai = place.seeker("mai")
    for path, more in (("/v1/signup", {"name": "Ann Else", "policy": place.policy["version"]}), ("/v1/reset", {})):
        told = []
        for email in (mai.email, "nobody@people.example"):
            body = {"email": email, **({"password": canaries.password("ann")} if more else {}), **more}
            told.append(shape(place.guest("POST", path, body)))
        assert told[0] == told[1], path


def shape(answer: Reply) -> tuple[int, str]:
    """What an answer tells, but for what is drawn by chance, and for seconds that pass."""
    text = re.sub(r'"(access|refresh|account|device|instance)":"[^"]*"', r'"\1":"*"', answer.text)
    return answer.status, re.sub(r"\d+ (seconds|minutes)|\"seconds\":\d+", "*", text)


@pytest.mark.prv("PRV-15")
def test_new_password_ends_every_other_session(place: Stage) -> None:
    eli = place.seeker("eli", whole=False)
    other = Person(place.site.url, "eli", eli.email, eli.password)
    old = dict(other.session)
    fresh = canaries.password("eli again")
    assert eli.post("/v1/password", {"old": eli.password, "new": fresh}).is_ok
    assert place.guest("GET", "/v1/devices", token=old["access"]).status == 401
    assert place.guest("POST", "/v1/refresh", {"refresh": old["refresh"]}).status == 401
    wrong = place.guest("POST", "/v1/signin", {"email": eli.email, "password": eli.password})
    assert wrong.code == "wrong_credentials"
    assert eli.get("/v1/devices").is_ok
