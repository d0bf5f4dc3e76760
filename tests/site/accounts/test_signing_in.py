"""Signing in, tokens and devices: a refresh token is good once, ended is ended, nobody learns who has an account."""

from __future__ import annotations

from izanau_protocol import ambient
from tests.site.served import PASSWORD, Person, Served


def test_wrong_password_and_unknown_address_answer_alike(served: Served) -> None:
    mai = served.seeker()
    wrong, unknown = (
        served.signin(mai.email, "wrong-password-1"),
        served.signin("nobody@example.com", "wrong-password-1"),
    )
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.content == unknown.content
    assert wrong.json()["code"] == "wrong_credentials"


def test_sign_in_gives_a_second_device(served: Served) -> None:
    mai = served.seeker()
    phone = Person(served, mai.email, served.signin(mai.email.upper()).json())
    items = phone.get("/v1/devices").json()["items"]
    assert {item["id"]: item["current"] for item in items} == {
        mai.session["device"]: False,
        phone.session["device"]: True,
    }


def test_refresh_rotates_the_pair(served: Served) -> None:
    mai = served.seeker()
    fresh = served.client.post("/v1/refresh", json={"refresh": mai.session["refresh"]}).json()
    assert fresh["device"] == mai.session["device"]
    assert fresh["access"] != mai.session["access"]
    assert mai.get("/v1/devices").status_code == 401
    assert Person(served, mai.email, fresh).get("/v1/devices").status_code == 200


def test_reused_refresh_token_ends_the_session(served: Served) -> None:
    mai = served.seeker()
    stolen = mai.session["refresh"]
    second = served.client.post("/v1/refresh", json={"refresh": stolen}).json()
    third = served.client.post("/v1/refresh", json={"refresh": second["refresh"]}).json()
    assert served.client.post("/v1/refresh", json={"refresh": stolen}).json()["code"] == "not_signed_in"
    assert Person(served, mai.email, third).get("/v1/devices").status_code == 401
    assert served.client.post("/v1/refresh", json={"refresh": third["refresh"]}).status_code == 401


def test_lost_answer_to_a_refresh_ends_nothing(served: Served) -> None:
    mai = served.seeker()
    kept = mai.session["refresh"]
    for _ in range(3):  # each answer is lost on its way
        lost = served.client.post("/v1/refresh", json={"refresh": kept}).json()
    told = served.client.post("/v1/refresh", json={"refresh": kept})
    assert told.status_code == 200
    assert Person(served, mai.email, lost).get("/v1/scopes").status_code == 401
    arrived = Person(served, mai.email, told.json())
    assert arrived.get("/v1/scopes").status_code == 200
    assert served.client.post("/v1/refresh", json={"refresh": kept}).json()["code"] == "not_signed_in"
    assert arrived.get("/v1/scopes").status_code == 401, "a spent token came after its answer was used"


def test_thief_who_comes_first_is_found_out(served: Served) -> None:
    mai = served.seeker()
    fresh = served.client.post("/v1/refresh", json={"refresh": mai.session["refresh"]}).json()
    thief = served.client.post("/v1/refresh", json={"refresh": mai.session["refresh"]}).json()
    assert Person(served, mai.email, fresh).get("/v1/scopes").status_code == 401
    assert served.client.post("/v1/refresh", json={"refresh": fresh["refresh"]}).json()["code"] == "not_signed_in"
    assert Person(served, mai.email, thief).get("/v1/scopes").status_code == 401


def test_access_token_dies_after_its_time(served: Served) -> None:
    mai = served.seeker()
    with ambient.ruled() as rule:
        rule.advance(mai.session["expires_in"] + 1)
        assert mai.get("/v1/devices").status_code == 401
        assert served.client.post("/v1/refresh", json={"refresh": mai.session["refresh"]}).status_code == 200


def test_signed_out_device_has_no_session(served: Served) -> None:
    mai = served.seeker()
    assert mai.post("/v1/signout").status_code == 200
    assert mai.get("/v1/scopes").status_code == 401
    assert served.client.post("/v1/refresh", json={"refresh": mai.session["refresh"]}).status_code == 401


