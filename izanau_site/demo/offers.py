"""Believable companies and their jobs, with every item that the law asks to be stated, but for the ten that lack one."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from izanau_site.demo.words import COMPANIES, FOCUS, PLACES, Trade, trades

Body = dict[str, Any]

LACKING = (
    "smoking", "place_range", "duties_range", "holidays", "insurance", "pay", "hours", "probation", "employer_kind", "contract",
)  # fmt: skip
"""What the ten planted jobs lack, one each; they stay drafts, since the site publishes no such job."""


def company(number: int) -> Body:
    """Company `number`; after twenty the names get an addition."""
    english, japanese, industry = COMPANIES[number % len(COMPANIES)]
    again = number // len(COMPANIES)
    prefecture, city, _ = PLACES[number % len(PLACES)]
    return {
        "name": english + (f" {again + 1}" if again else ""),
        "name_ja": japanese + (f"第{again + 1}" if again else ""),
        "industry": industry,
        "prefecture": prefecture,
        "city": city,
        "employees": 12 + 37 * (number % 23),
        "founded": 1968 + number % 55,
        "website": f"https://www.{english.split()[0].lower()}{number}.example",
        "description": {
            "en": f"{english} in {city} works with people from many countries. We speak plainly, go home on time and help with moving.",
            "ja": f"{japanese}では、さまざまな国から来た仲間が働いています。残業は少なく、来日や引っ越しも支援します。",
        },
    }


class Offers:
    """Makes jobs one after the other; titles differ as far as trades × emphases go."""

    def __init__(self, chance: random.Random, now: dt.datetime) -> None:
        self._chance = chance
        self._now = now

    def one(self, number: int, employer: str) -> Body:
        """Job `number` of the company with the id `employer`."""
        chance = self._chance
        trade = trades()[number % len(trades())]
        focus = FOCUS[(number // len(trades())) % len(FOCUS)]
        english = trade.en + (f" ({focus[0]})" if focus[0] else "")
        japanese = trade.ja + (f"（{focus[1]}）" if focus[1] else "")
        posted = self._now - dt.timedelta(days=chance.randint(1, 60), minutes=chance.randint(0, 1400))
        body: Body = {
            "company": employer,
            "title": {"en": english, "ja": japanese},
            "category": trade.category,
            "duties": {"en": trade.duty_en, "ja": trade.duty_ja},
            "duties_range": {"en": "All duties of the company.", "ja": "会社の定める業務"},
            "place": self._place(number),
            "place_range": {"en": "All offices of the company.", "ja": "会社の定める事業所"},
            "remote": chance.choice(("none", "hybrid", "hybrid", "full")),
            "languages": self._languages(),
            "skills": list(trade.skills),
            "visa_support": chance.choice(("sponsors", "sponsors", "transfers_only", "none")),
            "overseas": chance.random() < 0.4,
            "positions": chance.randint(1, 4),
            "closes": (self._now + dt.timedelta(days=chance.randint(20, 120))).date().isoformat(),
            "state": "published",
            "published": told(posted),
            "updated": told(posted),
        } | self._terms(trade)
        if number < len(LACKING):
            del body[LACKING[number]]
            body["state"] = "draft"
            del body["published"]
        return body

    def _place(self, number: int) -> Body:
        prefecture, city, _ = PLACES[number % len(PLACES)]
        return {"prefecture": prefecture, "city": city}

    def _languages(self) -> Body:
        level = self._chance.choice(("JLPT N1", "JLPT N2", "JLPT N2", "JLPT N3", "JLPT N4"))
        return {
            "japanese00": {"language": "ja", "level": level, "position": "Baaaa"},
            "english000": {
                "language": "en",
                "level": self._chance.choice(("B1", "B2")),
                "preferred": True,
                "position": "Caaaa",
            },
        }

    def _terms(self, trade: Trade) -> Body:
        chance = self._chance
        least, fixed = chance.randint(22, 45) * 10_000, chance.random() < 0.25
        shift = trade.category in ("care", "hospitality", "food", "manufacturing")
        return {
            "contract": self._contract(),
            "probation": {"stated": True, "months": 3, "terms": {"en": "Same conditions.", "ja": "同条件"}},
            "pay": self._pay(least, fixed=fixed),
            "hours": {
                "system": "shift" if shift else chance.choice(("fixed", "flex")),
                "start": "09:30",
                "end": "18:30",
                "break_minutes": 60,
                "overtime": {"en": "About 10 hours a month.", "ja": "月平均10時間程度"},
            },
            "holidays": {"en": "Two days a week, 122 days a year.", "ja": "週休2日、年間休日122日"},
            "insurance": ["accident", "employment", "health", "pension"],
            "employer_kind": "direct",
            "smoking": chance.choice(("indoor_ban", "separate_room")),
        }

    def _contract(self) -> Body:
        if self._chance.random() >= 0.25:
            return {"type": "permanent"}
        return {
            "type": "fixed_term",
            "start": (self._now + dt.timedelta(days=60)).date().isoformat(),
            "end": (self._now + dt.timedelta(days=425)).date().isoformat(),
            "renewal": "possible",
            "criteria": {
                "en": "By workload and performance at the end of the term.",
                "ja": "契約期間満了時の業務量、勤務成績により判断",
            },
            "cap": {"en": "Four years in all.", "ja": "通算契約期間は4年を上限とする"},
        }

    def _pay(self, least: int, *, fixed: bool) -> Body:
        pay: Body = {"unit": "month", "currency": "JPY", "least": least}
        pay["most"] = least + self._chance.randint(3, 20) * 10_000
        pay |= {"fixed_overtime": 40_000, "fixed_overtime_hours": 20} if fixed else {}
        note = {
            "en": "Bonus twice a year, raise once a year, commuting paid.",
            "ja": "賞与年2回、昇給年1回、交通費支給",
        }
        return {**pay, "note": note}


def told(moment: dt.datetime) -> str:
    """A moment as it stands in documents: RFC 3339 in UTC with milliseconds."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
