"""A month or a day as people of the UI language read it."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QDate, QLocale

from izanau_desktop.translation import tr
from izanau_protocol import dates


def spoken(value: str) -> str:
    """A canonical month or day as people of the UI language read it, in Japanese with the era."""
    locale = QLocale()
    whole = len(value) > 7
    date = QDate.fromString(value if whole else f"{value}-01", "yyyy-MM-dd")
    if locale.language() == QLocale.Language.Japanese:
        plain = date.toString("yyyy年M月d日" if whole else "yyyy年M月")
        era = _era_year(value) if whole else dates.era_month(value)
        return tr("{date} ({era})").format(date=plain, era=era) if era else plain
    return locale.toString(date, "d MMMM yyyy" if whole else "MMMM yyyy")


def _era_year(day: str) -> str:
    """`2027-02-05` as 令和9年: month and day stand there already. Empty before Meiji."""
    date = dt.date.fromisoformat(day)
    for name, _, begins in dates.ERAS:
        if date >= begins:
            year = date.year - begins.year + 1
            return f"{name}{'元' if year == 1 else year}年"
    return ""
