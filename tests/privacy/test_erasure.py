"""Deleting, withdrawing, and what becomes of copies (policy 7.1): gone at once, everywhere, and seen to be."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.privacy import canaries
from tests.privacy.person import Person
from tests.privacy.stage import Stage, stage

LINK = re.compile(r"/certificate/\S+")


def words_of(person: Person) -> list[str]:
    """All that names a person or was written by them."""
    told = json.dumps(canaries.profile(person.who), ensure_ascii=False)
    return [person.email, *canaries.full_name(person.who).split(), *(one for one in canaries.PLANTED if one in told)]


def public_page(stage: Stage, person: Person) -> int:
    """The status with which anyone's look at the profile is answered."""
    return stage.guest("GET", f"/v1/profiles/{person.profile}").status


def found_by_staff(stage: Stage, person: Person) -> int:
    """How many records staff find by the address."""
    answer = stage.staff("ren").post("/v1/records/find", {"query": person.email})
    assert answer.is_ok, answer.text
    return len(answer.json["items"])


def certificate(stage: Stage, person: Person) -> str:
    """The page that the last mail to a person links to, as it is now."""
    mail = stage.mail_to(person, "/certificate/")
    link = LINK.search(mail.words)
    assert link
    page = stage.guest("GET", link[0])
    assert page.status == 200, page.text
    return page.text


def counted(page: str) -> list[int]:
    """The figures of the certificate's devices: all, let go, waited for, ended."""
    return [int(one) for one in re.findall(r"<td>(\d+)</td>", page)]


def let_go(person: Person) -> None:
    """A device reads all its scopes and acknowledges what is gone."""
    for scope in person.scopes()["scopes"]:
        person.lines(scope)
    heads = {scope: told["head"] for scope, told in person.scopes()["scopes"].items()}
    assert person.post("/v1/ack", {"applied": heads}).is_ok


@pytest.mark.prv("PRV-56")
def test_deleted_account_is_hidden_at_once_and_gone_after_72_hours(place: Stage) -> None:
    aki, umi = place.seeker("aki"), place.company("umi")
    aki.register()
    application = aki.apply_to(place.job("umi"), umi.company)
    assert public_page(place, aki) == 200
    assert aki.post("/v1/erase", {"password": "not the password"}).status in (401, 403, 422)
    assert aki.erase(now=False).is_ok
    assert public_page(place, aki) in (404, 410)
    assert application not in umi.held(umi.applicants)
    assert not any(word in umi.everything() for word in words_of(aki))
    place.pass_time(hours=71)
    assert found_by_staff(place, aki) == 1, "until then the account can be kept"
    place.pass_time(hours=2)
    assert found_by_staff(place, aki) == 0
    assert aki.get("/v1/scopes").status == 401


@pytest.mark.prv("PRV-56")
def test_single_items_go_and_so_does_the_account_now_if_asked(place: Stage) -> None:
    emi = place.seeker("emi")
    emi.register()
    emi.change("profile", emi.profile, {"hobbies": None})
    shown = place.guest("GET", f"/v1/profiles/{emi.profile}").text
    assert canaries.canary("emi/hobby") not in shown
    assert emi.erase().is_ok
    assert public_page(place, emi) in (404, 410)
    assert found_by_staff(place, emi) == 0


@pytest.mark.prv("PRV-57")
def test_withdrawn_applicant_is_seen_as_anyone_or_not_at_all(place: Stage) -> None:
    rei, umi = place.seeker("rei"), place.company("umi")
    job = place.job("umi")
    application = rei.apply_to(job, umi.company)
    assert rei.email in umi.everything()
    rei.withdraw(application)
    gone = [one for one in umi.lines(f"contacts:{umi.company}") if one.get("gone")]
    assert "revoked" in {one["gone"] for one in gone}
    assert rei.profile not in umi.held(umi.applicants), "the profile was never registered"
    assert umi.view(application, umi.applicants)["status"] == "withdrawn"
    assert not any(word in umi.everything() for word in words_of(rei))
    rei.register()
    again = rei.apply_to(job, umi.company, attempt=2)
    assert rei.email in umi.everything(), "one may apply again"
    rei.withdraw(again)
    assert rei.profile in umi.held(umi.applicants), "as anyone sees it"
    assert rei.email not in umi.everything()


@pytest.mark.prv("PRV-58")
def test_certificate_lists_stores_and_devices_and_names_nobody(place: Stage) -> None:
    sora, umi = place.seeker("sora"), place.company("umi")
    sora.apply_to(place.job("umi"), umi.company)
    for scope in umi.scopes()["scopes"]:
        umi.lines(scope)
    others = place.guest("GET", "/v1/jobs").text
    assert sora.erase().is_ok
    mail, page = place.mail_to(sora, "/certificate/"), certificate(place, sora)
    for told in (mail.words, page):
        assert "•••@" in told
        assert not any(word in told for word in words_of(sora))
    for store in ("Database", "Feeds", "Search", "Mails", "Access log", "Ledger", "Umi Games"):
        assert store in page, store
    assert counted(page)[2] >= 1
    let_go(umi)
    assert counted(certificate(place, sora))[1] >= 1
    place.all_scrubbed()
    stored = b"".join(file.read_bytes() for file in place.site.data_dir.rglob("*") if file.is_file())
    assert sora.email.encode() not in stored, "the address was forgotten with the mail"
    assert others


