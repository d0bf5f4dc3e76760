"""How an applicant fits the job of the application, for window and command: where both are to be seen."""

from __future__ import annotations

from izanau_desktop.cache.reads.company import Applicant
from izanau_protocol import ambient
from izanau_protocol.fit import Item, fit


def fit_of(applicant: Applicant) -> tuple[Item, ...]:
    """What the job asks for, each with its verdict; nothing of a withdrawn application, or where profile or job is not seen."""
    if applicant.row.withdrawn or applicant.profile is None or applicant.job is None:
        return ()
    return fit(applicant.profile.body, applicant.job.body, ambient.today())
