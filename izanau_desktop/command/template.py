"""A complete, valid job to start from: every item that the law wants stated, in both languages."""

from __future__ import annotations

from datetime import date, timedelta

from izanau_protocol import ambient, position
from izanau_protocol.canonical import Body


def template() -> Body:
    """The body of such a job; its days lie ahead of today."""
    today = ambient.today()
    first = position.between(None, None)
    second = position.between(first, None)
    return {
        "title": {"en": "Game localisation editor", "ja": "ゲームローカライズ編集"},
        "category": "localisation",
        "duties": {"en": "Editing translated game texts.", "ja": "ゲームの翻訳文の編集"},
        "duties_range": {"en": "All duties of the company.", "ja": "会社の定める業務"},
        **_term(today),
        "place": {"prefecture": "JP-27", "city": "大阪市福島区"},
        "place_range": {"en": "All offices of the company.", "ja": "会社の定める事業所"},
        "remote": "hybrid",
        **_conditions(),
        "employer_kind": "direct",
        "smoking": "indoor_ban",
        "languages": {
            "japanese00": {"language": "ja", "level": "JLPT N2", "position": first},
            "english000": {"language": "en", "level": "B2", "preferred": True, "position": second},
        },
        "skills": ["Editing"],
        "visa_support": "sponsors",
        "overseas": True,
        "positions": 1,
        "closes": (today + timedelta(days=60)).isoformat(),
    }


def _term(today: date) -> Body:
    """For how long, and how it begins."""
    return {
        "contract": {
            "type": "fixed_term",
            "start": (today + timedelta(days=60)).isoformat(),
            "end": (today + timedelta(days=424)).isoformat(),
            "renewal": "possible",
            "criteria": {
                "en": "By workload and performance at the end of the term.",
                "ja": "契約期間満了時の業務量、勤務成績により判断",
            },
            "cap": {"en": "At most four years in all.", "ja": "通算契約期間は4年を上限とする"},
        },
        "probation": {
            "stated": True,
            "months": 3,
            "terms": {"en": "The same terms apply.", "ja": "試用期間中も同条件"},
        },
    }


def _conditions() -> Body:
    """When one works, and for what."""
    return {
        "hours": {
            "system": "fixed",
            "start": "10:00",
            "end": "19:00",
            "break_minutes": 60,
            "overtime": {"en": "About 10 hours a month.", "ja": "月平均10時間程度"},
        },
        "holidays": {
            "en": "Saturdays, Sundays, public holidays; 120 days a year.",
            "ja": "土日祝、年間休日120日",
        },
        "pay": {
            "unit": "month",
            "currency": "JPY",
            "least": 260_000,
            "most": 380_000,
            "note": {"en": "Bonus twice a year, commuting paid.", "ja": "賞与年2回、通勤手当あり"},
        },
        "insurance": ["employment", "accident", "health", "pension"],
    }
