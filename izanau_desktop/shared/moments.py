"""Points in time as people say them: 10:24, Yesterday, Sat, 14 Nov."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QLocale

from izanau_desktop.translation import tr
from izanau_protocol import ambient
from izanau_protocol.reading import profile as reading


def local(at: str) -> datetime | None:
    """A time of the wire in the zone of this machine; None for an empty or odd one."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone()


def short(at: str, language: str) -> str:
    """As short as tells it apart: the time today, the weekday this week, else the day."""
    moment = local(at)
    if moment is None:
        return ""
    days = (ambient.now().astimezone().date() - moment.date()).days
    if days == 0:
        return f"{moment:%H:%M}"
    if days == 1:
        return tr("Yesterday")
    if 1 < days < 7:
        return QLocale().dayName(moment.isoweekday(), QLocale.FormatType.ShortFormat)
    return day(at, language)


def day(at: str, language: str) -> str:
    """The day, with the year where it is another."""
    moment = local(at)
    if moment is None:
        return ""
    told = reading.day(f"{moment:%Y-%m-%d}", language)
    if moment.year != ambient.now().astimezone().year:
        return told
    return told.partition("年")[2] or told if language == "ja" else told.rsplit(" ", 1)[0]


def called_day(at: str, language: str) -> str:
    """The day as the head of what was done on it: Today, Yesterday, 28 Nov."""
    moment = local(at)
    days = (ambient.now().astimezone().date() - moment.date()).days if moment else -1
    return {0: tr("Today"), 1: tr("Yesterday")}.get(days) or day(at, language)


def full(at: str, language: str) -> str:
    """Day and time."""
    moment = local(at)
    return f"{day(at, language)} {moment:%H:%M}" if moment else ""


def days_since(at: str) -> int:
    """Whole days that have passed since."""
    moment = local(at)
    return max(0, (ambient.now() - moment).days) if moment else 0
