"""The main job through the real windows, as `izanau demo` tells it where there is no display."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.journeys.command import run

pytestmark = [pytest.mark.journey, pytest.mark.timeout(600)]
STEP = re.compile(r"^ok +(\d+)  (seeker|HR|staff|visitor): ", re.MULTILINE)


def test_without_a_display_the_whole_story_is_told(tmp_path: Path) -> None:
    env = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    env["IZANAU_DATA_DIR"] = str(tmp_path)
    env.pop("PYTHON_KEYRING_BACKEND", None)
    told = run("izanau", "demo", "--applicants", "40", env=env, seconds=600)
    short = "\n".join(line for line in told.stdout.splitlines() if line.startswith(("FAILED", "TooLate", "Assertion")))
    assert told.exit == 0, f"{told.stdout}{told.stderr}\n{short}"  # what failed last, below all that was on screen
    steps = STEP.findall(told.stdout)
    pictures = sorted((tmp_path / "demo" / "tour" / "pictures").glob("*.png"))
    assert {who for _, who in steps} == {"seeker", "HR", "staff", "visitor"}
    assert len(pictures) == len(steps) >= 24
    assert told.stdout.count("ok ") == len(STEP.findall((pictures[0].parent / "transcript.txt").read_text("utf-8")))
