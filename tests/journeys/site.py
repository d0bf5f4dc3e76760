"""The real site process: `izanau-site serve` with settings of a test's own."""

from __future__ import annotations

import re
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from izanau_desktop.tour.display import end_group
from izanau_desktop.tour.waiting import wait_until
from tests.journeys.command import Answer, executable, run
from tests.journeys.written import noted

_LISTENING = re.compile(r"^listening on (\S+)$", re.MULTILINE)


class Site:
    """A site with a data folder of its own on a free port of the loopback; `url` says where."""

    def __init__(self, folder: Path, env: Mapping[str, str], settings: Mapping[str, str] | None = None) -> None:
        """Take settings by their names as in `IZANAU_SITE_*`, without the prefix, in any case."""
        data_dir = folder / "data"
        data_dir.mkdir(parents=True, exist_ok=True)
        named = {f"IZANAU_SITE_{name.upper()}": value for name, value in (settings or {}).items()}
        self.env = {**env, "IZANAU_SITE_DATA_DIR": str(data_dir), **named}
        self.data_dir = data_dir
        self.url = ""
        self._folder = folder
        noted(folder / "stdout.txt", folder / "stderr.txt", data_dir / "logs")
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._process:
            end_group(self._process)

    def start(self, port: int = 0) -> str:
        """Start serving and return the address once the site says that it listens."""
        out = self._folder / "stdout.txt"
        with out.open("wb") as written, (self._folder / "stderr.txt").open("ab") as errors:
            self._process = subprocess.Popen(
                [executable("izanau-site"), "serve", "--port", str(port)],
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=written,
                stderr=errors,
                start_new_session=True,
            )
        process = self._process

        def listening() -> re.Match[str] | None:
            found = _LISTENING.search(out.read_text(encoding="utf-8"))
            if not found and process.poll() is not None:
                raise AssertionError(f"the site ended with {process.returncode}:\n{self.log()}")
            return found

        try:
            self.url = wait_until(listening, lambda: f"the site listening; it said:\n{self.log()}")[1]
        except BaseException:
            end_group(process)
            raise
        return self.url

    @property
    def pid(self) -> int:
        """The process that was begun; those that answer are its children."""
        assert self._process is not None
        return self._process.pid

    def stop(self) -> int:
        """Ask the site to end as a service manager does, and return its exit code."""
        process = self._process
        assert process is not None, "not started"
        process.send_signal(signal.SIGTERM)
        wait_until(lambda: process.poll() is not None, lambda: f"the site's end; it said:\n{self.log()}")
        end_group(process)
        self._process = None
        return process.returncode

    @contextmanager
    def restarted(self, **settings: str) -> Iterator[None]:
        """Serve at the same address with other settings for a while, then with those of before."""
        before, port = self.env, urlsplit(self.url).port or 0
        self.stop()
        self.env = {**before, **{f"IZANAU_SITE_{name.upper()}": value for name, value in settings.items()}}
        self.start(port)
        try:
            yield
        finally:
            self.stop()
            self.env = before
            self.start(port)

    def log(self) -> str:
        """Return what the site wrote to standard error so far."""
        return (self._folder / "stderr.txt").read_text(encoding="utf-8", errors="replace")

    def run(self, *arguments: str, stdin: str = "") -> Answer:
        """Run another `izanau-site` command on this site's data and return what came."""
        return run("izanau-site", *arguments, env=self.env, stdin=stdin)
