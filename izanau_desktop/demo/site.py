"""The demo's own site: a process of the real site on a free loopback port, in a folder of its own, filled once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from izanau_desktop.accounts import Accounts
from izanau_desktop.folder import private_folder
from izanau_desktop.vault import Vault

SERVICE = "izanau-demo"
"""The keychain's name for everything of the demo, so that it goes with it."""
READY = "listening on "


class NoSite(Exception):  # noqa: N818 - the name says what is missing
    """The extra `site` is not installed, or its process did not start; the text says why."""


@dataclass
class DemoSite:
    """A running site. `stop()` ends it; the folder stays, so that the next demo goes on where this one ended."""

    folder: Path
    url: str
    process: subprocess.Popen[str]

    @property
    def outbox(self) -> Path:
        """Where the site's mails lie as files."""
        return self.folder / "site" / "outbox"

    def stop(self) -> None:
        """End the site's process."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()


def start(folder: Path, applicants: int = 1500) -> DemoSite:
    """Start the site of a demo folder, filling a new one first. Raises NoSite."""
    if find_spec("izanau_site") is None or find_spec("litestar") is None:
        raise NoSite('the demo needs the site on this computer: install it with  pipx install "izanau[site]"')
    private_folder(folder)
    data = folder / "site"
    environment = {**os.environ, "IZANAU_SITE_DATA_DIR": str(data), "IZANAU_SITE_SMTP": ""}
    environment.pop("IZANAU_SITE_DATABASE", None)
    if not (data / "filled").exists():
        shutil.rmtree(data, ignore_errors=True)
        private_folder(data)
        _fill(environment, applicants)
        (data / "filled").touch()
    command = [sys.executable, "-m", "izanau_site", "serve", "--host", "127.0.0.1", "--port", "0"]
    with (folder / "site.log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=log, text=True)
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    if not line.startswith(READY):
        process.kill()
        process.wait()
        raise NoSite(f"the site did not start; its log is {folder / 'site.log'}")
    return DemoSite(folder, line.removeprefix(READY), process)


def _fill(environment: dict[str, str], applicants: int) -> None:
    command = [sys.executable, "-m", "izanau_site", "demo-data", "--company-with", str(applicants)]
    command += ["--seekers", str(max(2000, applicants))]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoSite(f"the demo's data could not be written: {done.stderr.strip().splitlines()[-1:]}")


def reset(folder: Path) -> None:
    """Remove the demo: its site, its windows' data, its entries in the keychain."""
    vault = Vault(SERVICE)
    for window in sorted(folder.glob("window-*")):
        for entry in Accounts(window).every():
            vault.drop(entry.folder)
    shutil.rmtree(folder, ignore_errors=True)
