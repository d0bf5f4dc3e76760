"""Hints on the wording of a job or of a reason for rejection, as the command tells them: in words to standard error, and beside the result as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from izanau_desktop.command.telling import Teller
from izanau_protocol import rules
from izanau_protocol.fields import Words

_HINT: Final = Words(
    "hint: {field}: “{found}” ({kind}): {instead} {why} Source: {law}.",
    "ヒント: {field}:「{found}」（{kind}）: {instead}{why}根拠：{law}。",
)


def tell(teller: Teller, body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Say what a job should rather not say; the same as data, in the language of the command."""
    return told(teller, rules.wordings("job", body))


def told(teller: Teller, findings: Mapping[str, Sequence[rules.Finding]]) -> list[dict[str, Any]]:
    """Say what was found, by path and language; the same as data."""
    found = [_told(path, one, teller.language) for path, all_of_it in findings.items() for one in all_of_it]
    for one in found:
        name = rules.reasons()[one["kind"]].name.of(teller.language)
        said = {part: one[part] for part in ("field", "instead", "why", "law")}
        teller.say(_HINT, found=one["words"], kind=name, **said)
    return found


def _told(path: str, one: rules.Finding, language: str) -> dict[str, Any]:
    reason = rules.reasons()[one.kind]
    return {
        "field": path,
        "words": one.words,
        "start": one.start,
        "end": one.end,
        "kind": one.kind,
        "instead": one.instead.of(language),
        "why": reason.why.of(language),
        "law": reason.law.of(language),
    }
