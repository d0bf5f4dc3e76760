"""The chain over the access log holds every row below its newest seal, also where numbers were left out (PRV-17)."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, insert, select

from izanau_protocol import ambient
from izanau_site.store import Store, sealing
from izanau_site.store.access import Span, log_pages
from izanau_site.store.schema import access
from izanau_site.store.verify import verify


def log(store: Store, account: str) -> None:
    """A page is delivered to somebody."""
    with store.transaction(write=True) as connection:
        log_pages(connection, account, "", [Span("jobs", 1, 2, 2)])


def sealed(store: Store) -> int:
    """How many rows are sealed once the time for it has passed."""
    with ambient.ruled() as rule, store.transaction(write=True) as connection:
        rule.advance(sealing.SETTLED_SECONDS + 1)
        return sealing.seal(connection).rows


@pytest.mark.parametrize("place", ["first", "gap"])
def test_row_put_in_below_the_newest_seal_is_told(store: Store, place: str) -> None:
    for account in ("mai", "tom", "uma"):
        log(store, account)
    with store.transaction(write=True) as connection:
        first, left_out, _last = connection.execute(select(access).order_by(access.c.number)).mappings()
        connection.execute(delete(access).where(access.c.number == left_out["number"]))  # as one that is rolled back
    assert sealed(store) == 2
    assert verify(store) == []
    number = first["number"] - 1 if place == "first" else left_out["number"]
    with store.transaction(write=True) as connection:
        connection.execute(insert(access).values({**left_out, "number": number}))
    assert sealed(store) == 0
    assert verify(store) == [f"access log: row {number} was put in or changed, or one before it"]


def test_slices_are_one_chain_whether_the_last_is_known_or_looked_for(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "_ROWS", 2)
    for number in range(7):
        log(store, f"person {number}")
    with ambient.ruled() as rule:
        rule.advance(sealing.SETTLED_SECONDS + 1)
        done, slices = sealing.Sealed(0, 0), list[int]()
        for known in (False, True, True, False):
            with store.transaction(write=True) as connection:
                done = sealing.seal(connection, done.last if known else 0)
            slices.append(done.rows)
    assert slices == [2, 2, 2, 1]
    assert verify(store) == []


@pytest.mark.parametrize("backend", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
def test_row_of_a_long_transaction_is_sealed_in_its_place(store: Store) -> None:
    with store.transaction(write=True) as connection:
        log_pages(connection, "mai", "", [Span("jobs", 1, 2, 2)])
        log(store, "tom")
        assert sealed(store) == 0, "the number below is still to come"
    assert sealed(store) == 2
    assert verify(store) == []
