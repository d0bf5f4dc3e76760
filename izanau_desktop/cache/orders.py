"""The indexes along which lists of applicants are sorted and counted, made once a first pull of many is whole (`joining.py`)."""

from __future__ import annotations

from typing import Final

_SORTED: Final = ("sort", "japanese", "months", "since", "expires")
"""The columns of applicants that lists are sorted by, beside the time of application, which their numbers are."""
STANDING_STILL: Final = ("stage", "owner", "since")
"""Along what those are counted who are at a stage for long and taken by nobody."""
ORDERS: Final = {
    f"applicant_by_{'_'.join(over)}": over
    for over in (*((*job, column) for column in _SORTED for job in ((), ("job",))), STANDING_STILL)
}
"""Their columns by name. Only those orders of a list, and that count, need them, and to keep them meanwhile is a third of the work of writing
an applicant. A short list is sorted, or walked, as it is read."""
