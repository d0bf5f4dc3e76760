"""The terms of a job as the law asks for them, said once for all tests."""

from __future__ import annotations

from typing import Any

LEGAL: dict[str, Any] = {
    "title": {"en": "Translator"},
    "duties": {"en": "Translates games"},
    "duties_range": {"en": "No change"},
    "contract": {"type": "permanent"},
    "probation": {"stated": True, "months": 3},
    "place": {"prefecture": "JP-27", "city": "Osaka"},
    "place_range": {"en": "No change"},
    "hours": {
        "system": "fixed",
        "start": "09:00",
        "end": "18:00",
        "break_minutes": 60,
        "overtime": {"en": "10 h a month"},
    },
    "holidays": {"en": "Saturdays and Sundays"},
    "pay": {"unit": "month", "currency": "JPY", "least": 250000, "most": 300000},
    "insurance": ["health"],
    "employer_kind": "direct",
    "smoking": "indoor_ban",
}
