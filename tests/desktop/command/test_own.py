"""One's own account by command against the real site: deleting, keeping, passwords, a device ended from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desktop.command.test_site import code_in_mail
from tests.journeys.command import Command
from tests.journeys.site import Site

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

PASSWORD = "a long and quiet pass phrase 7"
NEW = "another long and loud phrase 8"
SignUp = Callable[[str], Command]


@pytest.fixture
def sign_up(desktop: dict[str, str], site: Site, tmp_path: Path) -> SignUp:
    """Makes a person with an account, confirmed and synced."""

    def run(name: str) -> Command:
        person = Command(desktop, tmp_path / name)
        version = person.done("policy", "--site", site.url)["version"]
        words = ("signup", "--site", site.url, "--name", f"{name.title()} New", "--email", f"{name}@x.example")
        person.done(*words, "--password-stdin", "--agree-policy", version, stdin=PASSWORD)
        person.done("confirm", code_in_mail(site, f"{name}@x.example"))
        return person

    return run


def sign_in(person: Command, site: Site, email: str, password: str) -> int:
    """The exit code of signing in."""
    return person("signin", "--site", site.url, "--email", email, "--password-stdin", stdin=password).exit


def left(person: Command) -> list[Path]:
    """Files of caches that lie in a person's data folder."""
    return [file for file in person.data_dir.rglob("cache.*") if file.is_file()]


def test_erased_now_is_gone_here_and_there(sign_up: SignUp, site: Site) -> None:
    mai = sign_up("mai")
    wrong = mai("account", "erase", "--now", "--password-stdin", stdin="not that")
    assert (wrong.exit, wrong.json["code"]) == (5, "wrong_credentials")
    assert left(mai)
    assert mai.done("account", "erase", "--now", "--password-stdin", stdin=f"{PASSWORD}\n") == {
        "erased": True,
        "erases": "",
    }
    assert left(mai) == []
    assert mai.done("status")["account"] == ""
    assert sign_in(mai, site, "mai@x.example", PASSWORD) == 5


def test_erasure_waits_and_keeping_ends_it(sign_up: SignUp) -> None:
    ann = sign_up("anna")
    told = ann.done("account", "erase", "--password-stdin", stdin=PASSWORD)
    assert (told["erased"], told["erases"][-1]) == (False, "Z")
    assert left(ann)
    assert ann.done("account", "keep") == {"erased": False, "erases": ""}


def test_changed_password_ends_and_wipes_other_devices(
    sign_up: SignUp, site: Site, desktop: dict[str, str], tmp_path: Path
) -> None:
    here, there = sign_up("bo"), Command(desktop, tmp_path / "there")
    assert sign_in(there, site, "bo@x.example", PASSWORD) == 0
    there.done("sync")
    assert here("account", "password", "--password-stdin", stdin="one line").exit == 2
    here.done("account", "password", "--password-stdin", stdin=f"{PASSWORD}\r\n{NEW}\r\n")
    ended = there("sync")
    assert (ended.exit, ended.json["problem"]["code"]) == (4, "device_ended")
    assert left(there) == []
    assert sign_in(there, site, "bo@x.example", PASSWORD) == 5
    assert sign_in(there, site, "bo@x.example", NEW) == 0


def test_ended_device_keeps_what_was_never_sent(
    sign_up: SignUp, site: Site, desktop: dict[str, str], tmp_path: Path
) -> None:
    here, there = sign_up("cy"), Command(desktop, tmp_path / "there")
    assert sign_in(there, site, "cy@x.example", PASSWORD) == 0
    there.done("sync")
    there.done("profile", "set", "hobbies@en", "Go")
    here.done("account", "password", "--password-stdin", stdin=f"{PASSWORD}\n{NEW}")
    assert there("sync").exit == 4
    assert sign_in(there, site, "cy@x.example", NEW) == 0
    there.done("sync")
    here.done("sync")
    assert here.done("profile", "show")["hobbies"] == {"en": "Go"}


def test_erased_account_leaves_its_other_devices_too(
    sign_up: SignUp, site: Site, desktop: dict[str, str], tmp_path: Path
) -> None:
    here, there = sign_up("eva"), Command(desktop, tmp_path / "there")
    assert sign_in(there, site, "eva@x.example", PASSWORD) == 0
    there.done("sync")
    there.done("profile", "set", "hobbies@en", "Go")
    here.done("account", "erase", "--now", "--password-stdin", stdin=PASSWORD)
    told = there("sync")
    assert (told.exit, told.json["problem"]["code"]) == (4, "account_erased")
    assert left(there) == []


def test_forgotten_password_is_set_by_mail(sign_up: SignUp, site: Site, stranger: Command) -> None:
    sign_up("di")
    known = code_in_mail(site, "di@x.example")
    for email in ("nobody@x.example", "di@x.example"):
        assert stranger.done("account", "reset", "--site", site.url, "--email", email) == {"sent": True}
    code = code_in_mail(site, "di@x.example", known)
    stranger.done("account", "reset", code, "--site", site.url, "--password-stdin", stdin=NEW)
    assert sign_in(stranger, site, "di@x.example", NEW) == 0


@pytest.mark.parametrize("verb", ["erase", "keep", "password"])
def test_nobody_signed_in_is_told_so(stranger: Command, verb: str) -> None:
    said = stranger("account", verb, stdin=PASSWORD)
    assert (said.exit, said.json["code"]) == (4, "not_signed_in")
