"""The OS keychain: tokens and the cache key of each account, as small items; never a plain-text file in its place."""

from __future__ import annotations

import logging
import os
import sys
from functools import partial
from typing import Any, Final, Literal, Protocol, TypeVar

from izanau_desktop.questions import Question
from izanau_protocol.problems import Problem, Refused, problem

State = Literal["ok", "absent", "locked", "dismissed", "silent"]
T = TypeVar("T")
log = logging.getLogger(__name__)

PIN: Final = "pin"
NAMES: Final = ("key", "access", "refresh", PIN)
"""The items of an account."""
SERVICE: Final = "izanau"
PATIENCE: Final = 120.0
"""Seconds that the keychain may take: it may wait for a person, or for ever (R20)."""
_REFUSED: Final = ("keyrings.alt", "keyring.backends.fail", "keyring.backends.null")
"""Back ends that keep secrets in the open, or nowhere."""
_OWN: Final = {
    "linux": "keyring.backends.SecretService.Keyring",
    "darwin": "keyring.backends.macOS.Keyring",
    "win32": "keyring.backends.Windows.WinVaultKeyring",
}


class VaultTrouble(Refused):
    """The keychain does not answer as it should; `state` says how it stands."""

    def __init__(self, state: State, *problems: Problem) -> None:
        super().__init__(*problems)
        self.state: State = state


class Keeper(Protocol):
    """What keeps secrets: the keychain, or the memory of this process."""

    lasting: bool

    def get(self, owner: str, name: str) -> str: ...
    def put(self, owner: str, name: str, value: str) -> None: ...
    def drop(self, owner: str, *names: str) -> None: ...


class SessionVault:
    """Secrets in the memory of this process only: what is left where there is no keychain, and said openly."""

    lasting = False

    def __init__(self) -> None:
        self._items: dict[tuple[str, str], str] = {}

    def get(self, owner: str, name: str) -> str:
        """The item, or empty."""
        return self._items.get((owner, name), "")

    def put(self, owner: str, name: str, value: str) -> None:
        """Keep an item until the process ends."""
        self._items[owner, name] = value

    def drop(self, owner: str, *names: str) -> None:
        """Forget these items of an owner, or all."""
        for key in [key for key in self._items if key[0] == owner and (not names or key[1] in names)]:
            del self._items[key]


class Vault:
    """The keychain of the system. `owner` is the random name of an account's folder, so no item names a person."""

    lasting = True

    def __init__(self, service: str = "", backend: Any = None, patience: float = PATIENCE) -> None:
        self.service = service or os.environ.get("IZANAU_KEYRING_SERVICE") or SERVICE
        self._given = backend
        self._patience = patience
        self._asked: dict[tuple[str, str], Question[str]] = {}

    def state(self) -> State:
        """How the keychain stands; asks it, so call it off the UI thread."""
        try:
            self.get("probe", "state")
        except VaultTrouble as trouble:
            return trouble.state
        return "ok"

    def ahead(self, owner: str, name: str) -> None:
        """Begin to ask for an item, so that the next `get` of it waits less."""
        self._asked[owner, name] = Question(lambda: self._read(owner, name))

    def get(self, owner: str, name: str) -> str:
        """The item, or empty. Raises VaultTrouble."""
        asked = self._asked.pop((owner, name), None) or Question(lambda: self._read(owner, name))
        return self._await(asked)

    def put(self, owner: str, name: str, value: str) -> None:
        """Keep an item and read it back (R18). Raises VaultTrouble."""
        self._await(Question(lambda: self._backend().set_password(self.service, f"{owner}/{name}", value)))
        if self.get(owner, name) != value:
            raise VaultTrouble("absent", problem("no_keychain"))

    def drop(self, owner: str, *names: str) -> None:
        """Remove these items of an owner, or all. Raises VaultTrouble."""
        for name in names or NAMES:
            if self.get(owner, name):
                self._await(Question(partial(self._delete, f"{owner}/{name}")))

    def _read(self, owner: str, name: str) -> str:
        return self._backend().get_password(self.service, f"{owner}/{name}") or ""

    def _await(self, asked: Question[T]) -> T:
        """What was asked for. A keychain that fell over is asked once more: the system starts it again."""
        try:
            return self._answer(asked)
        except VaultTrouble as trouble:
            if trouble.state != "absent" or trouble.__cause__ is None:
                raise
            log.warning("the keychain failed, and is asked once more", exc_info=trouble.__cause__)
        return self._answer(Question(asked.work))

    def _answer(self, asked: Question[T]) -> T:
        if not asked.is_answered(self._patience):
            raise VaultTrouble("silent", problem("keychain_silent"))
        if isinstance(asked.failed, VaultTrouble):
            raise asked.failed
        if asked.failed is not None:
            raise _sorted(asked.failed) from asked.failed
        return asked.found[0]

    def _delete(self, item: str) -> None:
        """What is not there is dropped, also by a try that the keychain did not live to answer."""
        if self._backend().get_password(self.service, item) is not None:
            self._backend().delete_password(self.service, item)

    def _backend(self) -> Any:
        if self._given is None:
            from keyring import get_keyring  # takes long to import, and is only needed here

            # Looking through all back ends takes a tenth of a second: only where the system's own does not answer.
            self._given = secure(_own_of_the_system() or get_keyring())
        return self._given


def _own_of_the_system() -> Any:
    """The keychain that comes with the system, or None where it does not answer or another one was chosen."""
    from keyring.core import load_keyring
    from keyring.util.platform_ import config_root

    if "PYTHON_KEYRING_BACKEND" in os.environ or (config_root() / "keyringrc.cfg").exists():
        return None
    try:
        return load_keyring(_OWN[sys.platform])
    except (KeyError, RuntimeError):  # rule: keyring raises RuntimeError for what cannot be used here
        return None


def secure(backend: Any) -> Any:
    """The back end, or of a chain its first member, that keeps secrets safe. Raises VaultTrouble where none does."""
    for member in getattr(backend, "backends", None) or [backend]:
        if not type(member).__module__.startswith(_REFUSED):
            return member
    raise VaultTrouble("absent", problem("no_keychain"))


def _sorted(error: Exception) -> VaultTrouble:
    """Which state an error of keyring stands for."""
    from keyring import errors

    if "dismiss" in str(error).lower() or (isinstance(error, errors.KeyringLocked) and _was_asked()):
        return VaultTrouble("dismissed", problem("keychain_dismissed"))
    if isinstance(error, errors.KeyringLocked | errors.PasswordSetError | errors.PasswordDeleteError):
        return VaultTrouble("locked", problem("keychain_locked"))
    return VaultTrouble("absent", problem("no_keychain"))


def _was_asked() -> bool:
    """Whether a keychain that stays locked was asked about: the Secret Service always asks where there is a screen for it."""
    return sys.platform == "linux" and any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
