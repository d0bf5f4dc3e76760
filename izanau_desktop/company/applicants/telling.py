"""How a deed on many applicants reads: what is asked before, who is left out and why, and what is told after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from izanau_desktop.bulk import SHOWN, Deed, Left, Outcome, Summary
from izanau_desktop.cache.reads.chosen import Called
from izanau_desktop.cache.reads.common import text_in
from izanau_desktop.cache.reads.gathered import Gathered
from izanau_desktop.company.applicants.reading import Head
from izanau_desktop.company.words import called, grouped
from izanau_desktop.translation import tr
from izanau_protocol import codes

LEFT: Final[Mapping[Left, Callable[[], str]]] = {
    "right": lambda: tr("Your role does not allow it"),
    "gone": lambda: tr("Not to be seen any more"),
    "withdrawn": lambda: tr("Withdrew"),
    "conflict": lambda: tr("A conflict about it waits for your answer"),
    "there": lambda: tr("Already so"),
    "last": lambda: tr("No stage follows theirs"),
    "no_stage": lambda: tr("Their job has no such stage"),
    "not_theirs": lambda: tr("The colleague does not see applicants of their job"),
    "changed": lambda: tr("Changed since it was summed up"),
    "unlisted": lambda: tr("No longer in this list"),
    "rule": lambda: tr("Too many labels, or a message too long"),
}
_JOBS: Final = 4
"""Jobs that are named; of more it is said how many they are."""
_LABELS: Final = 8
"""Labels of those who are chosen that are named, the most used first."""


class Telling:
    """Words in one language, by the names of stages and jobs that stand above the list."""

    def __init__(self, language: str, head: Callable[[], Head]) -> None:
        self.language, self._head = language, head

    def question(self, deed: Deed, many: int, name: str) -> str:
        """What is to be done to so many; `name` is the stage, or the colleague: none is oneself."""
        label = next(iter((*deed.add, *deed.remove)), "")
        if deed.does == "advance":
            told = tr("Move %n applicant(s) to the next stage?", None, many)
        elif deed.does == "stage":
            told = tr("Move %n applicant(s) to this stage: {name}?", None, many)
        elif deed.does == "reject":
            told = tr("Reject %n applicant(s)?", None, many)
        elif deed.does == "label" and deed.add:
            told = tr("Put the label {label} on %n applicant(s)?", None, many)
        elif deed.does == "label":
            told = tr("Take the label {label} off %n applicant(s)?", None, many)
        elif deed.to and not name:
            told = tr("Take %n applicant(s)?", None, many)
        elif deed.to:
            told = tr("Give %n applicant(s) to {name}?", None, many)
        else:
            told = tr("Let %n applicant(s) be nobody’s?", None, many)
        return told.format(name=name, label=label)

    def yes(self, deed: Deed) -> str:
        """What stands on the button that does it."""
        if deed.does == "reject":
            return tr("Reject")
        if deed.does == "label":
            return tr("Put on") if deed.add else tr("Take off")
        return tr("Move") if deed.path == "stage" else tr("Do it")

    def lines(self, summary: Summary) -> Iterator[tuple[str, str]]:
        """Of which jobs they are, where each goes, and what goes out: a name and what it is."""
        yield tr("Jobs"), self._jobs(summary.jobs)
        if summary.stages:
            yield tr("New stage"), self._stages(summary.stages)
        if summary.deed.path == "stage":
            yield tr("Messages"), self._letters(summary.letters)

    def gathered(self, found: Gathered) -> Iterator[tuple[str, str]]:
        """Where those who are chosen stand, at which jobs, how they fit these, whose they are, and what labels they have."""
        if found.stages:
            yield tr("Stage"), self._stages(found.stages)
        if found.withdrawn:
            yield tr("Withdrew"), grouped(found.withdrawn)
        if len(found.jobs) > 1:
            yield tr("Jobs"), self._jobs(found.jobs)
        fits = {
            codes.words("fit", one, self.language) if one else tr("not known"): found.fits[one] for one in found.fits
        }
        if any(found.fits.keys()):
            yield tr("Fit"), self._counts(fits)
        head = self._head()
        team = {**head.team, head.own: tr("you"), "": tr("nobody")}
        if any(found.owners.keys()):
            named = Counter[str]()
            for one, many in found.owners.items():
                named[team.get(one, tr("a former member"))] += many
            yield tr("Taken by"), self._counts(named)
        if found.labels:
            yield tr("Labels"), self._counts(dict([*found.labels.items()][:_LABELS]))

    def _jobs(self, counts: Mapping[str, int]) -> str:
        """The jobs with most of them by name."""
        jobs = sorted(counts.items(), key=lambda one: -one[1])
        told = [_counted(self._job(job), many) for job, many in jobs[:_JOBS]]
        if len(jobs) > _JOBS:
            rest = sum(many for _, many in jobs[_JOBS:])
            told.append(tr("{number} more jobs: {many}").format(number=len(jobs) - _JOBS, many=grouped(rest)))
        return self._list(told)

    def _stages(self, counts: Mapping[tuple[str, str], int]) -> str:
        """The stages of some jobs in their order; those of several jobs that are called alike are one."""
        head = self._head()
        known = head.stage_names(self.language)
        places = {words: at for at, words in enumerate(known.values())}
        stages = Counter[str]()
        for (job, stage), many in counts.items():
            stages[head.stage_words(job, stage, self.language)] += many
        return self._counts(dict(sorted(stages.items(), key=lambda one: places.get(one[0], len(places)))))

    def _counts(self, counts: Mapping[str, int]) -> str:
        return self._list([_counted(words, many) for words, many in counts.items()])

    def _letters(self, letters: Mapping[str, int]) -> str:
        if not letters:
            return tr("No message of yours goes out. IZANAU sends a mail to everyone whose status changes.")
        spoken = [
            _counted(codes.words("languages", tag.split("-", 1)[0], self.language), many)
            for tag, many in letters.items()
        ]
        told = tr("{languages}; they go out after the ten seconds in which you can undo all.")
        return told.format(languages=self._list(spoken))

    def left(self, left: Mapping[Left, tuple[str, ...]], names: Mapping[str, Called]) -> Iterator[str]:
        """Who is left out, a reason a line; some of them by name."""
        for why, ids in left.items():
            some = [called(*names[one], self.language) for one in ids[:SHOWN] if one in names]
            told = _counted(LEFT[why](), len(ids))
            if some:
                more = "…" if len(ids) > len(some) else ""
                told = tr("{told} ({names})").format(told=told, names=f"{self._list(some)}{more}")
            yield told

    def report(
        self, problem: str, undone: int, left: Mapping[Left, tuple[str, ...]], names: Mapping[str, Called]
    ) -> Iterator[str]:
        """What failed, to how many it was not done for that or because it was stopped, and who is left out."""
        if problem:
            yield problem
        if undone:
            yield tr("Not done for %n applicant(s), who stay chosen.", None, undone)
        yield from self.left(left, names)

    def done(self, outcome: Outcome) -> str:
        """How many it was done to."""
        if not outcome.pushes:
            return tr("Nothing was done")
        if outcome.letters:
            return tr("Done for %n applicant(s); the messages go out in ten seconds", None, len(outcome.pushes))
        return tr("Done for %n applicant(s)", None, len(outcome.pushes))

    def _job(self, job: str) -> str:
        title = next((one.job.title for one in self._head().jobs if one.job.id == job), {})
        return text_in(dict(title), self.language)[0] or tr("a job that is gone")

    def _list(self, words: list[str]) -> str:
        return ("、" if self.language == "ja" else ", ").join(words)


def _counted(words: str, many: int) -> str:
    return tr("{what}: {number}").format(what=words, number=grouped(many))
