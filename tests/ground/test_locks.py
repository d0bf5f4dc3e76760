"""The locks pin every dependency by hash and name no registry."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = PROJECT["dependency-groups"]


def pins(lock: str) -> dict[str, str]:
    """Each package of a lock with all that stands behind its name."""
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    return {re.split("[=<>]", line)[0]: line for line in text.splitlines() if line and not line.startswith("#")}


def names(wanted: list[Any]) -> set[str]:
    """The bare names of requirements, spelt as a lock spells them."""
    plain = [re.split(r"[\[<>=;~ ]", item)[0] for item in wanted if isinstance(item, str)]
    return {re.sub("[-_.]+", "-", name).lower() for name in plain}


@pytest.mark.parametrize("lock", ["user.txt", "dev.txt"])
def test_every_pin_has_a_hash(lock: str) -> None:
    assert [name for name, rest in pins(lock).items() if "==" not in rest or "--hash=sha256:" not in rest] == []


@pytest.mark.parametrize("lock", ["user.txt", "dev.txt"])
def test_lock_names_no_address(lock: str) -> None:
    assert not re.search(r"://|index-url|find-links", (ROOT / "requirements" / lock).read_text(encoding="utf-8"))


def test_user_lock_holds_desktop_and_site() -> None:
    wanted = PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["site"] + GROUPS["build"]
    assert names(wanted) <= set(pins("user.txt"))


def test_dev_lock_extends_the_user_lock() -> None:
    user, dev = pins("user.txt"), pins("dev.txt")
    assert [name for name in user if user[name].split()[0] != dev[name].split()[0]] == []
    assert names(GROUPS["dev"] + GROUPS["test"]) <= set(dev)
