"""The command against the real site process, with a real keychain: each role's deeds, offline and on, signed in and out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

from izanau_desktop.tour.waiting import wait_until
from tests.journeys.command import Command, run
from tests.journeys.network import Network
from tests.journeys.site import Site

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

At = Callable[[str], Command]
NOWHERE = "http://127.0.0.1:9"


def code_in_mail(site: Site, email: str, known: str = "") -> str:
    """The code of the newest mail to an address; where an earlier one is known, the one that comes after it."""

    def found() -> str:
        for file in sorted((site.data_dir / "outbox").glob("*.eml"), reverse=True):
            mail = message_from_bytes(file.read_bytes(), policy=policy.default)
            text = mail.get_body(("plain",))
            code = (
                re.search(r"(?m)^ +([0-9A-Z-]{6,})\s*$", text.get_content())
                if text and email in str(mail["To"])
                else None
            )
            if code and code[1] != known:
                return code[1]
        return ""

    return str(wait_until(found, f"a mail with a code to {email}"))


def test_stranger_reads_jobs_companies_and_policy(stranger: Command, site: Site) -> None:
    first = stranger.done("job", "list", "--site", site.url, "--limit", "3")
    assert len(first["items"]) == 3 < first["total"]
    rest = stranger.done("job", "list", "--site", site.url, "--limit", "100", "--after", first["next"])
    assert len(rest["items"]) == first["total"] - 3
    assert rest["next"] == ""
    one = stranger.done("--site", site.url, "job", "show", first["items"][0]["id"])
    assert one == first["items"][0]
    whole = first["items"] + rest["items"]
    theirs = [job for job in whole if job["company"] == one["company"]]
    of_one = ("job", "list", "--company", one["company"], "--site", site.url)
    listed = stranger.done(*of_one, "--limit", "1000")
    assert (listed["items"], listed["total"], listed["next"]) == (theirs, len(theirs), "")
    head = stranger.done(*of_one, "--limit", "1")
    assert (head["items"], head["total"]) == (theirs[:1], len(theirs))
    if len(theirs) > 1:
        assert stranger.done(*of_one, "--after", head["next"])["items"] == theirs[1:]
    company = stranger.done("company", "show", one["company"], "--site", site.url)
    assert company["name"] == first["items"][0]["company_name"]
    shown = stranger.done("policy", "--site", site.url)
    assert {"version", "effective", "text", "items", "purposes"} <= set(shown)
    assert stranger.done("policy", "show", shown["version"], "--site", site.url) == shown
    assert not stranger.data_dir.exists()


def test_stranger_writes_to_the_site(stranger: Command, site: Site, at: At) -> None:
    told = stranger.done(
        "contact", "-", "--email", "visitor@x.example", "--site", site.url, stdin="My birthday\nis wrong\n"
    )
    ticket = at("staff").done("ticket", "show", told["id"])
    assert (ticket["number"], ticket["text"], ticket["email"]) == (
        told["number"],
        "My birthday\nis wrong",
        "visitor@x.example",
    )


def test_draft_joins_the_account_that_signs_up(stranger: Command, site: Site) -> None:
    stranger.done("profile", "set", "name.full", "Ann New")
    stranger.done("profile", "set", "papers.phone", "+81 3 1234 5678")
    version = stranger.done("policy", "--site", site.url)["version"]
    words = ("signup", "--site", site.url, "--name", "Ann New", "--email", "ann@x.example", "--password-stdin")
    refused = stranger(*words, stdin="a long and quiet pass phrase 7\n")
    assert (refused.exit, refused.json["code"], refused.json["field"]) == (5, "consent_required", "agree_policy")
    stranger.done(*words, "--agree-policy", version, stdin="a long and quiet pass phrase 7\r\n")
    assert stranger("profile", "register", "--public").json["code"] == "email_not_confirmed"
    agreed = stranger.done("policy", "agree", version)
    assert agreed["agreed"] == version
    assert agreed["receipt"]["event"][0]["event_state"] == "dpv:ConsentGiven"
    confirmed = stranger.done("confirm", code_in_mail(site, "ann@x.example"))
    assert confirmed["confirmed"] is True
    profile = stranger.done("profile", "show")
    assert (profile["name"]["full"], profile["papers"]["phone"]) == ("Ann New", "+81 3 1234 5678")
    assert stranger.done("status")["account"] == "ann@x.example"
    left = stranger("signout")
    assert (left.exit, left.json["papers"]) == (1, True)
    stranger.done("signout", "--discard")
    assert not any(file.is_file() and file.stat().st_size > 1000 for file in stranger.data_dir.rglob("*"))
    wrong = stranger("signin", "--site", site.url, "--email", "ann@x.example", "--password-stdin", stdin="wrong")
    assert (wrong.exit, wrong.json["code"]) == (5, "wrong_credentials")


def test_application_goes_from_seeker_to_company_and_back(at: At) -> None:
    seeker, hr = at("seeker"), at("hr")
    own = {one["id"] for one in hr.done("job", "list", "--limit", "100")["items"] if one["state"] == "published"}
    mine = {one["job"] for one in seeker.done("application", "list")["items"]}
    job = next(iter(sorted(own - mine)))
    asked = seeker("apply", job)
    assert (asked.exit, asked.json["code"]) == (5, "consent_required")
    assert "seeker@demo.example" in asked.stderr
    name = seeker.done("profile", "show")["name"]["full"]
    assert name in asked.stderr
    quiet = seeker("--quiet", "apply", job)
    assert (quiet.exit, quiet.stderr.count("seeker@demo.example"), name in quiet.stderr) == (5, 1, True)
    made = seeker.done("apply", job, "--share", "email", "--message", "こんにちは")
    assert (made["pending"], made["job"], made["stage"], made["history"]) == (True, job, "applied", [])
    assert made["disclosed"]["email"] == "seeker@demo.example"
    assert (made["disclosed"]["profile"]["name"]["full"], "papers" in made["disclosed"]["profile"]) == (name, False)
    assert seeker.done("sync")["pushed"] >= 1
    logged = seeker.done("sync", "log", "--limit", "1")["items"][0]
    assert (logged["cause"], logged["pushed"] >= 1, logged["problem"]) == ("asked", True, "")
    assert seeker.done("sync", "pause", "--hours", "2")["paused"]
    assert seeker.done("status")["rest"]["until"].endswith("Z")
    assert seeker.done("sync")["requests"] == 1
    assert seeker.done("sync", "resume") == {"paused": False, "until": "", "unmetered": False}
    hr.done("sync")
    found = hr.done("applicant", "show", made["id"])
    assert (found["stage"], found["email"], found["message"]) == ("new", "seeker@demo.example", "こんにちは")
    assert found["profile"]["name"] == seeker.done("profile", "show")["name"]
    moved = hr.done("applicant", "stage", made["id"], "interview", "--text", "Speaks well")
    assert (moved["stage"], moved["pending"]) == ("interview", True)
    hr.done("sync")
    seeker.done("sync")
    seen = seeker.done("application", "show", made["id"])
    assert [step["stage"] for step in seen["history"]] == ["applied", "interview"]
    assert all(step["at"].endswith("Z") for step in seen["history"])
    assert "Speaks well" not in json.dumps(seen)
    seeker.done("application", "withdraw", made["id"])
    seeker.done("sync")
    hr.done("sync")
    assert "email" not in hr.done("applicant", "show", made["id"])
    assert made["id"] not in {one["id"] for one in hr.done("applicant", "list", "--limit", "1000")["items"]}


def test_reason_made_with_its_rejection_reaches_a_colleague(at: At) -> None:
    hr = at("hr")
    one = hr.done("applicant", "list", "stage:new", "--limit", "1")["items"][0]["id"]
    made = hr.done("reason", "add", "--en", "Shifts do not fit", "--ja", "シフトの不一致")["id"]
    hr.done("applicant", "reject", one, "--reason", "Shifts do not fit")
    hr.done("sync")
    assert hr.done("outbox", "list")["items"] == []
    reviewer = at("reviewer")
    told = reviewer.done("applicant", "show", one)
    assert (told["reason"], told["reason_name"]) == (made, "Shifts do not fit")
    assert told["history"][-1]["reason_name"] == "Shifts do not fit"
    hr.done("reason", "retire", made)
    hr.done("sync")
    reviewer.done("sync")
    assert made not in {row["id"] for row in reviewer.done("reason", "list")["items"] if not row["retired"]}
    assert reviewer.done("applicant", "show", one)["reason_name"] == "Shifts do not fit"


def test_reviewer_sees_applicants_without_addresses(at: At) -> None:
    found = at("reviewer").done("applicant", "list", "--limit", "5")["items"]
    assert found
    assert "@" not in json.dumps(found)
    assert all(one["profile"] for one in found)


def test_query_filters_by_stage_as_in_the_window(at: At) -> None:
    hr = at("hr")
    every = hr.done("applicant", "list", "--limit", "1000")["items"]
    new = hr.done("applicant", "list", "stage:New", "--limit", "1000")["items"]
    assert [one["id"] for one in every if one["stage"] == "new"] == [one["id"] for one in new] != []
    assert len(new) < len(every)


def test_lists_go_on_where_they_ended(at: At) -> None:
    hr = at("hr")
    whole = hr.done("applicant", "list", "--limit", "1000")
    first = hr.done("applicant", "list", "--limit", "5")
    rest = hr.done("applicant", "list", "--limit", "1000", "--after", first["next"])
    assert first["items"] + rest["items"] == whole["items"]
    assert first["total"] == whole["total"] == len(whole["items"])


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("seeker", "job list"),
        ("seeker", "company list"),
        ("seeker", "application list"),
        ("hr", "job list"),
        ("hr", "applicant list"),
        ("hr", "message list"),
        ("staff", "ticket list"),
        ("seeker", "outbox list"),
        ("seeker", "conflict list"),
    ],
)
def test_cursor_that_no_list_gave_is_refused(at: At, who: str, words: str) -> None:
    command = at(who)
    for garbage in ("garbage", "2026|x", "|", "9"):
        said = command(*words.split(), "--after", garbage)
        assert said.exit == 5, (words, garbage)
        assert (said.json["code"], said.json["field"]) == ("wrong_type", "after")


def test_cursor_that_the_site_did_not_give_is_refused_to_a_stranger(stranger: Command, site: Site) -> None:
    for company in ([], ["--company", "x"]):
        said = stranger("job", "list", "--site", site.url, "--after", "garbage", *company)
        assert (said.exit, said.json["code"], said.json["field"]) == (5, "wrong_type", "after")


def test_messages_are_relayed_without_an_address(at: At) -> None:
    seeker, hr = at("seeker"), at("hr")
    own = hr.done("status")["company"]
    said = seeker("--quiet", "message", "send", "--company", own, "Do you sponsor visas?")
    assert (said.exit, said.json["pending"]) == (0, True)
    assert "will see my name" in said.stderr  # a disclosure is told, however quiet the command is to be
    seeker.done("sync")
    hr.done("sync")
    got = hr.done("message", "list", "sponsor visas")["items"]
    assert [one["text"] for one in got] == ["Do you sponsor visas?"]
    assert "@" not in json.dumps(got)


def test_job_lacking_what_the_law_asks_is_refused(at: At, tmp_path: Path) -> None:
    hr = at("hr")
    body: dict[str, Any] = json.loads(hr("job", "template").stdout)
    del body["smoking"], body["hours"]
    (tmp_path / "job.json").write_text(json.dumps(body), encoding="utf-8")
    identity = hr.done("job", "create", str(tmp_path / "job.json"))["id"]
    refused = hr("job", "publish", identity)
    assert refused.exit == 5
    assert {(one["code"], one["field"]) for one in refused.json["problems"]} == {
        ("missing_legal_item", "smoking"),
        ("missing_legal_item", "hours.system"),
    }
    whole = hr.done("job", "create", "-", stdin=hr("job", "template").stdout)["id"]
    assert hr.done("job", "publish", whole)["state"] == "published"
    assert hr.done("sync")["pushed"] >= 2
    assert at("seeker").done("job", "show", whole)["title"] == body["title"]
    assert hr.done("job", "close", whole)["state"] == "closed"


def test_staff_mend_a_record_with_a_reason(at: At) -> None:
    seeker, staff = at("seeker"), at("staff")
    assert staff("record", "show", "profile", "x").exit == 2
    record = staff.done("record", "find", "seeker@demo.example")["items"][0]
    before = staff.done("record", "show", "profile", record["id"], "--reason", "Ticket 5")
    told = staff.done("record", "set", "profile", record["id"], "birthday", "1991-02-03", "--reason", "Ticket 5")
    assert (told["old"], told["new"]) == (before["birthday"], "1991-02-03")
    ticket = staff.done("ticket", "list", "--state", "open", "--limit", "1")["items"][0]["id"]
    assert staff.done("ticket", "answer", ticket, "Mended.")["state"] == "answered"
    assert staff.done("ticket", "close", ticket)["state"] == "closed"
    staff.done("sync")
    seeker.done("sync")
    assert seeker.done("profile", "show")["birthday"] == "1991-02-03"
    assert seeker.done("status")["notices"] >= 1


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("seeker", ("applicant", "list")),
        ("seeker", ("record", "find", "x")),
        ("hr", ("profile", "show")),
        ("hr", ("application", "list")),
        ("staff", ("job", "create", "-")),
        ("staff", ("message", "list")),
    ],
)
def test_other_roles_deeds_are_refused(at: At, who: str, words: tuple[str, ...]) -> None:
    said = at(who)(*words, stdin="{}")
    assert (said.exit, said.json["code"]) == (5, "forbidden")


def test_offline_edits_wait_and_sync_says_so(at: At, site: Site, desktop: dict[str, str], tmp_path: Path) -> None:
    with Network(site.url) as network:
        away = Command(desktop, tmp_path / "away")
        words = ("signin", "--site", network.url, "--email", "seeker@demo.example", "--password-stdin")
        away.done(*words, stdin="demo-Izanau-2026")
        away.done("sync")
        network.cut()
        assert away.done("profile", "set", "hobbies@en", "Go")["pending"] is True
        assert away.done("outbox")["items"][0]["kinds"] == ["profile"]
        said = away("sync")
        assert (said.exit, said.json["problem"]["code"]) == (3, "offline")
        assert [one["code"] for one in said.json["problems"]] == ["offline"]
        assert away.done("status")["waiting"] == 1
        assert away.done("job", "list", "--limit", "1")["items"]
        network.open()
        done = away.done("sync")
        assert (done["pushed"], done["problems"]) == (1, [])
        assert away.done("profile", "show")["pending"] is False


def clashed(at: At, desktop: dict[str, str], site: Site, folder: Path, mine: str, theirs: str) -> Command:
    """A device of the seeker's on which their residence clashes with what another one was faster to send."""
    here, there = at("seeker"), Command(desktop, folder / "there")
    there.done(
        "signin", "--site", site.url, "--email", "seeker@demo.example", "--password-stdin", stdin="demo-Izanau-2026"
    )
    there.done("sync")
    here.done("profile", "set", "residence", theirs)
    there.done("profile", "set", "residence", mine)
    here.done("sync")
    said = there("sync")
    assert (said.exit, said.json["conflicts"]) == (6, 1)
    return there


