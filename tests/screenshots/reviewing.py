"""The screens of the review that are no place: table, many chosen, mention, who applied before, tasks, views, reasons, refusals, mails."""

from __future__ import annotations

from typing import Final

from izanau_desktop.company.applicants.many import Asking, ManyPanel, Report
from izanau_desktop.company.applicants.mentioning import Mentioning
from izanau_desktop.company.applicants.moving import Moving
from izanau_desktop.company.applicants.others import OthersCard
from izanau_desktop.company.applicants.rows import ApplicantRows
from izanau_desktop.company.applicants.views import SavedViews
from izanau_desktop.company.exporting import ExportCard
from izanau_desktop.company.reasons import ReasonsCard
from izanau_desktop.company.tasks.form import TaskForm
from izanau_desktop.company.templates import TemplatesCard
from izanau_desktop.shared.notices_card import NoticesCard
from izanau_desktop.shared.unsent import Unsent
from tests.screenshots import (
    beginning,
    choosing,
    leading,
    mentioning,
    noticing,
    preparing,
    reasons,
    refusals,
    returning,
    states,
    tabled,
    tasking,
    viewing,
)
from tests.screenshots.opening import Opening
from tests.screenshots.windows import run

OPENINGS: Final = (
    Opening("company", "table", "applicants", ApplicantRows, tabled.table, tabled.beside),
    Opening("company", "chosen", "applicants", ManyPanel, choosing.some, choosing.away),
    Opening("company", "bulk", "applicants", Asking, choosing.asked, choosing.away),
    Opening("company", "bulk-report", "applicants", Report, choosing.reported, choosing.back),
    Opening("company", "table-written", "exports", ExportCard, tabled.written, tabled.unwritten),
    Opening("company", "mention", "applicants", Mentioning, mentioning.begun, mentioning.away),
    Opening("company", "move-message", "applicants", Moving, leading.asked, leading.away),
    Opening("company", "returning", "applicants", OthersCard, returning.again, returning.away),
    Opening("company", "refused", "messages", Unsent, refusals.answered, refusals.away),
    Opening("company", "task", "day", TaskForm, tasking.begun, tasking.done),
    Opening("company", "task-about", "applicants", TaskForm, tasking.about, tasking.away),
    Opening("company", "view-named", "applicants", SavedViews, run("applicants.save_view"), viewing.away),
    Opening("company", "view-shared", "applicants", SavedViews, viewing.sharing, viewing.away),
    Opening("company", "views", "applicants", SavedViews, viewing.managed, viewing.away),
    Opening("company", "prepared-tried", "company", TemplatesCard, preparing.tried, preparing.away),
    Opening("company", "reasons", "company", ReasonsCard, reasons.listed, reasons.away),
    Opening("company", "settings-notices", "settings", NoticesCard, noticing.chosen, noticing.away),
    *states.OPENINGS,
    *beginning.OPENINGS,
)
