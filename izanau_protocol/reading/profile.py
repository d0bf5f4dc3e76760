"""How a profile reads: its ten sections as cards of plain words, for editor, preview, HR, staff, command and page alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from izanau_protocol import codes, documents, position

Body = Mapping[str, Any]


class CardText(msgspec.Struct, frozen=True):
    """One entry as it reads: `item` is its id in the map, empty where a section has but one card."""

    item: str
    title: str
    subtitle: str = ""
    meta: str = ""
    text: str = ""
    marked: str = ""
    """The language tag of a text that is shown because the reader's own is missing."""
    chips: tuple[str, ...] = ()
    told_in: str = ""
    """The words that say in which language such a text is."""


class Section(msgspec.Struct, frozen=True):
    """One of the ten items of the policy with its cards; no cards = nothing told."""

    id: str
    title: str
    cards: tuple[CardText, ...]


def section_words(section: str, language: str) -> str:
    """The name of a section."""
    return documents.fields("profile")[section].spec.words.of(language)


def sections(body: Body, language: str) -> tuple[Section, ...]:
    """All ten sections in the order of the policy, and those of a later version that are filled in."""
    shown = (one for one in documents.ORDERED if one in documents.SECTIONS or one in body)
    return tuple(Section(one, section_words(one, language), cards(body, one, language)) for one in shown)


def as_text(body: Body, section: str, language: str) -> str:
    """One section as plain lines, as it reads."""
    told = (
        (" · ".join(filter(None, (one.title, one.subtitle, one.meta, *one.chips))), one.text)
        for one in cards(body, section, language)
    )
    return "\n".join(line for lines in told for line in lines if line)


def cards(body: Body, section: str, language: str) -> tuple[CardText, ...]:
    """The cards of one section."""
    value = body.get(section)
    if not value:
        return ()
    single = _SINGLE.get(section)
    if single is not None:
        card = single(value, language)
        return (card,) if card else ()
    make = _ITEMS[section]
    return tuple(make(item, value[item], language) for item in position.ordered(value))


def spoken(value: object, language: str) -> tuple[str, str]:
    """A free text in the reader's language, else in the other, then with its tag: (text, tag or empty)."""
    if not isinstance(value, Mapping) or not value:
        return "", ""
    if value.get(language):
        return str(value[language]), ""
    tag = "en" if value.get("en") else next(iter(sorted(value)))
    return str(value[tag]), tag


def written_in(tag: str, language: str) -> str:
    """That a text is in another language than the reader's; nothing where it is not."""
    if not tag:
        return ""
    name = codes.words("languages", tag.split("-")[0], language)
    return f"記載言語：{name}" if language == "ja" else f"written in {name}"


def month(value: str, language: str) -> str:
    """`2021-04` as people write it: Apr 2021, 2021年4月."""
    if not value:
        return ""
    year, number = value[:4], int(value[5:7])
    return f"{year}年{number}月" if language == "ja" else f"{_MONTHS[number - 1]} {year}"


def day(value: str, language: str) -> str:
    """`2027-02-03` as people write it: 3 Feb 2027, 2027年2月3日."""
    if not value:
        return ""
    return (
        f"{month(value, language)}{int(value[8:10])}日"
        if language == "ja"
        else f"{int(value[8:10])} {month(value, language)}"
    )


def months(number: int, language: str) -> str:
    """A number of months: 1 month, 3 months, 3か月."""
    return f"{number}か月" if language == "ja" else "1 month" if number == 1 else f"{number} months"


def period(item: Body, language: str) -> str:
    """From – until, or until now."""
    now = "現在" if language == "ja" else "now"
    start, end = month(item.get("start", ""), language), month(item.get("end", ""), language)
    until = now if item.get("current") else end
    if language == "ja":
        return f"{start}～{until}" if start or until else ""
    return " – ".join(filter(None, (start, until)))


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _name(value: Body, language: str) -> CardText | None:
    title = value.get("full", "")
    native, reading = value.get("native", ""), value.get("reading", "")
    return CardText("", title, "  ".join(filter(None, (native, reading)))) if title or native else None


def _birthday(value: str, language: str) -> CardText:
    return CardText("", day(value, language))


def _citizenship(value: list[str], language: str) -> CardText:
    return CardText(
        "", ("、" if language == "ja" else ", ").join(codes.words("countries", one, language) for one in value)
    )


def _residence(value: str, language: str) -> CardText:
    return CardText("", codes.words("countries", value, language))


def _prefecture(value: str, language: str) -> CardText:
    return CardText("", codes.words("prefectures", value, language))


def _visa(value: Body, language: str) -> CardText:
    japanese = language == "ja"
    until = value.get("expires", "")
    told = []
    if until:
        told.append(f"{day(until, language)}まで" if japanese else f"until {day(until, language)}")
    if value.get("needs_sponsorship"):
        told.append("ビザ取得の支援が必要" if japanese else "needs visa sponsorship")
    status = value.get("status", "")
    return CardText("", codes.words("residences", status, language) if status else "", " · ".join(told))


def level_words(item: Body, language: str) -> str:
    """The level of a language as people say it; native wins."""
    if item.get("native"):
        return codes.words("level", "native", language)
    level = item.get("level", "")
    return codes.words("level", level, language) if level else ""


def short_level(level: str, language: str) -> str:
    """`N2`, `B1`, `native`: in a line of facts the test goes without saying."""
    return level.rpartition(" ")[2] if level != "native" else codes.words("level", level, language)


def _language(item: str, value: Body, language: str) -> CardText:
    certificates = value.get("certificates") or {}
    chips = tuple(
        " ".join(
            filter(None, (one.get("name"), one.get("level"), one.get("score"), month(one.get("date", ""), language)))
        )
        for one in (certificates[key] for key in position.ordered(certificates))
    )
    return CardText(
        item, codes.words("languages", value.get("language", ""), language), level_words(value, language), chips=chips
    )


def _education(item: str, value: Body, language: str) -> CardText:
    degree = codes.words("degree", value["degree"], language) if value.get("degree") else ""
    text, tag = spoken(value.get("description"), language)
    subtitle = " · ".join(filter(None, (degree, value.get("field", ""))))
    told = (subtitle, period(value, language), text, tag)
    return CardText(item, value.get("school", ""), *told, told_in=written_in(tag, language))


def _work(item: str, value: Body, language: str) -> CardText:
    text, tag = spoken(value.get("description"), language)
    title, company = value.get("title", ""), value.get("company", "")
    told = (company if title else "", period(value, language), text, tag)
    return CardText(item, title or company, *told, told_in=written_in(tag, language))


def _skill(item: str, value: Body, language: str) -> CardText:
    years = value.get("years", 0)
    told = [codes.words("skill_level", value["level"], language)] if value.get("level") else []
    if years:
        told.append(f"{years}年" if language == "ja" else f"{years} y")
    licence = " ".join(filter(None, (value.get("licence", ""), month(value.get("date", ""), language))))
    return CardText(item, value.get("name", ""), " · ".join(told), text=licence)


def _hobbies(value: Body, language: str) -> CardText | None:
    text, tag = spoken(value, language)
    return CardText("", "", text=text, marked=tag, told_in=written_in(tag, language)) if text else None


_SINGLE: dict[str, Any] = {
    "name": _name,
    "birthday": _birthday,
    "citizenship": _citizenship,
    "residence": _residence,
    "prefecture": _prefecture,
    "visa": _visa,
    "hobbies": _hobbies,
}
_ITEMS: dict[str, Any] = {"languages": _language, "education": _education, "work": _work, "skills": _skill}