def test_conflict_is_told_shown_and_settled(at: At, desktop: dict[str, str], site: Site, tmp_path: Path) -> None:
    there = clashed(at, desktop, site, tmp_path, "VN", "FR")
    found = there.done("conflict")["items"][0]
    assert (found["path"], found["mine"], found["theirs"]) == ("residence", "VN", "FR")
    assert (found["name"], found["field"], found["both"]) == ("Your profile", "Country of residence", None)
    assert (found["side"], bool(found["when"])) == ("self", True)
    assert there.done("conflict", "show", found["id"])["who"].startswith("You, on another device: ")
    read = run("izanau", "conflict", "show", found["id"], env=there.env).stdout
    assert read.startswith("Your profile · Country of residence\n")
    for told in ("\nMine (", "\nVietnam\n", "\nTheirs (You, on another device: ", "\nFrance\n"):
        assert told in read
    assert len(re.findall(r", [^,\n]*\d\d:\d\d\):\n", read)) == 2, "when each was written"
    assert there("conflict", "resolve", found["id"], "--value", "nowhere").json["code"] == "unknown_code"
    assert there("conflict", "resolve", "--all", "--take", "both").json["left"] == [found["id"]]
    for wrong in ((), ("--all",), (found["id"],), ("--all", "--value", "JP")):
        assert there("conflict", "resolve", *wrong).exit == 2
    settled = there.done("conflict", "resolve", "--all", found["about"], "--take", "mine")
    assert (settled["settled"], there.done("conflict")["total"]) == ([found["id"]], 0)
    there.done("outbox", "drop", *settled["pushes"])
    assert there.done("conflict")["items"][0]["mine"] == "VN"
    there.done("conflict", "resolve", found["id"], "--value", "TH")
    there.done("sync")
    assert there.done("profile", "show")["residence"] == "TH"
    assert there.done("conflict")["total"] == 0


