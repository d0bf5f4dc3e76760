"""What is kept no longer than the rules say, after notice (policy 1.1, 3.1, 7.1)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.privacy.canaries import canary
from tests.privacy.stage import Stage, stage


@pytest.mark.prv("PRV-34")
def test_logfile_holds_listed_fields_for_ninety_days(place: Stage) -> None:
    for path in ("/v1/jobs", "/jobs"):
        place.guest("GET", path, query={"query": canary("a search")})
    place.guest("GET", f"/v1/profiles/{canary('a path')}")
    folder = place.site.data_dir / "logs"
    begun = sorted(folder.iterdir())
    text = "\n".join(file.read_text(encoding="utf-8") for file in begun)
    lines = [json.loads(line) for line in text.splitlines()]
    assert {"/v1/jobs", "/jobs"} <= {line["route"] for line in lines}
    for line in lines:
        assert set(line) == {"at", "level", "logger", "event", "method", "route", "status", "from"}
        assert line["from"] == "127.0.0.0", "the last part of the address is left out"
    assert canary("a search") not in text + place.site.log()
    assert canary("a path") not in text + place.site.log()
    assert "127.0.0.0" not in place.site.log(), "nothing of a visitor stands where nobody deletes it"
    place.pass_time(days=89)
    assert set(begun) <= set(folder.iterdir())
    place.pass_time(days=2)
    assert not set(begun) & set(folder.iterdir())


@pytest.mark.prv("PRV-66")
def test_ended_application_is_erased_after_its_days_with_notice_before(tmp_path: Path) -> None:
    with stage(tmp_path) as place:
        mai, umi = place.seeker("mai"), place.company("umi")
        kept = mai.apply_to(place.job("umi"), umi.company)
        gone = mai.apply_to(place.job("umi", title={"en": "Reader"}), umi.company)
        umi.note_on(gone)
        umi.task_about(gone)
        umi.answer_to(mai, gone)
        umi.change("application", gone, {"stage": "rejected"}, umi.applicants)
        place.pass_time(days=160)
        dry = json.loads(place.site.run("retention", "--dry-run", "--json").stdout)
        assert {one["rule"]: one["count"] for one in dry["items"]}["applications"] == 0
        assert not [mail for mail in place.sink.to(mai.email) if "will be erased" in mail.message["Subject"]]
        place.pass_time(days=8)
        told = place.mail_to(mai, "it will be erased")
        assert "Umi" in told.message["Subject"]
        assert told.message["X-Izanau-Purpose"] == "service"
        umi.sign_in()  # its device was silent for longer than is waited for
        due = {one["about"]: one["due"] for one in mai.get("/v1/privacy/retention").json["items"]}[gone]
        assert umi.view(gone, umi.applicants)["erases"] == due
        place.pass_time(days=11)
        assert umi.view(gone, umi.applicants)
        place.pass_time(days=4)
        for words in (canary("umi/note"), canary("umi/task"), canary("umi/answer")):
            assert words not in umi.everything() + mai.everything()
        assert not umi.view(gone, umi.applicants)
        assert not mai.view(gone)
        assert umi.view(kept, umi.applicants), "one that goes on stays"
        assert place.site.run("verify").exit == 0
