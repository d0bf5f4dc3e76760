"""The laws of merge and patch (R10, R14), each of `tests/protocol` held over many more bodies than one run of these sees."""

from __future__ import annotations

import inspect
import itertools
import random
from collections.abc import Callable
from typing import Any, Final

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from izanau_protocol.canonical import Body
from tests.protocol import test_merge, test_patch
from tests.protocol.bodies import documents, trees

AT_ONCE: Final = 20
DRAWN: Final = 6
TRIPLES: Final = 25
"""Of the bodies that hypothesis draws at once, so many triples: drawing takes longer than holding the laws."""
_DOCUMENTS_ONLY: Final = frozenset(
    ("test_no_edit_is_lost", "test_nothing_is_in_the_result_that_no_side_had", "test_no_item_is_torn")
)
"""Laws about what only bodies of a schema have: a tree whose types change from one to the next has no items."""


def laws(*, of_trees: bool) -> list[tuple[int, Callable[..., Any]]]:
    """The laws of any bodies, with how many each takes; 1 and named `three`: a triple."""
    found = []
    for module in (test_merge, test_patch):
        for name, test in vars(module).items():
            law = getattr(getattr(test, "hypothesis", None), "inner_test", None)
            asked = list(inspect.signature(law).parameters.values()) if law else []
            bodies = [one for one in asked if one.annotation in ("Body", "Body | None", "Three")]
            if law and len(bodies) == len(asked) and not (of_trees and name in _DOCUMENTS_ONLY):
                found.append((0 if asked[0].name == "three" else len(asked), law))
    return found


def case(number: int) -> int:
    """All laws over some triples of bodies, of one schema in even cases and of none in odd ones."""
    bodies = trees if number % 2 else documents
    every = laws(of_trees=bool(number % 2))
    assert len(every) >= 12
    orders = random.Random(number).sample(list(itertools.permutations(range(DRAWN), 3)), TRIPLES)

    @seed(number)
    @settings(max_examples=AT_ONCE, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(bodies, min_size=DRAWN, max_size=DRAWN))
    def hold(drawn: list[Body]) -> None:
        for base, mine, theirs in ([drawn[at] for at in order] for order in orders):
            for takes, law in every:
                law((base, mine, theirs)) if takes == 0 else law(*(base, mine, theirs)[:takes])

    hold()
    return AT_ONCE * TRIPLES
