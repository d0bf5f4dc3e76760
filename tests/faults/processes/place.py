"""Where a case happens: a site with people who worked there before, made once by the programs and copied for each case."""

from __future__ import annotations

import atexit
import functools
import os
import re
import shutil
import signal
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Final, NamedTuple, Self
from urllib.parse import urlsplit

import msgspec

from izanau_desktop.accounts import Accounts
from izanau_desktop.vault import SERVICE
from tests.faults.memory import memory_folder
from tests.faults.processes import keychain
from tests.faults.processes.programs import ROOT, Program
from tests.faults.processes.weather import Weather
from tests.journeys.sink import Sink
from tests.journeys.waiting import wait_until

MAI, HR, PASSWORD = "mai@story.example", "mori@story.example", "quiet-River-58-maple"
SEATS: Final = {"laptop": MAI, "phone": MAI, "hr": HR}
"""Whose machines there are: one person has two."""
_CODE: Final = re.compile(r"^\s*([A-Z2-9]{8})\s*$", re.MULTILINE)
_LISTENING: Final = re.compile(r"^listening on (\S+)$", re.MULTILINE)
_PROFILE: Final = (
    ("set", "birthday", "1994-03-12"),
    ("set", "citizenship", '["KR"]'),
    ("set", "residence", "JP"),
    ("set", "visa.status", "student"),
    ("set", "visa.expires", "2028-03-31"),
    ("set", "hobbies", "Choir"),
    ("add", "languages", '{"language": "ko", "level": "native"}'),
)


class Made(NamedTuple):
    """The folder to copy, where its site was, and what is in it."""

    folder: Path
    url: str
    application: str


class Place:
    """A site, a mail server, the line to the site, and three machines, in a folder of their own."""

    def __init__(self, made: Made | None = None) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="izanau-processes-", dir=memory_folder()))
        self.engines: dict[str, Program] = {}
        self.site: Program | None = None
        self._ending = ExitStack()
        self.sink = self._ending.enter_context(Sink())
        self.weather = self._ending.enter_context(Weather())
        self.weather.kill = self.kill_site
        if made is not None:
            shutil.copytree(made.folder, self.folder, dirs_exist_ok=True)
            for seat in SEATS:
                known = self.folder / seat / "accounts.json"
                known.write_text(known.read_text("utf-8").replace(made.url, self.weather.url), "utf-8")
        for folder in ("keys", "site"):
            (self.folder / folder).mkdir(exist_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with self._ending:
            for program in (*self.engines.values(), *filter(None, [self.site])):
                program.kill()
                program.wait()
        if error is None:
            shutil.rmtree(self.folder)

    # --- the site ---

    def start_site(self) -> None:
        """Let it serve; where it was killed, again."""
        self.site = program = self._begin("site", "izanau-site", "serve", "--port", "0")

        def listening() -> re.Match[str] | None:
            assert not program.ended(), f"the site ended: {program}"
            return _LISTENING.search(program.said())

        near = urlsplit(wait_until(listening, lambda: f"the site listening: {program}")[1])
        self.weather.far = str(near.hostname), int(near.port or 0)

    def kill_site(self) -> None:
        """As by `kill -9`; called by the weather too."""
        self.weather.far = None
        if self.site is not None:
            with suppress(ProcessLookupError):  # it was killed, and looked after, already
                os.killpg(self.site.pid, signal.SIGKILL)

    def site_stands(self) -> bool:
        """Whether it was not killed."""
        return self.site is not None and self.weather.far is not None

    def run_site(self, *words: str, stdin: str = "") -> None:
        """Another command of the site."""
        done = self._begin("site-said", "izanau-site", *words, stdin=stdin)
        assert done.wait() == 0, str(done)

    # --- the machines ---

    def begin(self, seat: str, *words: str, stdin: str = "") -> Program:
        """Start a command there."""
        return self._begin(seat, "izanau", "--json", *words, stdin=stdin)

    def done(self, seat: str, *words: str, stdin: str = "") -> Any:
        """Run a command there to its end; what it printed."""
        program = self.begin(seat, *words, stdin=stdin)
        assert program.wait() == 0, str(program)
        return msgspec.json.decode(program.said())

    def start_engine(self, seat: str) -> None:
        """Let a program sync by itself there, as an open window does."""
        self.engines[seat] = self._begin(seat, "engine")

    def kill_engine(self, seat: str) -> None:
        """As by `kill -9`."""
        self.engines[seat].kill()
        self.engines[seat].wait()

    def stop(self) -> None:
        """End all that runs, as a person or a service manager does."""
        for program in (*self.engines.values(), *filter(None, [self.site])):
            program.kill(signal.SIGTERM)
            assert program.wait() in (0, -signal.SIGTERM), str(program)
        self.engines.clear()
        self.site = None

    def spend_token(self, seat: str) -> None:
        """Let the access token be one that the site does not know, as after an hour: the next request renews it."""
        known = Accounts(self.folder / seat).last()
        assert known is not None
        keychain.Keyring(self.folder / "keys").set_password(SERVICE, f"{known.folder}/access", "spent")

    def environment(self, seat: str) -> Mapping[str, str]:
        """What a program there is started with."""
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith("IZANAU_")},
            "PYTHONPATH": str(ROOT),
            "PYTHON_KEYRING_BACKEND": "tests.faults.processes.keychain.Keyring",
            keychain.FOLDER: str(self.folder / "keys"),
            "IZANAU_DATA_DIR": str(self.folder / seat),
            "IZANAU_SITE_DATA_DIR": str(self.folder / "site"),
            "IZANAU_SITE_SMTP": self.sink.url,
            "LANG": "C.UTF-8",
        }

    def _begin(self, seat: str, *words: str, stdin: str = "") -> Program:
        return Program(self.folder / f"said-{seat}", self.environment(seat), *words, stdin=stdin)


