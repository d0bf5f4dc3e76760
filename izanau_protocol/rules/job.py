"""What the law wants a job advertisement to state, what must fit together in it, and its stages of selection."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from izanau_protocol import codes
from izanau_protocol.fields import Words
from izanau_protocol.problems import Problem, Refused, problem
from izanau_protocol.rules.languages import language_problems
from izanau_protocol.rules.trees import Tree, items, line, part, whole
from izanau_protocol.rules.values import first_of_month


class LegalItem(NamedTuple):
    """One thing that a job advertisement must state; `field` is where its absence is shown."""

    id: str
    words: Words
    check: Callable[[Tree], bool]
    field: str


class StageRow(NamedTuple):
    """A stage of a job's selection and the status that the applicant sees for it."""

    id: str
    words: Words
    status: str


def _texts(tree: Tree, name: str) -> bool:
    return any(isinstance(text, str) and text.strip() for text in part(tree, name).values())


def _contract(body: Tree) -> bool:
    """A fixed term has its end; a type without one says by itself that the term is open."""
    contract = part(body, "contract")
    return bool(line(contract, "type")) and (line(contract, "type") != "fixed_term" or bool(line(contract, "end")))


def _probation(body: Tree) -> bool:
    return part(body, "probation").get("stated") is True


def _hours(body: Tree) -> bool:
    """Start, end and break where hours are fixed or in shifts; overtime and holidays always."""
    hours = part(body, "hours")
    clocked = line(hours, "system") in ("flex", "discretionary") or bool(line(hours, "start") and line(hours, "end"))
    return bool(line(hours, "system")) and clocked and _texts(hours, "overtime") and _texts(body, "holidays")


def _pay(body: Tree) -> bool:
    """Fixed overtime pay is stated with the hours that it covers (guideline to article 5-3)."""
    pay = part(body, "pay")
    stated = bool(line(pay, "unit") and line(pay, "currency") and (whole(pay, "least") or 0) > 0)
    return stated and (not whole(pay, "fixed_overtime") or bool(whole(pay, "fixed_overtime_hours")))


def _renewal(body: Tree) -> bool:
    """Whether and by what criteria a fixed term is renewed (since 2024-04-01); a permanent contract has nothing to say."""
    contract = part(body, "contract")
    if line(contract, "type") and line(contract, "type") != "fixed_term" and not line(contract, "end"):
        return True
    renewal = line(contract, "renewal")
    return renewal == "none" or (bool(renewal) and _texts(contract, "criteria"))


legal_items: Final = (
    LegalItem("duties", Words("duties", "業務内容"), lambda body: _texts(body, "duties"), "duties"),
    LegalItem("contract", Words("period of the contract", "契約期間"), _contract, "contract.type"),
    LegalItem("probation", Words("probation, or that there is none", "試用期間の有無"), _probation, "probation.stated"),
    LegalItem(
        "place",
        Words("place of work", "就業場所"),
        lambda body: bool(line(part(body, "place"), "prefecture")),
        "place.prefecture",
    ),
    LegalItem(
        "hours",
        Words("hours, breaks, overtime and holidays", "就業時間・休憩・時間外労働・休日"),
        _hours,
        "hours.system",
    ),
    LegalItem("pay", Words("wages", "賃金"), _pay, "pay.least"),
    LegalItem("insurance", Words("insurance", "加入保険"), lambda body: bool(body.get("insurance")), "insurance"),
    LegalItem(
        "employer", Words("name of the employer", "募集者の名称"), lambda body: bool(line(body, "company")), "company"
    ),
    LegalItem(
        "employer_kind",
        Words("whether one is hired as a dispatched worker", "派遣労働者として雇用するか否か"),
        lambda body: bool(line(body, "employer_kind")),
        "employer_kind",
    ),
    LegalItem(
        "smoking",
        Words("measures against passive smoking", "受動喫煙防止措置"),
        lambda body: bool(line(body, "smoking")),
        "smoking",
    ),
    LegalItem(
        "duties_range",
        Words("range of change of the duties", "業務の変更の範囲"),
        lambda body: _texts(body, "duties_range"),
        "duties_range",
    ),
    LegalItem(
        "place_range",
        Words("range of change of the place of work", "就業場所の変更の範囲"),
        lambda body: _texts(body, "place_range"),
        "place_range",
    ),
    LegalItem("renewal", Words("criteria of renewal", "契約更新の判断基準"), _renewal, "contract.renewal"),
)
"""Employment Security Act art. 5-3, enforcement rule art. 4-2: the Ministry's ten items and the three of 2024-04-01."""


