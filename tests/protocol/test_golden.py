"""The golden file: what bodies, patches, merges and positions look like since the first commit, byte by byte."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from izanau_protocol import ambient
from izanau_protocol.canonical import NotCanonical, decode, encode
from izanau_protocol.merge import merge
from izanau_protocol.patch import applied, changes
from izanau_protocol.position import between, moved

GOLDEN: dict[str, list[dict[str, Any]]] = json.loads((Path(__file__).parent / "golden" / "canonical.json").read_bytes())


@pytest.mark.parametrize("example", GOLDEN["encode"])
def test_bodies_keep_their_bytes(example: dict[str, Any]) -> None:
    assert encode(example["body"]) == example["bytes"].encode()
    assert decode(example["bytes"].encode()) == example["body"]


@pytest.mark.parametrize("example", GOLDEN["refused"])
def test_refusals_keep_their_reason(example: dict[str, Any]) -> None:
    with pytest.raises(NotCanonical) as caught:
        decode(example["bytes"].encode())
    assert caught.value.reason == example["reason"]


@pytest.mark.parametrize("example", GOLDEN["patch"])
def test_patches_keep_their_bytes(example: dict[str, Any]) -> None:
    patch = changes(example["base"], example["body"])
    assert encode(patch, nulls=True) == encode(example["patch"], nulls=True)
    assert encode(applied(example["base"], example["patch"])) == encode(example["body"])


@pytest.mark.parametrize("example", GOLDEN["merge"], ids=lambda example: example["what"].replace(" ", "_"))
def test_merges_come_to_the_same(example: dict[str, Any]) -> None:
    result = merge(example["base"], example["mine"], example["theirs"], lambda path: "description" in path)
    assert encode(result.body) == encode(example["body"])
    assert encode(result.visible) == encode(example["visible"])
    assert [list(conflict.path) for conflict in result.conflicts] == example["conflicts"]


@pytest.mark.parametrize("example", GOLDEN["between"])
def test_a_seed_gives_the_same_position(example: dict[str, Any]) -> None:
    with ambient.ruled(seed=example["seed"]):
        assert between(example["low"], example["high"]) == example["position"]


@pytest.mark.parametrize("example", GOLDEN["moved"])
def test_a_seed_gives_the_same_moves(example: dict[str, Any]) -> None:
    with ambient.ruled(seed=example["seed"]):
        assert moved(example["items"], example["moving"], example["before"]) == example["patch"]
