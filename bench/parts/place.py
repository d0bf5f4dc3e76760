"""Where figures are taken: a filled site of the demo, and a private desktop with a real keychain."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from izanau_desktop.demo import site as demo_site
from izanau_desktop.tour.display import desktop_session

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Place:
    """A folder to work in, the address of a filled site, the environment of a desktop."""

    folder: Path
    url: str
    env: Mapping[str, str]

    def start(self, module: str, *words: str) -> subprocess.Popen[str]:
        """Start a program of `bench.parts` on the desktop; it prints one line of JSON at its end."""
        command = [sys.executable, "-m", f"bench.parts.{module}", *words]
        return subprocess.Popen(command, env=dict(self.env), cwd=ROOT, stdout=subprocess.PIPE, text=True)

    def run(self, module: str, *words: str) -> Any:
        """Run a program of `bench.parts` to its end; what it told."""
        return ended(self.start(module, *words))


def ended(process: subprocess.Popen[str], seconds: float = 300) -> Any:
    """What a program told at its end."""
    said, _ = process.communicate(timeout=seconds)
    if process.returncode:
        raise RuntimeError(f"{process.args!r} ended with {process.returncode}")
    return json.loads(said.splitlines()[-1])


@contextmanager
def site(applicants: int) -> Iterator[tuple[Path, str]]:
    """A folder, and the address of a site filled with this many applications to one company."""
    with ExitStack() as stack:
        folder = Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="izanau-bench-", ignore_cleanup_errors=True))
        )
        served = demo_site.start(folder / "demo", applicants)
        stack.callback(served.stop)
        yield folder, served.url


@contextmanager
def place(applicants: int) -> Iterator[Place]:
    """A filled site and a desktop, both ended when done."""
    with site(applicants) as (folder, url), desktop_session() as env:
        mine = {
            "IZANAU_KEYRING_SERVICE": demo_site.SERVICE,
            "LC_ALL": "C.UTF-8",
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "",  # a person's Python writes it, whatever holds on the machine that measures
            "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
        }
        yield Place(folder, url, {**env, **mine})
