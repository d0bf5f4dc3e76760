"""The real `izanau` and `izanau-site` executables, run to their end."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tests.journeys.written import noted

_SECONDS = 120


class Answer(NamedTuple):
    """What a command gave back; `json` is nothing where the output is not one JSON document."""

    exit: int
    json: Any
    stderr: str
    stdout: str


def executable(name: str) -> str:
    """Return the path of an installed command: that of this environment, else the one on the search path."""
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        raise FileNotFoundError(f"{name} is not installed in this environment")
    return found


def run(name: str, *arguments: str, env: Mapping[str, str], stdin: str = "", seconds: float = _SECONDS) -> Answer:
    """Run a command to its end, giving it all of its standard input at once."""
    done = subprocess.run(
        [executable(name), *arguments],
        env=dict(env),
        input=stdin.encode(),
        capture_output=True,
        timeout=seconds,
        check=False,
    )
    out = done.stdout.decode()
    return Answer(done.returncode, _document(out), done.stderr.decode(errors="replace"), out)


class Command:
    """`izanau … --json` with one data folder, as one person uses it."""

    def __init__(self, env: Mapping[str, str], data_dir: Path) -> None:
        self.env = {**env, "IZANAU_DATA_DIR": str(data_dir)}
        self.data_dir = data_dir
        noted(data_dir / "logs", data_dir / "crashes")

    def __call__(self, *arguments: str, stdin: str = "") -> Answer:
        """Run it and return what came, whatever its exit."""
        return run("izanau", "--json", *arguments, env=self.env, stdin=stdin)

    def done(self, *arguments: str, stdin: str = "") -> Any:
        """Run it, see that it succeeded, and return the document that it printed."""
        answer = self(*arguments, stdin=stdin)
        if answer.exit != 0:
            words = " ".join(arguments)
            raise AssertionError(f"izanau {words}: exit {answer.exit}\n{answer.stdout}\n{answer.stderr}")
        return answer.json


def _document(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None