@functools.cache
def made() -> Made:
    """The one of this process: a company with a job, and somebody with two machines who applied for it."""
    place = Place()
    atexit.register(shutil.rmtree, place.folder, ignore_errors=True)
    with place:
        place.start_site()
        owner = ("--owner-email", HR, "--owner-name", "Aoi Mori", "--password-stdin")
        place.run_site("company", "add", "Mori Games", *owner, stdin=PASSWORD)
        job = _company(place)
        application = _seeker(place, job)
        for seat in SEATS:
            place.done(seat, "sync")
        place.stop()
        kept = Path(tempfile.mkdtemp(prefix="izanau-processes-", dir=memory_folder()))
        atexit.register(shutil.rmtree, kept, ignore_errors=True)
        shutil.copytree(place.folder, kept, dirs_exist_ok=True, ignore=shutil.ignore_patterns("said-*"))
        return Made(kept, place.weather.url, application)


def _company(place: Place) -> str:
    _sign_in(place, "hr")
    file = place.folder / "job.json"
    file.write_bytes(msgspec.json.encode(place.done("hr", "job", "template")))
    job = str(place.done("hr", "job", "create", str(file))["id"])
    place.done("hr", "job", "publish", job)
    place.done("hr", "sync")
    return job


def _seeker(place: Place, job: str) -> str:
    url = place.weather.url
    policy = str(place.done("laptop", "--site", url, "policy", "show")["version"])
    words = ("--name", "Kim Hana", "--email", MAI, "--agree-policy", policy, "--password-stdin")
    place.done("laptop", "--site", url, "signup", *words, stdin=PASSWORD)
    found = _CODE.search(place.sink.await_mail(MAI).words)
    assert found
    place.done("laptop", "confirm", found[1])
    for words_of_item in _PROFILE:
        place.done("laptop", "profile", *words_of_item)
    place.done("laptop", "sync")
    application = str(place.done("laptop", "apply", job, "--share", "email")["id"])
    place.done("laptop", "sync")
    _sign_in(place, "phone")
    return application


def _sign_in(place: Place, seat: str) -> None:
    words = ("--email", SEATS[seat], "--password-stdin")
    place.done(seat, "--site", place.weather.url, "signin", *words, stdin=PASSWORD)
    version = place.done(seat, "policy", "show")["version"]
    if SEATS[seat] == HR:
        place.done(seat, "policy", "agree", version)
    place.done(seat, "sync")
