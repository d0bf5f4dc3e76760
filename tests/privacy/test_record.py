"""What a person learns of their own data, and what staff may do with it (policy 5.1, 7.1, 7.2)."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.journeys.cachefile import Held
from tests.journeys.command import Command
from tests.journeys.window import holding, starting
from tests.privacy import canaries
from tests.privacy.machine import close
from tests.privacy.naming import new_id
from tests.privacy.person import Person
from tests.privacy.stage import Stage

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]


def seen(person: Person) -> list[dict[str, Any]]:
    """Who was shown the person's data, newest first."""
    answer = person.get("/v1/privacy/seen", limit=500)
    assert answer.is_ok, answer.text
    return list(answer.json["items"])


def disclosed(person: Person) -> list[dict[str, Any]]:
    """To whom the person's address was disclosed, newest first."""
    answer = person.get("/v1/privacy/disclosures")
    assert answer.is_ok, answer.text
    return list(answer.json["items"])


def look_at(staff: Person, person: Person, reason: str = "ticket", text: str = "They asked") -> Any:
    """Staff open a seeker's record."""
    asked = {"kind": "profile", "id": person.profile, "reason": reason, "text": text}
    return staff.post("/v1/records/show", asked)


def planted(*who: str) -> set[str]:
    """The canaries that stand in what these people told of themselves."""
    told = "\n".join(json.dumps([canaries.profile(one), canaries.address(one)], ensure_ascii=False) for one in who)
    return {one for one in canaries.PLANTED if one in told}


