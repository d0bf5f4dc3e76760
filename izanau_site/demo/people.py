"""Believable job seekers: one consistent life each, told the same way for the same seed."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from izanau_protocol import codes
from izanau_site.demo.words import (
    DEED_OF,
    DEEDS,
    EMPLOYERS,
    HOBBIES,
    SCHOOLS,
    STUDIES,
    Given,
    Naming,
    Trade,
    namings,
    trades,
)

Body = dict[str, Any]
_WORK_STATUSES = (
    "engineer_humanities_international",
    "engineer_humanities_international",
    "permanent_resident",
    "spouse_child_japanese",
    "ssw_1",
    "long_term_resident",
    "hsp_1b",
    "intra_company_transferee",
)
_JAPANESE = ("JLPT N1", "JLPT N2", "JLPT N2", "JLPT N3", "JLPT N3", "JLPT N4", "JLPT N5")


class People:
    """Makes seekers one after the other; no two share a description."""

    def __init__(self, chance: random.Random, today: dt.date) -> None:
        self._chance = chance
        self._today = today
        self._told: set[str] = set()

    def one(self, number: int) -> Body:
        """The profile of person `number`: citizenships go round, so that each country is met."""
        chance = self._chance
        naming = namings()[number % len(namings())]
        trade = chance.choice(trades())
        age = chance.randint(22, 58)
        birthday = dt.date(self._today.year - age, 1, 1) + dt.timedelta(days=chance.randint(0, 364))
        in_japan = naming.country == "JP" or chance.random() < 0.55
        body: Body = {
            "name": self._name(naming),
            "birthday": birthday.isoformat(),
            "citizenship": sorted({naming.country, *(["BR"] if naming.country == "JP" and number % 400 == 0 else [])}),
            "residence": "JP" if in_japan else naming.country,
            "visa": self._visa(naming.country, in_japan),
            "languages": self._languages(naming, in_japan),
            "hobbies": self._hobbies(),
            "registered": True,
        }
        finished = birthday.year + 22 + chance.randint(0, 2)
        body["education"] = self._education(naming, finished)
        body["work"] = self._work(trade, finished)
        body["skills"] = self._skills(trade, max(0, self._today.year - finished))
        return {key: value for key, value in body.items() if value}

    def _item(self, values: Body, place: int) -> tuple[str, Body]:
        letters = "abcdefghijklmnopqrstuvwxyz0123456789"
        tail = "".join(self._chance.choices("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", k=3))
        tail += self._chance.choice("123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")  # a fraction never ends in zero
        kept = {name: value for name, value in values.items() if value not in ("", {}, 0, False)}
        return "".join(self._chance.choices(letters, k=10)), {**kept, "position": f"{'BCDEFGHIJKLMNOP'[place]}{tail}"}

    def _items(self, values: list[Body]) -> dict[str, Body]:
        return dict(self._item(value, place) for place, value in enumerate(values))

    def _name(self, naming: Naming) -> Body:
        given = self._chance.choice(naming.given)
        if not naming.family:
            return {"full": given.latin, "reading": given.kana, "order": "as-is"} | (
                {"native": given.native} if given.native else {}
            )
        family = self._chance.choice(naming.family)
        first, second = (family, given) if naming.order == "family-first" else (given, family)
        body: Body = {
            "full": f"{first.latin} {second.latin}",
            "family": family.latin,
            "given": given.latin,
            "reading": f"{first.kana}・{second.kana}" if naming.country != "JP" else f"{first.kana} {second.kana}",
            "order": naming.order,
        }
        if family.native and given.native:
            body["native"] = _native(naming, first, second)
        return body

    def _visa(self, country: str, in_japan: bool) -> Body:
        if country == "JP":
            return {"status": "japanese_national"}
        if not in_japan:
            return {"status": "none_overseas", "needs_sponsorship": True}
        status = self._chance.choice(_WORK_STATUSES)
        months = codes.residences()[status].max_months
        if months is None and status != "ssw_1":
            return {"status": status}
        expires = self._today + dt.timedelta(days=self._chance.randint(40, 30 * (months or 12)))
        return {"status": status, "expires": expires.isoformat()}

    def _languages(self, naming: Naming, in_japan: bool) -> dict[str, Body]:
        chance = self._chance
        found: list[Body] = [{"language": naming.language, "level": "native", "native": True}]
        if naming.language != "ja" and (in_japan or chance.random() < 0.7):
            level = chance.choice(_JAPANESE)
            date = f"{chance.randint(2017, self._today.year - 1)}-{chance.choice(('07', '12'))}"
            certificate = {"name": "JLPT", "level": level.removeprefix("JLPT "), "date": date}
            found.append({"language": "ja", "level": level, "certificates": self._items([certificate])})
        if naming.language != "en":
            found.append({"language": "en", "level": chance.choice(("B1", "B2", "B2", "C1"))})
        return self._items(found)

    def _education(self, naming: Naming, finished: int) -> dict[str, Body]:
        chance = self._chance
        country = codes.words("countries", naming.country, "en")
        school = {
            "school": f"{country} {chance.choice(SCHOOLS)}",
            "degree": chance.choice(("bachelor", "bachelor", "bachelor", "vocational", "master")),
            "field": chance.choice(STUDIES),
            "start": f"{finished - 4}-{'04' if naming.country == 'JP' else '09'}",
            "end": f"{finished}-{'03' if naming.country == 'JP' else '06'}",
        }
        return self._items([school])

    def _work(self, trade: Trade, finished: int) -> dict[str, Body]:
        chance = self._chance
        year = max(finished, self._today.year - chance.randint(3, 15))
        found: list[Body] = []
        last = self._today.year
        while year < last and len(found) < 5:
            until = min(last, year + chance.randint(1, 6))
            current = until >= last
            values: Body = {
                "company": chance.choice(EMPLOYERS),
                "title": trade.en,
                "start": f"{year}-{chance.randint(7, 12):02}",
                "description": self._tell(trade.category),
            }
            found.append(values | ({"current": True} if current else {"end": f"{until}-{chance.randint(1, 6):02}"}))
            year = until
        if len(found) > 2:
            found[-1]["title"] = f"Senior {trade.en}"
        return self._items(found[::-1])

    def _tell(self, category: str) -> dict[str, str]:
        chance = self._chance
        while True:
            english, japanese = DEEDS[chance.choice(DEED_OF.get(category, (1, 4)))]
            values = {
                "a": chance.randint(3, 19),
                "b": chance.randint(2, 24),
                "c": chance.randint(41, 990),
                "d": chance.randint(5, 40),
            }
            text = english.format(**values)
            if text not in self._told:
                self._told.add(text)
                return {"en": text, "ja": japanese.format(**values)} if chance.random() < 0.6 else {"en": text}

    def _skills(self, trade: Trade, experience: int) -> dict[str, Body]:
        chance = self._chance
        names = [*trade.skills, *chance.sample(chance.choice(trades()).skills, 1)]
        levels = ("beginner", "intermediate", "advanced", "expert")
        found: list[Body] = []
        for name in dict.fromkeys(names):
            years = chance.randint(0, min(experience, 15))
            found.append({"name": name, "years": years, "level": levels[min(3, years // 3)]})
        return self._items(found)

    def _hobbies(self) -> dict[str, str]:
        chosen = self._chance.sample(HOBBIES, self._chance.randint(0, 3))
        return {"en": ", ".join(one[0] for one in chosen), "ja": "、".join(one[1] for one in chosen)} if chosen else {}


def _native(naming: Naming, first: Given, second: Given) -> str:
    return f"{first.native}{'' if naming.country in ('CN', 'TW', 'HK', 'KR') else ' '}{second.native}"
