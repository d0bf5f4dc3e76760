"""A private desktop to run windows in: virtual screen, session bus, accessibility bus, unlocked keyring, home folder."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from .bus import Bus, Call, GoneError
from .waiting import wait_until

PROGRAMS = {"Xvfb": "xvfb", "dbus-daemon": "dbus-daemon", "gnome-keyring-daemon": "gnome-keyring"}
"""The programs that a private desktop needs, with the Debian package of each."""

_A11Y_SERVICE = "org.a11y.Bus"
_SECRETS = "org.freedesktop.secrets"
_KEYRING = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
_FOREIGN = (
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "AT_SPI_BUS_ADDRESS",
    "DBUS_SESSION_BUS_ADDRESS",
    "QT_QPA_PLATFORM",
    "QT_IM_MODULE",
    "XMODIFIERS",
    "QT_SCALE_FACTOR",
    "GNOME_KEYRING_CONTROL",
    "SSH_AUTH_SOCK",
    "PYTHON_KEYRING_BACKEND",
)
"""What of the surrounding desktop must not reach the programs."""
_LAST_SECONDS = 5


class MissingProgramError(RuntimeError):
    """A program that a private desktop needs is not installed."""


def missing_packages() -> list[str]:
    """Return the Debian packages of the programs that are needed and not installed."""
    return [package for program, package in PROGRAMS.items() if shutil.which(program) is None]


@contextmanager
def desktop_session(size: str = "1440x960", base: Mapping[str, str] | None = None) -> Iterator[dict[str, str]]:
    """Give the environment of a private desktop, and end all that belongs to it when done, on failure too."""
    missing = missing_packages()
    if missing:
        raise MissingProgramError("not installed: " + ", ".join(missing))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="desktop-", ignore_cleanup_errors=True)))
        env = _environment(folder, os.environ if base is None else base)
        env["DISPLAY"] = ":" + _start_screen(stack, env, folder, size)
        env["DBUS_SESSION_BUS_ADDRESS"] = _start_bus(stack, env, folder)
        _start_keyring(stack, env, folder)
        with Bus(env["DBUS_SESSION_BUS_ADDRESS"]) as bus:
            _await_keyring(bus)
            _start_accessibility(bus)
        yield env


def _environment(folder: Path, base: Mapping[str, str]) -> dict[str, str]:
    """Return the environment with folders of its own and nothing of the desktop around it."""
    env = {name: value for name, value in base.items() if name not in _FOREIGN}
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
        place = folder / name.lower()
        place.mkdir(mode=0o700)
        env[name] = str(place)
    env.update(
        LANG="C.UTF-8",
        QT_QPA_PLATFORM="xcb",
        QT_ACCESSIBILITY="1",
        QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1",
        XDG_CURRENT_DESKTOP="KDE",  # without a desktop's name Qt ignores a colour scheme asked for
        XDG_SESSION_TYPE="x11",
    )
    return env


def _start_screen(stack: ExitStack, env: dict[str, str], folder: Path, size: str) -> str:
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", f"{size}x24", "-dpi", "96", "-nolisten", "tcp", "-noreset"]
    return _first_line(_start(stack, command, env, folder), "Xvfb")


def _start_bus(stack: ExitStack, env: dict[str, str], folder: Path) -> str:
    _start_keyring_again(Path(env["XDG_DATA_HOME"]) / "dbus-1" / "services")
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--nosyslog", "--print-address=1"]
    return _first_line(_start(stack, command, env, folder), "dbus-daemon")


def _start_keyring_again(services: Path) -> None:
    """Have the bus start another open keyring where the first fell over.

    Release 42.1 aborts once in some thousand requests (an assertion of GLib), and the one that the bus starts by the
    system's own file waits for a password.
    """
    services.mkdir(parents=True)
    started = f"/bin/sh -c 'echo | exec {' '.join(_KEYRING)}'"
    file = services / f"{_SECRETS}.service"
    file.write_text(f"[D-BUS Service]\nName={_SECRETS}\nExec={started}\n", encoding="utf-8")


def _start_keyring(stack: ExitStack, env: dict[str, str], folder: Path) -> None:
    """Start a Secret Service whose keyring is open and has an empty password."""
    process = _start(stack, _KEYRING, env, folder, stdin=subprocess.PIPE)
    assert process.stdin is not None
    process.stdin.write(b"\n")
    process.stdin.close()


def _start_accessibility(bus: Bus) -> None:
    """Ask for the accessibility bus, which the session bus starts for whoever asks first."""
    try:
        bus.ask(Call(_A11Y_SERVICE, "/org/a11y/bus", _A11Y_SERVICE, "GetAddress"))
    except GoneError as error:
        raise MissingProgramError("not installed: at-spi2-core") from error


def _await_keyring(bus: Bus) -> None:
    daemon = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
    wait_until(lambda: bool(bus.ask(Call(*daemon, "NameHasOwner", "s", (_SECRETS,)))), "a Secret Service on the bus")
    alias = Call(_SECRETS, "/org/freedesktop/secrets", "org.freedesktop.Secret.Service", "ReadAlias", "s", ("default",))

    def is_open() -> bool:
        collection = bus.ask(alias)
        if collection == "/":
            return False
        where = Call(
            _SECRETS,
            collection,
            "org.freedesktop.DBus.Properties",
            "Get",
            "ss",
            ("org.freedesktop.Secret.Collection", "Locked"),
        )
        try:
            return not bus.ask(where)
        except GoneError:
            return False

    wait_until(is_open, "an open keyring")


def _start(
    stack: ExitStack, command: list[str], env: dict[str, str], folder: Path, stdin: int = subprocess.DEVNULL
) -> subprocess.Popen[bytes]:
    """Start a service that ends with the stack, and with this process where the system can promise that."""
    setpriv = shutil.which("setpriv")
    bound = [setpriv, "--pdeathsig", "TERM", *command] if setpriv else command
    log = stack.enter_context((folder / f"{command[0]}.log").open("wb"))
    process = subprocess.Popen(
        bound, env=env, cwd=folder, stdin=stdin, stdout=subprocess.PIPE, stderr=log, start_new_session=True
    )
    stack.callback(end_group, process)
    return process


def _first_line(process: subprocess.Popen[bytes], name: str) -> str:
    stream: IO[bytes] | None = process.stdout
    line = stream.readline().decode().strip() if stream else ""
    if not line:
        raise RuntimeError(f"{name} did not start (exit {process.wait()})")
    return line


def end_group(process: subprocess.Popen[bytes]) -> None:
    """End a process started as a session of its own, with all that it started there, and collect it."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        if not _signal_group(process.pid, number):
            break
        with contextlib.suppress(subprocess.TimeoutExpired):  # rule: the next signal cannot be resisted
            process.wait(_LAST_SECONDS)
        if not _signal_group(process.pid, 0):
            break
    process.wait()
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream:
            stream.close()


def _signal_group(group: int, number: int) -> bool:
    """Send a signal to a group of processes and return whether there was any left."""
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return False
    return True