def words_of(pdf: bytes) -> str:
    """The text of a PDF, as who searches it finds it."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    try:
        found = []
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            found.append(text.get_text_range())
            text.close()
            page.close()
        return "".join("".join(found).split())
    finally:
        document.close()


def export(izanau: Command, file: Path) -> dict[str, bytes]:
    """The files in what `izanau account export` writes."""
    told = izanau.done("account", "export", "-o", str(file))
    with zipfile.ZipFile(file) as opened:
        assert opened.testzip() is None
        assert sorted(told["files"]) == sorted(opened.namelist())
        return {name: opened.read(name) for name in opened.namelist()}


@pytest.mark.prv("PRV-50")
def test_each_disclosure_stands_on_a_consent_and_says_when_it_ended(office: Stage) -> None:
    mai, umi, kawa = office.seeker("mai"), office.company("umi"), office.company("kawa")
    first = mai.apply_to(office.job("umi"), umi.company)
    second = mai.apply_to(office.job("kawa"), kawa.company)
    mai.withdraw(first)
    rows = disclosed(mai)
    assert {(one["company_name"], one["application"], one["cause"]) for one in rows} == {
        ("Umi Games", first, "withdrawn"),
        ("Kawa Games", second, ""),
    }
    consents = {one["id"]: one["view"] for one in mai.lines() if one["kind"] == "consent"}
    for row in rows:
        basis = consents[row["consent"]]
        assert (basis["deed"], basis["recipient"], basis["about"]) == ("apply", row["company"], row["application"])
        assert basis["at"] <= row["at"]
    ended = next(one for one in rows if one["cause"])
    assert ended["at"] <= ended["ended_at"]
    assert disclosed(umi) == []
    mai.withdraw(second)


@pytest.mark.prv("PRV-52")
def test_look_of_staff_needs_a_reason_and_is_shown_to_the_person(office: Stage) -> None:
    lan, ren = office.seeker("lan"), office.staff("ren")
    why = f"Ticket about {canaries.canary('ren/why')}"
    assert look_at(ren, lan, text=" ").code == "required"
    assert look_at(ren, lan, reason="curious", text=why).code == "unknown_code"
    assert seen(lan) == []
    assert look_at(ren, lan, text=why).is_ok
    [row] = seen(lan)
    assert (row["deed"], row["what"], row["who"]["group"], row["text"]) == ("look", "profile", "staff", why)


@pytest.mark.prv("PRV-52")
def test_person_sees_which_company_was_shown_their_data(office: Stage) -> None:
    eri, umi, kawa = office.seeker("eri"), office.company("umi"), office.company("kawa")
    application = eri.apply_to(office.job("umi"), umi.company)
    assert seen(eri) == []
    umi.everything()
    kawa.everything()
    rows = seen(eri)
    assert {(one["who"]["name"], one["what"]) for one in rows} == {
        ("Umi Games", "application"),
        ("Umi Games", "profile"),
        ("Umi Games", "contact"),
    }
    eri.withdraw(application)
    umi.everything()
    assert len([one for one in seen(eri) if one["what"] == "contact"]) == len(
        [one for one in rows if one["what"] == "contact"]
    ), "what was shown stays told, and what is hidden is not told as shown"


@pytest.mark.prv("PRV-64")
def test_export_holds_every_canary_of_a_person_and_none_of_others(office: Stage, tmp_path: Path) -> None:
    umi, ren, noa, ivy = office.company("umi"), office.staff("ren"), office.seeker("noa"), office.seeker("ivy")
    job = office.job("umi")
    application = noa.apply_to(job, umi.company)
    other = ivy.apply_to(job, umi.company)
    umi.note_on(application)
    umi.task_about(application)
    umi.answer_to(noa, application)
    umi.everything()
    assert look_at(ren, noa, text=f"Look for {canaries.canary('ren/noa')}").is_ok
    assert look_at(ren, ivy, text=f"Look for {canaries.canary('ren/ivy')}").is_ok
    izanau = office.device("noa", "noa-exports")
    izanau.done("profile", "set", "papers.motivation", canaries.canary("noa/motivation"))
    files = export(izanau, tmp_path / "all.zip")
    everything = b"\n".join(files[name] for name in files if name.endswith(".json")).decode()
    mine = planted("noa") | {canaries.canary(f"noa/{one}") for one in ("application", "motivation", "device")}
    mine |= {canaries.canary("umi/answer"), canaries.canary("ren/noa")}
    assert {one for one in mine if one not in everything} == set()
    theirs = planted("ivy", "mai", "umi", "ren") | {canaries.canary("ivy/application"), canaries.canary("ren/ivy")}
    theirs |= {canaries.canary("umi/note"), canaries.password("noa"), other, ivy.profile}
    paper = words_of(files["own-data.pdf"])
    for told in (everything, paper):
        assert {one for one in theirs if one in told} == set()
    on_paper = mine - {canaries.canary("noa/motivation")}
    assert {one for one in on_paper if "".join(one.split()) not in paper} == set()
    held = json.loads(files["holdings.json"])
    receipts = [json.loads(files[name]) for name in files if name.startswith("receipts/")]
    assert {one["receipt_metadata"]["record_id"] for one in receipts} == {one["id"] for one in held["consents"]}
    assert json.loads(files["access-log.json"]) == held["access"] != []
    assert {"PolicyVersion": held["policies"][0]["version"]} == {"PolicyVersion": office.policy["version"]}


@pytest.mark.prv("PRV-64")
def test_export_works_in_the_grace_and_never_replaces_a_file_unasked(office: Stage, tmp_path: Path) -> None:
    mio = office.seeker("mio")
    izanau, file = office.device("mio", "mio-exports"), tmp_path / "all.zip"
    file.write_bytes(b"kept")
    refused = izanau("account", "export", "-o", str(file))
    assert (refused.exit, refused.json["code"]) == (1, "file_unusable")
    assert file.read_bytes() == b"kept"
    mio.pause()
    assert mio.erase(now=False).is_ok
    izanau.done("account", "export", "-o", str(file), "--overwrite")
    assert zipfile.is_zipfile(file)
    assert [one.name for one in tmp_path.iterdir()] == ["all.zip"]


@pytest.mark.prv("PRV-21")
def test_program_that_is_too_old_takes_everything_out_and_leaves(office: Stage, tmp_path: Path) -> None:
    ula = office.seeker("ula")
    izanau = office.device("ula", "ula-aged")
    with office.site.restarted(min_version="99.0.0"):
        told = izanau("sync")
        assert (told.exit, told.json["problem"]["code"], "99.0.0" in told.stderr) == (1, "client_too_old", True)
        izanau.done("profile", "set", "papers.motivation", canaries.canary("ula/motivation"))
        kept = izanau.done("profile", "show")
        assert canaries.canary("ula/motivation") in str(kept)
        izanau.done("profile", "export", "-o", str(tmp_path / "profile.json"))
        assert kept["name"]["full"] in (tmp_path / "profile.json").read_text(encoding="utf-8")
        files = export(izanau, tmp_path / "all.zip")
        mine = planted("ula") | {canaries.canary("ula/motivation")}
        everything = b"\n".join(files[name] for name in files if name.endswith(".json")).decode()
        assert {one for one in mine if one not in everything} == set()
        assert any(name.startswith("receipts/") for name in files)
        assert izanau.done("contact", "The program is too old. What now?")["number"]
        export_and_ask_in_window(office, "ula-aged", tmp_path / "again.zip")
        izanau.done("account", "erase", "--password-stdin", stdin=ula.password)
        assert izanau.done("account", "keep")["erased"] is False
        assert izanau("signout").exit == 1, "what is for papers alone lives here"
        izanau.done("signout", "--discard")
        assert izanau.done("status")["account"] == ""
    assert ula.get("/v1/scopes").is_ok, "the account is kept"


def export_and_ask_in_window(office: Stage, device: str, file: Path) -> None:
    """Take everything out by the window, whose line says that its program is too old, and ask support what to do."""
    with office.window(device) as seat:
        seat.see(holding("too old"))
        seat.go("Privacy")
        seat.press("Export everything…")
        seat.write(starting("File name"), str(file))
        seat.press("Save", "push button")
        seat.see(holding("again.zip is written"))
        seat.go("Contact us")
        seat.write("What is it about?", "My program is too old.")
        seat.press("Send", "push button")
        seat.see(holding("Your request has the number"))
        close(seat)
    assert zipfile.is_zipfile(file)


def verified(stage: Stage) -> tuple[int, str]:
    """What `izanau-site verify` says of the site: its exit and its words."""
    said = stage.site.run("verify")
    return said.exit, said.stdout + said.stderr


@contextmanager
def tampering(stage: Stage) -> Iterator[sqlite3.Connection]:
    """The site's database, opened by somebody who has got at its file."""
    with closing(sqlite3.connect(stage.site.data_dir / "site.db", timeout=30)) as opened:
        yield opened
        opened.commit()


