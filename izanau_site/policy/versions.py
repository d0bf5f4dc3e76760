"""The published versions of the policy: immutable, in force by their date, asked for by name."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection

from izanau_protocol import wire
from izanau_protocol.problems import Refused, problem
from izanau_site.settings import Settings
from izanau_site.store.policies import Version, current, every, in_force

__all__ = ["Version", "as_answer", "current", "every", "in_force", "named", "operator_of"]


def named(connection: Connection, version: str) -> Version:
    """A version by its name. Raises Refused `not_yours` where there is none such."""
    found = next((one for one in every(connection) if one.version == version), None)
    if found is None:
        raise Refused(problem("not_yours", "version"))
    return found


def operator_of(settings: Settings) -> wire.Operator:
    """Who runs this site."""
    return wire.Operator(
        name=settings.operator,
        address=settings.operator_address,
        email=settings.operator_contact,
        url=settings.public_url,
    )


def as_answer(connection: Connection, version: str) -> dict[str, Any]:
    """What `GET /v1/policy` answers; the version in force where none is named."""
    versions = every(connection)
    found = named(connection, version) if version else in_force(versions)
    listed = [
        {"version": one.version, "effective": one.effective, "changes": one.changes, "hash": one.hash}
        for one in versions
    ]
    return {**msgspec.to_builtins(found), "current": in_force(versions).version, "versions": listed}
