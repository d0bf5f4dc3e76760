"""Signing up and confirming: the policy first, nobody learns who has an account, a code is good once."""

from __future__ import annotations

import pytest

from izanau_protocol import ambient
from tests.site.served import PASSWORD, Served


def test_signup_writes_account_consent_and_name(served: Served) -> None:
    mai = served.seeker(confirmed=False, language="ja")
    views = mai.feed()
    account, profile = views[mai.account], views[mai.profile]
    consents = [view for view in views.values() if view["kind"] == "consent"]
    assert account["group"] == account["role"] == "seeker"
    assert account["language"] == "ja"
    assert account.get("confirmed") is not True
    assert {name for name in profile if name not in ("kind", "seq")} == {"name"}
    assert profile["name"] == {"full": "Mai Nguyen"}
    assert [(one["deed"], one["version"], one["language"]) for one in consents] == [("policy", "2019-04-10", "ja")]
    assert consents[0]["hash"] == served.client.get("/v1/policy").json()["hash"]


@pytest.mark.parametrize("policy", ["", "2018-01-01", "latest"])
def test_signup_without_current_policy_leaves_nothing(served: Served, policy: str) -> None:
    answer = served.signup(policy=policy)
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (
        422,
        "wrong_policy_version",
        "policy",
    )
    assert served.mails() == []
    assert served.signin("mai1@example.com").status_code == 401


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"name": ""}, "empty", "name"),
        ({"name": "x" * 121}, "too_long", "name"),
        ({"name": "a\u202eb"}, "bidi_characters", "name"),
        ({"email": "nobody"}, "not_an_email", "email"),
        ({"password": "abc"}, "weak_password", "password"),
        ({"password": "password123"}, "weak_password", "password"),
        ({"password": "Mai Nguyen"}, "weak_password", "password"),
        ({"phone": "090-0000-0000"}, "unknown_field", "phone"),
        ({"role": "administrator"}, "unknown_field", "role"),
        ({"name": 5}, "wrong_type", "name"),
    ],
)
def test_signup_names_the_field_that_is_wrong(
    served: Served, changed: dict[str, object], code: str, field: str
) -> None:
    answer = served.signup(**changed)
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (422, code, field)
    assert answer.headers["content-type"] == "application/problem+json"
    assert served.mails() == []


def test_taken_address_answers_like_a_free_one(served: Served) -> None:
    owner = served.seeker(email="taken@example.com")
    taken, free = served.signup(email="Taken@example.com"), served.signup(email="free@example.com")
    assert (taken.status_code, set(taken.json())) == (free.status_code, set(free.json())) == (200, set(owner.session))
    assert [row.headers for row in served.mails("taken@example.com")][-1] == '{"X-Izanau-Kind":"already"}'
    again = served.signin("taken@example.com")
    assert again.json()["account"] == owner.account


def test_account_at_a_taken_address_works_unconfirmed(served: Served) -> None:
    served.seeker(email="taken@example.com")
    other = served.seeker(email="taken@example.com", password="ochre-walrus-77", confirmed=False)
    assert other.feed()[other.account]["email"] == "taken@example.com"
    assert served.signin("taken@example.com", "ochre-walrus-77").json()["account"] == other.account
    before = len(served.mails())
    assert other.post("/v1/confirm/resend").status_code == 200
    assert [row.headers for row in served.mails()[before:]] == ['{"X-Izanau-Kind":"already"}']


def test_confirmed_address_belongs_to_one_account(served: Served) -> None:
    first = served.seeker(email="same@example.com", confirmed=False)
    code = served.code("same@example.com")
    served.seeker(email="same@example.com", password="ochre-walrus-77", confirmed=True)
    assert served.client.post("/v1/confirm", json={"code": code}).json()["code"] == "wrong_code"
    assert first.feed()[first.account].get("confirmed") is not True


def test_code_is_good_once_and_however_typed(served: Served) -> None:
    mai = served.seeker(confirmed=False)
    code = served.code(mai.email)
    typed = f" {code[:4].lower()}-{code[4:]} "
    assert served.client.post("/v1/confirm", json={"code": typed}).status_code == 200
    assert mai.feed()[mai.account]["confirmed"] is True
    again = served.client.post("/v1/confirm", json={"code": code})
    assert (again.status_code, again.json()["code"], again.json()["field"]) == (422, "wrong_code", "code")


def test_link_in_the_mail_confirms_too(served: Served) -> None:
    mai = served.seeker(confirmed=False)
    link = next(line.strip() for line in served.mails(mai.email)[0].text.splitlines() if "://" in line)
    path = link.removeprefix("http://site.test")
    assert "<button>" in served.client.get(path).text
    assert mai.feed()[mai.account].get("confirmed") is not True, "opening a link changes nothing"
    assert served.client.post(path).status_code == 200
    assert mai.feed()[mai.account]["confirmed"] is True


def test_code_dies_after_a_day(served: Served) -> None:
    mai = served.seeker(confirmed=False)
    with ambient.ruled() as rule:
        rule.advance(24 * 3600 + 1)
        answer = served.client.post("/v1/confirm", json={"code": served.code(mai.email)})
    assert answer.json()["code"] == "code_expired"


def test_new_code_ends_the_old_one(served: Served) -> None:
    mai = served.seeker(confirmed=False)
    old = served.code(mai.email)
    mai.post("/v1/confirm/resend")
    assert served.client.post("/v1/confirm", json={"code": old}).status_code == 422
    assert served.client.post("/v1/confirm", json={"code": served.code(mai.email)}).status_code == 200


def test_password_is_nowhere_in_the_database(served: Served) -> None:
    mai = served.seeker()
    assert PASSWORD not in str(mai.feed())
    with served.site.store.transaction() as connection:
        kept = connection.exec_driver_sql("SELECT password_hash FROM accounts").scalar_one()
    assert kept.startswith("$argon2id$")


def test_many_signups_meet_the_limit(served: Served) -> None:
    answers = [served.signup(email="one@example.com") for _ in range(12)]
    assert {answer.status_code for answer in answers} == {200, 429}
    assert 1 <= int(answers[-1].json()["values"]["seconds"]) <= 3600
    assert "…" not in answers[-1].json()["detail"]