@pytest.mark.prv("PRV-17")
def test_falsified_data_and_log_are_found_and_erasure_leaves_the_chain_whole(place: Stage) -> None:
    mai, umi, ren, tom = place.seeker("mai"), place.company("umi"), place.staff("ren"), place.seeker("tom")
    for person in (mai, tom):
        person.apply_to(place.job("umi"), umi.company)
        assert look_at(ren, person, text=f"Look for {canaries.canary(f'ren/{person.who}')}").is_ok
    umi.everything()
    place.pass_time(minutes=10)
    assert verified(place)[0] == 0
    assert tom.erase().is_ok
    assert verified(place)[0] == 0, "erasure leaves the chain whole"
    with tampering(place) as database:
        log = database.execute(
            "SELECT number, deed, actor, text FROM access WHERE seal <> '' ORDER BY number"
        ).fetchall()
        before = database.execute("SELECT body FROM documents WHERE id = ?", (mai.profile,)).fetchone()[0]
        database.execute("UPDATE documents SET body = replace(body, '1991', '1981') WHERE id = ?", (mai.profile,))
    assert {"page", "look", "write"} <= {deed for _, deed, _, _ in log}
    told = json.dumps(log)
    assert {one for one in (*planted("mai", "tom"), canaries.canary("ren/mai"), mai.account) if one in told} == set()
    exit_code, words = verified(place)
    assert exit_code == 1
    assert f"profile {mai.profile}: it is not as it was written last" in words
    with tampering(place) as database:
        database.execute("UPDATE documents SET body = ? WHERE id = ?", (before, mai.profile))
        number = next(number for number, deed, _, _ in log if deed == "look")
        database.execute("UPDATE access SET actor = 'nobody' WHERE number = ?", (number,))
    exit_code, words = verified(place)
    assert exit_code == 1
    assert f"row {number} " in words


@pytest.mark.prv("PRV-68")
def test_staff_alone_give_access_correct_and_delete_for_who_asked(office: Stage) -> None:
    ada, umi, ren, bob = office.seeker("ada"), office.company("umi"), office.staff("ren"), office.seeker("bob")
    number, other = (asked_by(person) for person in (ada, bob))
    words = ("--reason", f"Called back {canaries.canary('ren/called')}")
    staff = office.device("ren", "ren-desk")
    for person, command in ((ada, office.device("ada", "ada-desk")), (umi, office.device("umi", "umi-desk"))):
        assert look_at(person, bob).code == "forbidden"
        refused = command("record", "erase", bob.profile, "--ticket", str(other), *words)
        assert (refused.exit, refused.json["code"]) == (5, "forbidden")
        asked = {"id": bob.profile, "ticket": other, "text": "x"}
        assert person.post("/v1/records/erase", asked).code == "forbidden"
    shown = staff.done("record", "show", "profile", ada.profile, *words)
    assert shown["owner"]["email"] == ada.email
    everything = json.dumps(shown) + ren.everything()
    assert not [one for one in ("password", "argon2", canaries.password("ada")) if one in everything]
    staff.done("record", "set", "profile", ada.profile, "birthday", "1991-07-24", *words)
    staff.done("sync")
    assert ada.view(ada.profile)["birthday"] == "1991-07-24"
    wrong = staff("record", "erase", ada.profile, "--ticket", str(other), *words)
    assert (wrong.exit, wrong.json["code"], wrong.json["field"]) == (5, "not_yours", "ticket")
    erases = staff.done("record", "erase", ada.profile, "--ticket", str(number), *words)["erases"]
    assert ada.view(ada.account)["erases"] == erases
    assert office.mail_to(ada, "izanau account keep")
    assert [one["deed"] for one in seen(ada) if one["deed"] in ("mend", "erase")] == ["erase", "mend"]
    assert {one["text"].removeprefix(f"#{number}: ") for one in seen(ada) if one["deed"] == "erase"} == {words[1]}
    assert ada.post("/v1/keep").is_ok
    assert "erases" not in ada.view(ada.account)
    staff.done("record", "erase", ada.profile, "--ticket", str(number), *words)
    kept = ("1991-07-24", canaries.canary("ren/called"))
    assert all(Held(office.env, staff.data_dir).where(word) for word in kept), "for a backup that may be put back"
    office.pass_time(hours=73)
    assert ren.post("/v1/records/find", {"query": ada.email}).json["items"] == []
    staff.done("sync")
    assert [word for word in kept if Held(office.env, staff.data_dir).where(word)] == []


def asked_by(person: Person) -> int:
    """A request of this person to be deleted; its number."""
    identity = new_id()
    person.done(person.part("ticket", identity, {"topic": "account", "text": "Please delete my account."}))
    return int(person.view(identity)["number"])
