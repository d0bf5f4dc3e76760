"""How long the UI thread is ever held: HR with 1,500 applicants from the first sync on, a seeker with a long record; and a bare window."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bench.parts.place import place
from bench.parts.report import tell

APPLICANTS = 1500
AIM = 50


def measure() -> dict[str, Any]:
    """The longest wait of an event, in milliseconds, at each deed; and how many waited longer than the aim."""
    with place(APPLICANTS) as at:
        data = at.folder / "data"
        bare = at.run("inuse", "bare")
        at.run("account", str(data), at.url, "company", "applicants")
        real = replace(at, env={**at.env, "IZANAU_DATA_DIR": str(data)}).run("inuse", "company", str(data))
        home = at.folder / "home"
        at.run("account", str(home), at.url, "seeker", "profile", "synced", "long")
        real |= replace(at, env={**at.env, "IZANAU_DATA_DIR": str(home)}).run("inuse", "seeker", str(home))
    deeds = {deed: f"{told['most']} ms ({told['over_50']} of {told['asks']} over {AIM})" for deed, told in real.items()}
    return {
        "bare_most_ms": max(told["most"] for told in bare.values()),
        "most_ms": max(told["most"] for told in real.values()),
        "aim_ms": AIM,
        **deeds,
    }


if __name__ == "__main__":
    tell("held", measure)
