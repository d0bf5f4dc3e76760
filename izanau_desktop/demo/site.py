"""The demo's own site: a process of the real site on a free loopback port, in a folder of its own, filled once."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from izanau_desktop import processes
from izanau_desktop.demo import stamp
from izanau_desktop.folder import private_folder
from izanau_desktop.vault import Vault, VaultTrouble

SERVICE = "izanau-demo"
"""The keychain's name for everything of the demo, so that it goes with it."""
READY = "listening on "
_OPERATOR: Final = {
    "IZANAU_SITE_OPERATOR": "IZANAU demo",
    "IZANAU_SITE_OPERATOR_ADDRESS": "This computer, which no mail of the demo leaves",
}
"""Who runs the demo's site: newsletters and the like have to say so."""
_OWNER: Final = re.compile("[0-9a-f]{16}")
"""How the folder of an account is named, which is what its entries in the keychain go by."""


class NoSite(Exception):  # noqa: N818 - the name says what is missing
    """The extra `site` is not installed, or its process did not start; the text says why."""


@dataclass
class DemoSite:
    """A running site. `stop()` ends it; the folder stays, so that the next demo goes on where this one ended."""

    folder: Path
    url: str
    process: subprocess.Popen[str]
    replaced: bool = False
    """Whether data of another version were here, which are gone."""

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
    replaced = stamp.is_foreign(folder)
    if replaced:
        reset(folder)
    private_folder(folder)
    stamp.mark(folder)
    data = folder / "site"
    environment = {**os.environ, "IZANAU_SITE_DATA_DIR": str(data), "IZANAU_SITE_SMTP": ""}
    environment.pop("IZANAU_SITE_DATABASE", None)
    environment |= {name: value for name, value in _OPERATOR.items() if name not in os.environ}
    if not (data / "filled").exists():
        shutil.rmtree(data, ignore_errors=True)
        private_folder(data)
        _fill(environment, applicants)
        (data / "filled").touch()
    url, process = _serve(folder, environment)
    return DemoSite(folder, url, process, replaced)


def _serve(folder: Path, environment: dict[str, str]) -> tuple[str, subprocess.Popen[str]]:
    """Serve at the port of the last time, which the accounts of the windows know, or at another where that is taken."""
    kept = folder / "port"
    known = kept.read_text(encoding="ascii").strip() if kept.exists() else ""
    for port in dict.fromkeys((known if known.isdecimal() else "0", "0")):
        command = processes.command("izanau_site", "serve", "--host", "127.0.0.1", "--port", port)
        with (folder / "site.log").open("w", encoding="utf-8") as log:
            process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=log, text=True)
        assert process.stdout is not None
        line = process.stdout.readline().strip()
        if line.startswith(READY):
            url = line.removeprefix(READY)
            kept.write_text(url.rpartition(":")[2], encoding="ascii")
            return url, process
        process.kill()
        process.wait()
        process.stdout.close()
    raise NoSite(
        f"the site did not start; its log is {folder / 'site.log'}. To begin the demo anew:  izanau demo --reset"
    )


def _fill(environment: dict[str, str], applicants: int) -> None:
    command = processes.command("izanau_site", "demo-data", "--company-with", str(applicants))
    command += ["--seekers", str(max(2000, applicants))]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoSite(f"the demo's data could not be written: {done.stderr.strip().splitlines()[-1:]}")


def reset(folder: Path) -> None:
    """Remove the demo: its windows' entries in the keychain, its windows' data, its site.

    Raises VaultTrouble where the keychain is locked: nothing is removed then, so that the entries can still be found.
    """
    try:
        for window in sorted(folder.glob("window-*")):
            for owner in sorted(one.name for one in window.iterdir() if _OWNER.fullmatch(one.name)):
                Vault(SERVICE).drop(owner)
    except VaultTrouble as trouble:
        if trouble.state != "absent":  # where there is no keychain, nothing is in it
            raise
    shutil.rmtree(folder, ignore_errors=True)