@pytest.mark.prv("PRV-60")
def test_staff_and_the_person_see_which_devices_have_not_let_go(office: Stage) -> None:
    kei, umi = office.seeker("kei"), office.company("umi")
    kei.apply_to(office.job("umi"), umi.company)
    here, away = office.device("umi", "umi-here"), office.device("umi", "umi-away")
    for device in (here, away):
        assert kei.email in json.dumps(device.done("applicant", "list"))
    assert kei.erase(now=False).is_ok

    def on_the_way() -> tuple[int, int]:
        [held] = kei.get("/v1/privacy/devices_holding").json["items"]
        assert held["recipient"] == "Umi Games"
        return held["devices"], held["reached"]

    all_of_them, reached = on_the_way()
    assert (all_of_them >= 2, reached) == (True, 0)
    here.done("sync")
    assert on_the_way() == (all_of_them, 1)
    assert kei.email not in json.dumps(here.done("applicant", "list"))
    [seen] = [one for one in office.staff("ren").get("/v1/erasures").json["items"] if not one["erased"]]
    assert [(one["devices"], one["reached"]) for one in seen["recipients"]] == [(all_of_them, 1)]
    assert not any(word in json.dumps(seen) for word in words_of(kei))
    staff = office.device("ren")
    [told] = [one for one in staff.done("record", "erasures")["items"] if not one["erased"]]
    assert [(one["recipient"], one["reached"]) for one in told["recipients"]] == [("Umi Games", 1)]
    away.done("sync")
    assert kei.email not in json.dumps(away.done("applicant", "list"))
    assert counted_reached(office) == 2


def counted_reached(stage: Stage) -> int:
    """How many devices let go of what a deletion in its grace took back."""
    [seen] = [one for one in stage.staff("ren").get("/v1/erasures").json["items"] if not one["erased"]]
    return sum(one["reached"] for one in seen["recipients"])


@pytest.mark.prv("PRV-63")
def test_company_is_told_which_copies_to_delete(office: Stage, tmp_path: Path) -> None:
    yui, nao, umi = office.seeker("yui"), office.seeker("nao"), office.company("umi")
    job = office.job("umi")
    rows = {one.who: one.apply_to(job, umi.company) for one in (yui, nao)}
    hr, file = office.device("umi", "umi-hr"), tmp_path / "applicants.csv"
    told = hr("applicant", "export", "--job", job, "-o", str(file))
    assert told.exit == 0, told.stderr
    assert "yours to delete" in told.stderr
    with file.open(encoding="utf-8-sig", newline="") as opened:
        found = {row[0]: row for row in csv.reader(opened)}
    assert {*rows.values()} <= found.keys()
    assert yui.email in found[rows["yui"]]
    hr.done("sync")
    [record] = umi_exports(hr)
    assert (record["file"], record["rows"], record["left"]) == ("applicants.csv", len(found) - 1, [])
    assert record["author"]
    assert record["at"]
    assert yui.erase().is_ok
    nao.withdraw(rows["nao"])
    hr.done("sync")
    [record] = umi_exports(hr)
    assert {(one["row"], one["cause"]) for one in record["left"]} == {
        (rows["yui"], "erased"),
        (rows["nao"], "withdrawn"),
    }
    assert "Delete the copy" in hr("applicant", "exports").stderr
    assert yui.email in file.read_text(encoding="utf-8-sig"), "nobody claims that the file is gone"
    hr.done("applicant", "deleted", record["id"], rows["yui"])
    hr.done("sync")
    assert [one["row"] for one in umi_exports(hr)[0]["left"]] == [rows["nao"]]


def umi_exports(hr: Any) -> list[dict[str, Any]]:
    """The files that the company wrote."""
    return list(hr.done("applicant", "exports")["items"])


@pytest.mark.prv("PRV-18")
def test_older_backup_brings_nobody_back(tmp_path: Path) -> None:
    key, folder = tmp_path / "key", tmp_path / "backups"
    with stage(tmp_path) as site:
        ume, ann, umi = site.seeker("ume"), site.seeker("ann"), site.company("umi")
        for one in (ume, ann):
            one.register()
            one.apply_to(site.job("umi"), umi.company)
        made = site.site.run("backup", str(folder), "--key-file", str(key), "--make-key")
        assert made.exit == 0, made.stderr
        [file] = folder.iterdir()
        assert not any(word.encode() in file.read_bytes() for word in words_of(ume))
        assert ume.erase().is_ok
        site.all_sent()
        site.site.stop()
        assert site.site.run("restore", str(folder), "--key-file", str(key)).exit == 1, "not over what is there"
        restored = site.site.run("restore", str(folder), "--key-file", str(key), "--replace")
        assert restored.exit == 0, restored.stderr
        url = site.site.start()
        site.people = {}
        umi, ann = (Person(url, who, canaries.address(who), canaries.password(who)) for who in ("umi", "ann"))
        told = umi.everything()
        assert ann.email in told
        assert not any(word in told for word in words_of(ume))
        assert public_page(site, ume) in (404, 410)
        assert public_page(site, ann) == 200
        certificate(site, ume)
        site.all_scrubbed()
        stored = b"".join(one.read_bytes() for one in site.site.data_dir.rglob("*") if one.is_file())
        assert not any(word.encode() in stored for word in words_of(ume))