def test_answer_to_a_settled_conflict_says_how_it_opens_again(
    at: At, desktop: dict[str, str], site: Site, tmp_path: Path
) -> None:
    there = clashed(at, desktop, site, tmp_path, "KR", "ES")
    (found,) = there.done("conflict")["items"]
    for chosen, language, words in (
        ((found["id"], "--take", "theirs"), "en_US", "Until it is sent, `{}` takes that back."),
        (("--all", "--take", "theirs"), "ja_JP", "送信されるまでは、`{}` で取り消せます。"),
    ):
        told = {**there.env, "LC_ALL": f"{language}.UTF-8"}
        said = run("izanau", "--json", "conflict", "resolve", *chosen, env=told)
        (back,) = said.json["undo"]
        assert words.format(back) in said.stderr
        assert (there.done("profile", "show")["residence"], there.done("conflict")["total"]) == ("ES", 0)
        there.done(*back.split()[1:])
        assert there.done("conflict")["items"] == [found]
        assert there.done("profile", "show")["residence"] == "KR", "mine lies where it lay"
        assert there.done("outbox")["total"] == 0
    assert there("sync").exit == 6
    there.done("conflict", "resolve", found["id"], "--take", "mine")
    there.done("sync")
    assert there.done("profile", "show")["residence"] == "KR"


