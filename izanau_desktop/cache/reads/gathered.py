"""What those who are chosen in a list are, counted: where they stand, at which jobs, how they fit these, what labels they have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import msgspec

from izanau_desktop.cache import Cache
from izanau_desktop.cache.documents import pieces
from izanau_desktop.cache.reads.chosen import Chosen, members
from izanau_protocol.fit import verdict_of
from izanau_protocol.text import fold


class Gathered(msgspec.Struct, frozen=True):
    """How many have what; who withdrew is at no stage."""

    many: int = 0
    withdrawn: int = 0
    stages: Mapping[tuple[str, str], int] = {}
    """By job and stage."""
    fits: Mapping[str, int] = {}
    """By verdict, the best first; empty for whom nothing says it."""
    owners: Mapping[str, int] = {}
    """By the membership of who has taken them; empty for nobody."""
    labels: Mapping[str, int] = {}
    """Each once, as it is spelled most, the most used first."""

    @property
    def jobs(self) -> Mapping[str, int]:
        """By job, the most first; of who withdrew nothing is counted."""
        found = Counter[str]()
        for (job, _), many in self.stages.items():
            found[job] += many
        return dict(found.most_common())


def gathered(cache: Cache, chosen: Chosen) -> Gathered:
    """Count them, as the cache has them now."""
    ids = list(members(cache, chosen))
    stages, fits, owners = Counter[tuple[str, str]](), Counter[int](), Counter[str]()
    labels, withdrawn = Counter[str](), 0
    with cache.reading("application") as connection:
        for some in pieces(ids):
            marks = ",".join("?" * len(some))
            rows = connection.exec_driver_sql(
                f"SELECT job, stage, withdrawn, fit, owner, count(*) FROM applicant WHERE id IN ({marks})"  # noqa: S608 - marks
                " GROUP BY job, stage, withdrawn, fit, owner",
                tuple(some),
            )
            for job, stage, is_withdrawn, fit, owner, many in rows:
                if is_withdrawn:
                    withdrawn += many
                    continue
                stages[job, stage] += many
                fits[fit] += many
                owners[owner] += many
            worn = connection.exec_driver_sql(
                "SELECT f.value, count(*) FROM shown s CROSS JOIN facet f ON f.number = s.number"  # noqa: S608 - marks
                " CROSS JOIN applicant a ON a.id = s.id AND a.withdrawn = 0"
                f" WHERE s.kind = 'application' AND s.id IN ({marks}) AND f.name = 'label' GROUP BY f.value",
                tuple(some),
            )
            for label, many in worn:
                labels[label] += many
    by_verdict = Counter[str]()
    for fit, many in sorted(fits.items(), reverse=True):
        by_verdict[verdict_of(fit) or ""] += many
    many = withdrawn + sum(stages.values())
    return Gathered(many, withdrawn, dict(stages), dict(by_verdict), dict(owners.most_common()), _spelled(labels))


def _spelled(labels: Counter[str]) -> dict[str, int]:
    """One that is spelled in several cases or widths once."""
    words, many = dict[str, str](), Counter[str]()
    for label, count in sorted(labels.items(), key=lambda one: (-one[1], one[0])):
        key = fold(label)
        words.setdefault(key, label)
        many[key] += count
    return {words[key]: count for key, count in many.most_common()}
