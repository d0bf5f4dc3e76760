"""The keychain of a real desktop, away, locked, dismissed, stuck, fallen over, changed: told apart, and nothing lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from jeepney import HeaderFields, Message
from jeepney.io.blocking import DBusConnection

from izanau_desktop.tour.bus import Bus, Call
from izanau_desktop.tour.display import desktop_session
from izanau_desktop.tour.keys import Keyboard
from izanau_desktop.tour.waiting import wait_until
from izanau_desktop.tour.windows import Windows
from izanau_desktop.vault import Vault, VaultTrouble
from tests.journeys.cachefile import owners
from tests.journeys.command import Command, executable
from tests.journeys.window import Program, opened, starting

pytestmark = [
    pytest.mark.journey,
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"),  # keyring leaves its line open where it fails
]

SECRETS: Final = "org.freedesktop.secrets"
PROMPTER: Final = "org.gnome.keyring.SystemPrompter"
DAEMON: Final = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
SERVICE: Final = ("/org/freedesktop/secrets", "org.freedesktop.Secret.Service")


class Keychain:
    """The keychain of one desktop, its bus and its screen."""

    def __init__(self, env: dict[str, str], bus: Bus) -> None:
        self.env, self._bus = env, bus

    @property
    def pid(self) -> int:
        """The process that keeps the secrets."""
        return int(self._bus.ask(Call(*DAEMON, "GetConnectionUnixProcessID", "s", (SECRETS,))))

    @contextmanager
    def stuck(self) -> Iterator[None]:
        """Meanwhile it takes questions and answers none."""
        os.kill(stopped := self.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(stopped, signal.SIGCONT)

    def is_asked_by(self, pid: int) -> bool:
        """Whether a process has a line to it."""
        names = self._bus.ask(Call(*DAEMON, "ListNames"))
        lines = [Call(*DAEMON, "GetConnectionUnixProcessID", "s", (name,)) for name in names if name.startswith(":")]
        return pid in self._bus.ask_many(lines)

    def lock(self) -> None:
        """Lock it, as a person does."""
        collection = self._bus.ask(Call(SECRETS, *SERVICE, "ReadAlias", "s", ("default",)))
        self._bus.ask(Call(SECRETS, *SERVICE, "Lock", "ao", ([collection],)))

    def unlock(self) -> None:
        """Sign in to the system again: its keychain begins anew, and is open."""
        os.kill(self.pid, signal.SIGKILL)
        wait_until(lambda: not self._bus.ask(Call(*DAEMON, "NameHasOwner", "s", (SECRETS,))), "the keychain gone")

    def close_question(self) -> None:
        """Close the question of the system without an answer, as soon as it is on screen."""
        wait_until(lambda: self._bus.ask(Call(*DAEMON, "NameHasOwner", "s", (PROMPTER,))), "a question of the system")
        windows = Windows(self.env["DISPLAY"])
        Keyboard(windows).press(
            int(self._bus.ask(Call(*DAEMON, "GetConnectionUnixProcessID", "s", (PROMPTER,)))), "Esc"
        )
        windows.close()


@pytest.fixture(scope="module")
def desktop() -> Iterator[Keychain]:
    with desktop_session() as env, Bus(env["DBUS_SESSION_BUS_ADDRESS"]) as bus:
        yield Keychain(env, bus)


@pytest.fixture
def here(desktop: Keychain, monkeypatch: pytest.MonkeyPatch) -> Keychain:
    """The keychain of this process too."""
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)
    for name in ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY"):
        monkeypatch.setenv(name, desktop.env[name])
    Vault().put("me", "key", "kept")
    return desktop


@pytest.fixture(scope="module")
def anna(desktop: Keychain, tmp_path_factory: pytest.TempPathFactory) -> Command:
    """Somebody with a draft whose key is in the keychain."""
    made = Command(desktop.env, tmp_path_factory.mktemp("anna"))
    made.done("profile", "set", "hobbies@en", "Go")
    return made


def told(anna: Command) -> Any:
    """What looking at the draft comes to: its hobbies, or exit code, problem, what, what now."""
    said = anna("profile", "show")
    return said.json["hobbies"] if said.exit == 0 else (said.exit, said.json["code"], bool(said.json["cure"]))


def test_keychain_that_is_stuck_can_be_left_and_answers_later(here: Keychain) -> None:
    with here.stuck(), pytest.raises(VaultTrouble) as caught:
        Vault(patience=0.5).get("me", "key")
    assert (caught.value.state, caught.value.problems[0].code) == ("silent", "keychain_silent")
    assert Vault().get("me", "key") == "kept"


def test_command_that_waits_for_the_keychain_ends_at_once_by_control_c(desktop: Keychain, anna: Command) -> None:
    # Tests that are started in the background pass on an ignored SIGINT, which Python then leaves ignored.
    code = """import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from izanau_desktop.cli import main
