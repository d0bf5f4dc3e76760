"""The keychain's states are told apart, and a back end in the open is never used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import keyring.backend
import keyring.backends.chainer
import keyring.backends.fail
import keyring.backends.null
import keyring.errors
import pytest

from izanau_desktop import questions
from izanau_desktop.crash.redaction import Redacting
from izanau_desktop.vault import SessionVault, State, Vault, VaultTrouble, secure
from tests.journeys.waiting import wait_until
from tests.keychain import Chain


class Forgetful(Chain):
    """A back end that says yes and keeps nothing."""

    def set_password(self, service: str, name: str, value: str) -> None:
        """Keep nothing."""


class Plain(Chain):
    """A back end that keeps secrets in a file that anyone reads."""

    __module__ = "keyrings.alt.file"


def test_items_are_kept_apart_by_owner_and_service(monkeypatch: pytest.MonkeyPatch) -> None:
    chain = Chain()
    vault = Vault(backend=chain)
    vault.put("one", "key", "a")
    vault.put("two", "key", "b")
    monkeypatch.setenv("IZANAU_KEYRING_SERVICE", "izanau demo")
    assert Vault(backend=chain).get("one", "key") == ""
    vault.drop("one")
    assert (vault.get("one", "key"), vault.get("two", "key")) == ("", "b")
    assert vault.state() == "ok"


LOCKED = keyring.errors.KeyringLocked("Failed to unlock the collection!")


@pytest.mark.parametrize(
    ("error", "screen", "state", "code"),
    [
        (keyring.errors.NoKeyringError(), ":1", "absent", "no_keychain"),
        (LOCKED, "", "locked", "keychain_locked"),
        (LOCKED, ":1", "dismissed", "keychain_dismissed"),
        (keyring.errors.InitError("Prompt dismissed."), ":1", "dismissed", "keychain_dismissed"),
        (RuntimeError("bus is gone"), ":1", "absent", "no_keychain"),
    ],
)
def test_each_state_has_its_own_words(
    error: Exception, screen: str, state: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", screen)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    with pytest.raises(VaultTrouble) as caught:
        Vault(backend=Chain(error)).get("me", "key")
    assert (caught.value.state, caught.value.problems[0].code) == (state, code)


def test_keychain_that_fell_over_is_asked_once_more_and_the_log_tells_the_kind_alone(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Falling(Chain):
        asked = 0

        def get_password(self, service: str, name: str) -> str | None:
            self.asked += 1
            if self.asked == 1:
                raise keyring.errors.InitError("of anna@example.com") from ConnectionResetError("Quetzalina")
            return super().get_password(service, name)

    chain = Falling()
    chain.set_password("izanau", "me/key", "a")
    assert Vault(backend=chain).get("me", "key") == "a"
    [told] = [Redacting().format(record) for record in caplog.records]
    assert "keyring.errors.InitError" in told
    assert "ConnectionResetError" in told
    assert not {"anna", "Quetzalina", "example"} & set(re.findall(r"\w+", told))


def test_item_that_went_though_the_keychain_fell_over_is_dropped() -> None:
    class Falling(Chain):
        def delete_password(self, service: str, name: str) -> None:
            super().delete_password(service, name)
            raise keyring.errors.InitError("the line was ended")

    chain = Falling()
    chain.set_password("izanau", "me/key", "a")
    vault = Vault(backend=chain)
    vault.drop("me")
    assert vault.get("me", "key") == ""


def test_back_end_that_forgets_is_no_keychain() -> None:
    with pytest.raises(VaultTrouble) as caught:
        Vault(backend=Forgetful()).put("me", "key", "secret")
    assert caught.value.state == "absent"


@pytest.fixture
def stuck() -> Iterator[Chain]:
    """A keychain that does not answer."""
    chain = Chain()
    chain.answers.clear()
    yield chain
    chain.answers.set()


def test_keychain_that_blocks_can_be_left(stuck: Chain) -> None:
    with pytest.raises(VaultTrouble) as caught:
        Vault(backend=stuck, patience=0.2).get("me", "key")
    assert (caught.value.state, caught.value.problems[0].code) == ("silent", "keychain_silent")


def test_stopped_question_ends_and_the_next_is_waited_for(stuck: Chain) -> None:
    vault = Vault(backend=stuck)

    def state() -> Future[State]:
        """How the keychain is found to stand, by somebody who waits for it now."""
        found = asking.submit(vault.state)
        wait_until(lambda: questions.waited() > 0, "somebody waiting")
        return found

    with ThreadPoolExecutor(1) as asking:
        stopped = state()
        questions.stop()
        assert stopped.result() == "silent"
        following = state()
        stuck.answers.set()
        assert following.result() == "ok"
    assert questions.waited() == 0


@pytest.mark.parametrize("backend", [keyring.backends.fail.Keyring, keyring.backends.null.Keyring, Plain])
def test_back_ends_in_the_open_are_refused(backend: Any) -> None:
    with pytest.raises(VaultTrouble):
        secure(backend())


def test_chain_gives_its_first_safe_member() -> None:
    class Chained:
        backends = (Plain(), Chain())

    assert type(secure(Chained())) is Chain


def test_session_keeps_secrets_only_in_memory() -> None:
    vault = SessionVault()
    vault.put("me", "key", "a")
    assert (vault.get("me", "key"), vault.lasting) == ("a", False)
    vault.drop("me")
    assert vault.get("me", "key") == ""
