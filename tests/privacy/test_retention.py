"""What is kept no longer than the rules say, after notice (policy 1.1, 3.1, 7.1)."""

from __future__ import annotations

import json

import pytest

from tests.privacy.canaries import canary
from tests.privacy.stage import Stage


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