def missing_legal_items(body: Tree) -> tuple[str, ...]:
    """The ids of the legal items that a job does not state."""
    return tuple(item.id for item in legal_items if not item.check(body))


def legal_problems(body: Tree) -> tuple[Problem, ...]:
    """One problem for each legal item that a job does not state: with any of them it is not published."""
    return tuple(problem("missing_legal_item", i.field, item=i.words) for i in legal_items if not i.check(body))


def over_problems(body: Tree, today: date) -> tuple[Problem, ...]:
    """A job whose last day is over is not opened: it would close again by itself."""
    closes = line(body, "closes")
    return (problem("already_over", "closes"),) if closes and closes < today.isoformat() else ()


def cross_problems(body: Tree) -> Iterator[Problem]:
    """What does not fit together between the fields of a job; once published, what the law misses too."""
    contract, pay = part(body, "contract"), part(body, "pay")
    start, end = first_of_month(line(contract, "start")), first_of_month(line(contract, "end"))
    if start and end and end < start:
        yield problem("end_before_start", "contract.end")
    least, most = whole(pay, "least"), whole(pay, "most")
    if least is not None and most and most < least:
        yield problem("most_below_least", "pay.most")
    yield from language_problems(body)
    if line(body, "state") == "published":
        yield from legal_problems(body)


_STATUS: Final = {"new": "applied", "screening": "in_review", "final": "interview"}
"""The default stages whose status has another name."""


ENTRY: Final = "new"
"""The first stage of every job, whatever its name there: who applies comes to it, and is new and in time late while there."""


def stages(body: Tree) -> list[StageRow]:
    """The stages of a job in their order: its own, or the seven that every job has by default; `ENTRY` first."""
    usual = [StageRow(code, words, _STATUS.get(code, code)) for code, words in codes.table("stage").items()]
    own = [
        StageRow(key, named(item, codes.table("stage").get(key, Words(key, key))), line(item, "status"))
        for key, item in items(body, "stages")
        if line(item, "status")
    ]
    if not own:
        return usual
    entry = [row for row in own if row.id == ENTRY] or [row for row in usual if row.id == ENTRY]
    return [*entry, *(row for row in own if row.id != ENTRY)]


def following(rows: Sequence[StageRow], stage: str) -> StageRow | None:
    """The stage after one, never a rejection; None where there is none, or the stage is not among them."""
    order = [row for row in rows if row.status != "rejected"]
    places = [place for place, row in enumerate(order) if row.id == stage]
    return order[places[0] + 1] if places and places[0] + 1 < len(order) else None


def rejection(rows: Sequence[StageRow], stage: str) -> StageRow | None:
    """The stage that rejects whoever is at `stage`, unless they are there."""
    return next((row for row in rows if row.status == "rejected" and row.id != stage), None)


def named(item: Tree, known: Words) -> Words:
    """The name of an item in both languages: one for both where it has no other, and what is `known` where it has none."""
    texts = {tag: text for tag, text in part(item, "name").items() if isinstance(text, str) and text}
    other = next(iter(texts.values()), None)
    return Words(texts.get("en", other or known.en), texts.get("ja", other or known.ja))


def status_of_stage(body: Tree, stage: str) -> str:
    """The status that the applicant sees while the company has them at `stage`.

    Raises Refused (unknown_code at `stage`) for a stage that the job does not have.
    """
    for row in stages(body):
        if row.id == stage:
            return row.status
    raise Refused(problem("unknown_code", "stage", value=stage))