def test_change_is_dropped_from_the_outbox(at: At) -> None:
    seeker = at("seeker")
    before = seeker.done("profile", "show")
    seeker.done("profile", "set", "hobbies@ja", "囲碁")
    waiting = seeker.done("outbox")["items"]
    seeker.done("outbox", "drop", waiting[0]["id"])
    assert seeker.done("profile", "show") == before
    gone = seeker("outbox", "drop", waiting[0]["id"])
    assert (gone.exit, gone.json["code"]) == (5, "not_yours")


def test_session_only_leaves_nothing_behind(stranger: Command, site: Site) -> None:
    words = ("signin", "--site", site.url, "--email", "hr@demo.example", "--password-stdin", "--session-only")
    assert stranger.done(*words, stdin="demo-Izanau-2026")["role"] == "owner"
    assert stranger.done("status")["account"] == ""


def test_accounts_on_one_machine_are_told_apart(at: At, site: Site) -> None:
    both = at("seeker")
    both.done(
        "signin", "--site", site.url, "--email", "staff@demo.example", "--password-stdin", stdin="demo-Izanau-2026"
    )
    assert both.done("status")["role"] == "agent"
    assert both.done("status", "--account", "Seeker@demo.example")["role"] == "seeker"
    assert both.done("status")["role"] == "seeker"