def test_ended_device_is_signed_out(served: Served) -> None:
    mai = served.seeker()
    phone = Person(served, mai.email, served.signin(mai.email).json())
    answer = served.client.delete(f"/v1/devices/{mai.session['device']}", headers=phone.headers)
    assert answer.status_code == 200
    assert mai.get("/v1/scopes").status_code == 401
    assert [item["id"] for item in phone.get("/v1/devices").json()["items"]] == [phone.session["device"]]
    ended = {line.id for line in served.site.store.ledger.lines() if line.event == "ended"}
    assert mai.session["device"] in ended
    told = served.client.post("/v1/refresh", json={"refresh": mai.session["refresh"]})
    assert (told.status_code, told.json()["code"]) == (401, "device_ended")


def test_device_of_another_cannot_be_ended(served: Served) -> None:
    mai, ana = served.seeker(), served.seeker()
    answer = served.client.delete(f"/v1/devices/{mai.session['device']}", headers=ana.headers)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_yours")
    assert mai.get("/v1/devices").status_code == 200


def test_new_password_ends_the_other_sessions(served: Served) -> None:
    mai = served.seeker()
    phone = Person(served, mai.email, served.signin(mai.email).json())
    wrong = phone.post("/v1/password", {"old": "not-the-one", "new": "ochre-walrus-77"})
    assert (wrong.status_code, wrong.json()["field"]) == (401, "old")
    assert phone.post("/v1/password", {"old": PASSWORD, "new": "ochre-walrus-77"}).status_code == 200
    assert mai.get("/v1/scopes").status_code == 401
    assert phone.get("/v1/scopes").status_code == 200
    assert served.signin(mai.email).status_code == 401
    assert served.signin(mai.email, "ochre-walrus-77").status_code == 200


def test_reset_by_mail_ends_every_session(served: Served) -> None:
    mai = served.seeker()
    known, unknown = (served.client.post("/v1/reset", json={"email": one}) for one in (mai.email, "nobody@example.com"))
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content) == (200, b"{}")
    body = {"code": served.code(mai.email), "password": "ochre-walrus-77"}
    assert served.client.post("/v1/reset/finish", json=body).status_code == 200
    assert mai.get("/v1/scopes").status_code == 401
    assert served.signin(mai.email, "ochre-walrus-77").status_code == 200
    assert served.client.post("/v1/reset/finish", json=body).json()["code"] == "wrong_code"


def test_weak_password_keeps_the_code_good(served: Served) -> None:
    mai = served.seeker()
    served.client.post("/v1/reset", json={"email": mai.email})
    code = served.code(mai.email)
    weak = served.client.post("/v1/reset/finish", json={"code": code, "password": "12345678"})
    assert weak.json()["code"] == "weak_password"
    assert served.client.post("/v1/reset/finish", json={"code": code, "password": "ochre-walrus-77"}).status_code == 200


def test_erased_now_leaves_no_account(served: Served) -> None:
    mai = served.seeker()
    assert mai.post("/v1/erase", {"password": "wrong-password-1"}).status_code == 401
    answer = mai.post("/v1/erase", {"password": PASSWORD, "now": True})
    assert (answer.status_code, answer.json()) == (200, {"erases": ""})
    assert mai.get("/v1/scopes").status_code == 401
    assert served.signin(mai.email).status_code == 401


def test_erased_member_leaves_no_name_in_the_company(served: Served) -> None:
    owner = served.owner()
    company = f"company:{owner.session['company']}"
    assert "Olga Owner" in str(owner.feed(company))
    assert owner.post("/v1/erase", {"password": PASSWORD, "now": True}).status_code == 200
    with served.site.store.transaction() as connection:
        assert served.site.store.list(connection, "membership") == []
        kept = connection.exec_driver_sql("SELECT view FROM feed WHERE view IS NOT NULL").scalars().all()
    assert b"Olga Owner" not in b"".join(bytes(view) for view in kept)


def test_kept_account_is_as_it_was(served: Served) -> None:
    mai = served.seeker()
    assert mai.post("/v1/erase", {"password": PASSWORD}).json()["erases"] > ambient.timestamp()
    assert mai.post("/v1/keep").status_code == 200
    assert mai.feed()[mai.account].get("erases", "") == ""
