"""Who sees and who writes what: THE table of kinds and fields by audience, and the pure functions that apply it."""

from __future__ import annotations

from izanau_protocol.visibility.audiences import Cause, Facts, audiences, cause_of, scopes_of, versions
from izanau_protocol.visibility.lessening import are_apart, lessens
from izanau_protocol.visibility.manifest import Manifest, manifest_of, may_see, narrow, sections
from izanau_protocol.visibility.table import ROWS, Row, may_write, rights_of, row

__all__ = [
    "ROWS",
    "Cause",
    "Facts",
    "Manifest",
    "Row",
    "are_apart",
    "audiences",
    "cause_of",
    "lessens",
    "manifest_of",
    "may_see",
    "may_write",
    "narrow",
    "rights_of",
    "row",
    "scopes_of",
    "sections",
    "versions",
]