main()"""
    command = [sys.executable, "-c", code, "profile", "show"]
    with (
        desktop.stuck(),
        subprocess.Popen(command, env=anna.env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as shown,
    ):
        try:
            wait_until(lambda: desktop.is_asked_by(shown.pid), "the keychain asked")
            shown.send_signal(signal.SIGINT)
            said, _ = shown.communicate(timeout=60)
        finally:
            shown.kill()
    assert (shown.returncode, said) == (130, b"")
    assert told(anna) == {"en": "Go"}


@pytest.mark.timeout(300)
def test_window_of_a_stuck_keychain_is_left_tried_again_and_closed(
    desktop: Keychain, anna: Command, tmp_path: Path
) -> None:
    waits = starting("The keychain of this computer is being asked")
    with desktop.stuck(), opened(desktop.env, anna.data_dir, tmp_path) as seat:
        seat.see(waits)
        assert isinstance(seat.hands, Program)
        assert seat.hands.quit() == 0
    with ExitStack() as stack:
        with desktop.stuck():
            seat = stack.enter_context(opened(desktop.env, anna.data_dir, tmp_path))
            seat.see(waits)
            seat.hands.key("Esc")
            seat.see("The keychain does not answer.")
        seat.press("Try again")
        seat.see("Places", "list")
        assert isinstance(seat.hands, Program)
        assert seat.hands.quit() == 0
    assert told(anna) == {"en": "Go"}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Set once this process asked the keychain for anything."""
    send, event = DBusConnection.send_message, threading.Event()

    def sent(connection: DBusConnection, message: Message, serial: int | None = None) -> None:
        send(connection, message, serial)
        if message.header.fields.get(HeaderFields.destination) == SECRETS:
            event.set()

    monkeypatch.setattr(DBusConnection, "send_message", sent)
    return event


def test_keychain_that_falls_over_while_it_is_asked_is_asked_once_more(here: Keychain, asked: threading.Event) -> None:
    falls, vault = here.pid, Vault()
    os.kill(falls, signal.SIGSTOP)
    try:
        asked.clear()
        vault.ahead("me", "key")
        assert asked.wait(30)
        assert here.pid == falls  # the bus has passed it on by now
    finally:
        os.kill(falls, signal.SIGKILL)
    assert vault.get("me", "key") == "kept"
    assert here.pid != falls


def test_question_that_is_closed_is_told_and_nothing_lost(desktop: Keychain, anna: Command) -> None:
    desktop.lock()
    command = [executable("izanau"), "--json", "profile", "show"]
    shown = subprocess.Popen(command, env=anna.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    desktop.close_question()
    said = json.loads(shown.communicate(timeout=60)[0])
    assert (shown.returncode, said["code"], bool(said["cure"])) == (7, "keychain_dismissed", True)
    desktop.unlock()
    assert told(anna) == {"en": "Go"}


def test_keychain_that_is_away_is_told_and_what_is_here_stays(anna: Command) -> None:
    away = Command({**anna.env, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}, anna.data_dir)
    assert told(away) == (7, "no_keychain", True)
    assert told(anna) == {"en": "Go"}


@pytest.mark.parametrize(
    ("item", "code"), [("ab" * 32, "keychain_changed"), ("", "cache_key_missing")], ids=["changed", "gone"]
)
def test_key_that_is_anothers_or_gone_touches_nothing(here: Keychain, anna: Command, item: str, code: str) -> None:
    [owner], vault = owners(anna.data_dir), Vault()
    key = vault.get(owner, "key")
    vault.put(owner, "key", item) if item else vault.drop(owner, "key")
    assert told(anna) == (1, code, True)
    vault.put(owner, "key", key)
    assert told(anna) == {"en": "Go"}
