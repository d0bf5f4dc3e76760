"""What makes a document valid: every broken rule is a Problem at a field, the same at window, command and site."""

from izanau_protocol.rules.bodies import completeness, item_problems, problems, sent_problems
from izanau_protocol.rules.job import (
    ENTRY,
    LegalItem,
    StageRow,
    following,
    legal_items,
    legal_problems,
    missing_legal_items,
    over_problems,
    rejection,
    stages,
    status_of_stage,
)
from izanau_protocol.rules.languages import LADDER, TESTS, cefr_range, rank
from izanau_protocol.rules.profile import State, age, display_name, missing
from izanau_protocol.rules.typed import parse
from izanau_protocol.rules.values import is_tag, value_problems
from izanau_protocol.rules.wording import Finding, Reason, reasons, texts, wording, wordings

__all__ = [
    "ENTRY",
    "LADDER",
    "TESTS",
    "Finding",
    "LegalItem",
    "Reason",
    "StageRow",
    "State",
    "age",
    "cefr_range",
    "completeness",
    "display_name",
    "following",
    "is_tag",
    "item_problems",
    "legal_items",
    "legal_problems",
    "missing",
    "missing_legal_items",
    "over_problems",
    "parse",
    "problems",
    "rank",
    "reasons",
    "rejection",
    "sent_problems",
    "stages",
    "status_of_stage",
    "texts",
    "value_problems",
    "wording",
    "wordings",
]
