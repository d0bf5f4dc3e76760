"""A month or a day as people of the UI language read it."""

from __future__ import annotations

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
        era = dates.era_month(value)
        return tr("{date} ({era})").format(date=plain, era=era) if era else plain
    return locale.toString(date, "d MMMM yyyy" if whole else "MMMM yyyy")
