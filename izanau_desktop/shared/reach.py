"""How far the first reading of the site, and the search index behind it, have come, in words."""

from __future__ import annotations

from izanau_desktop.cache import cursors
from izanau_desktop.cache.indexing import Indexed
from izanau_desktop.cache.reads.common import Status
from izanau_desktop.translation import tr


def progress(status: Status) -> str:
    """What is still under way, with numbers; empty where nothing is."""
    if status.fetched < cursors.WHOLE:
        return tr("{percent} % fetched").format(percent=status.fetched)
    return searchable(status.indexed)


def explained(status: Status) -> str:
    """What one may do while the site is read for the first time, and the search made ready behind it; empty afterwards."""
    if status.fetched < cursors.WHOLE:
        return tr(
            "The newest is fetched first: what is listed can be used already. Pause it or leave as you like: it goes on from there."
        )
    if status.indexed is not None:
        return tr("All is listed. A search finds the rest as it is made ready, as long as this program is open.")
    return ""


def searchable(indexed: Indexed | None) -> str:
    """How far a search reaches; empty where it reaches all."""
    if indexed is None:
        return ""
    return tr("{ready} of {all} searchable so far").format(ready=f"{indexed.ready:,}", all=f"{indexed.all:,}")


def reckoned(worked_out: Indexed | None) -> str:
    """For how many applicants the fit and the experience are those of now; empty where for all."""
    if worked_out is None:
        return ""
    told = tr("Fit and experience worked out so far: {ready} of {all}")
    return told.format(ready=f"{worked_out.ready:,}", all=f"{worked_out.all:,}")


def counted(words: str, indexed: Indexed | None, worked_out: Indexed | None = None) -> str:
    """How many were found, and where the search did not reach all yet, or the fit is not worked out for all."""
    return "\n".join(filter(None, (words, searchable(indexed), reckoned(worked_out))))
