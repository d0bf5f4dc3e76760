"""The encrypted cache of one account: what pages read and edit, the outbox, the index; no Qt, no network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final, TypeVar

from izanau_desktop.cache import (
    documents,
    edits,
    files,
    fragments,
    holds,
    lease,
    local,
    meta,
    needed,
    outbox,
    rebase,
    settling,
    undo,
)
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.documents import Document
from izanau_desktop.cache.edits import DRAFT, LOCAL, Edit
from izanau_desktop.cache.file import CacheFile
from izanau_desktop.cache.local import Draft
from izanau_desktop.cache.settling import Choice
from izanau_desktop.cache.trouble import CacheTrouble
from izanau_protocol import merge

__all__ = ["DRAFT", "FINAL", "LOCAL", "Cache", "CacheTrouble", "Choice", "Document", "Draft", "Edit"]

FINAL: Final = frozenset({"export", edits.UNBLIND})
"""Deeds that nothing undoes here: a file that was written, a name that was seen."""

T = TypeVar("T")


class Cache:
    """One account's data on this machine. Every method is one transaction; any thread and process may call."""

    def __init__(self, folder: Path | None, key: bytes | None = None) -> None:
        """Open the cache of a folder with its raw key (32 bytes); without a folder: memory of this process."""
        self.file = CacheFile(folder, key)

    # --- reading ---

    def get(self, kind: str, id: str) -> Document | None:  # noqa: A002 - the name that documents have
        """The document in the widest view of the role, or None. Raises Refused where the lease ran out."""
        with self.reading(kind) as connection:
            return documents.get(connection, kind, id)

    def list(self, kind: str, **where: object) -> tuple[Document, ...]:
        """All of a kind whose top-level fields equal `where`, by time."""
        with self.reading(kind) as connection:
            return documents.some(connection, kind, where)

    def file_of(self, name: str) -> bytes:
        """The bytes of a file that a document names by its hash; empty where they are not here (yet)."""
        with self.file.read() as connection:
            return files.get(connection, name)

    def reading(self, kind: str = "") -> lease.Reading:
        """A consistent look for read models; refused for people's records while the lease is not held (R16)."""
        return lease.Reading(self.file, kind)

    def look(self, work: Callable[[Connection], T]) -> T:
        """Run work that only reads in one transaction, also while the lease is not held; for the modules of sync only."""
        with self.file.read() as connection:
            return work(connection)

    def data_version(self) -> int:
        """A number that changes when any process wrote."""
        return self.file.commits()

    # --- writing ---

    def edit(
        self,
        edits_: Sequence[Edit],
        hold: float = 0.0,
        *,
        deed: str = "",
        needs: Sequence[str] = (),
        group: str = "",
        named: Sequence[bytes] = (),
    ) -> str:
        """Make edits in one transaction: bodies and one outbox row, whose id is the answer (empty: nothing changed).

        `named`: pictures that the edits name by their hash. Raises Refused for what the edit would make wrong, and for
        a picture that the site would not take; a field that is merely missing is no fault yet.
        """
        options = edits.Options(hold, deed, tuple(needs), group)

        def work(connection: Connection) -> str:
            for data in named:
                files.keep(connection, data)
            return edits.make(connection, edits_, options)

        return self.change(work)

    def undo(self, group: str) -> Document | None:
        """Take back the last edit of a group (`kind:id` unless it was given another); the document as it is now."""
        return self._step(group, "back")

    def redo(self, group: str) -> Document | None:
        """Make the last undone edit of a group again."""
        return self._step(group, "forth")

    def steps(self, group: str) -> tuple[int, int]:
        """How many steps can be taken back and forth."""
        with self.file.read() as connection:
            return undo.left(connection, group)

    def change(self, work: Callable[[Connection], T]) -> T:
        """Run work in one writing transaction; for the modules of cache, sync and desk only."""
        with self.file.write() as connection:
            return work(connection)

    # --- the outbox and conflicts ---

    def drop(self, outbox_id: str) -> tuple[outbox.Row, ...]:
        """Take a push back that is not under way, with what is about what it made: all that was undone here, it first.

        Nothing where it is too late, and of a deed that is final: nothing unwrites a file that was written (PRV-63).
        """
        return self.change(lambda connection: _taken_back(connection, outbox_id))

    def drop_all(self, outbox_ids: Sequence[str]) -> int:
        """Take several back in one transaction, the last first, as `drop` does each; how many of them it was in time for."""

        def work(connection: Connection) -> int:
            needs = needed.waiting(connection)
            return sum(bool(_taken_back(connection, one, needs)) for one in reversed(outbox_ids))

        return self.change(work)

    def retry(self, outbox_id: str) -> bool:
        """Offer a refused push again, or end the hold of a waiting one."""

        def work(connection: Connection) -> bool:
            row = outbox.get(connection, outbox_id)
            if row is None or row.state not in ("waiting", "refused"):
                return False
            outbox.set_state(connection, row.number, "waiting")
            holds.release(connection, outbox_id)
            return True

        return self.change(work)

    def hurry(self, outbox_ids: Sequence[str]) -> None:
        """End the hold of these pushes, as far as they wait."""
        self.change(lambda connection: holds.until(connection, outbox_ids, ""))

    def release(self) -> None:
        """End the hold of all pushes."""
        self.change(holds.release)

    def left(self, kind: str, identity: str) -> None:
        """End the hold of a document's edits: its section was left. Deeds that may be taken back are held on.

        Nothing is written where none is held, as of a draft that is sent nowhere.
        """
        if self.look(lambda connection: holds.is_any_of(connection, kind, identity)):
            self.change(lambda connection: holds.left(connection, kind, identity))

    def settle(self, choices: Sequence[Choice], hold: float = 0.0) -> tuple[str, ...]:
        """Settle conflicts, all of one document in one push; the ids of the outbox rows, by which it is taken back.

        Raises Refused for what breaks a rule of its field, CannotKeepBoth where both together are none; then none is settled.
        """
        return self.change(lambda connection: settling.settle(connection, choices, hold))

    def resolve(self, conflict_id: str, take: merge.Take, value: object = None) -> str:
        """Settle one conflict with mine, theirs, both or a value; the id of the outbox row. Raises as `settle`."""
        (push,) = self.settle([Choice(conflict_id, take, value)])
        return push

    # --- what stays here ---

    def local(self, shelf: str, key: str) -> object:
        """What lies on a shelf of this machine (`saved`, `seen`, `setting`), or None."""
        with self.file.read() as connection:
            return local.get(connection, shelf, key)

    def set_local(self, shelf: str, key: str, value: object) -> None:
        """Lay something on a shelf; None takes it away. It is never sent."""
        self.change(lambda connection: local.put(connection, shelf, key, value))

    def drafts(self, kind: str, id: str) -> tuple[Draft, ...]:  # noqa: A002 - the name that documents have
        """Typed texts that are not valid yet."""
        with self.file.read() as connection:
            return local.drafts(connection, kind, id)

    def keep_draft(self, draft: Draft) -> bool:
        """Keep a typed text that is not valid yet; an empty one ends the draft. Says whether whom it is to go to is here still."""
        return self.change(lambda connection: local.put_draft(connection, draft))

    def gone(self, places: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        """Those of these documents, by kind and id, for whom no text may lie here any more."""
        with self.file.read() as connection:
            return tuple(one for one in places if not local.may_lie(connection, *one))

    def note(self, name: str) -> str:
        """What the cache knows about itself by name (`account`, `last_sync`, …), or empty."""
        with self.file.read() as connection:
            return meta.get(connection, name)

    def set_note(self, **values: str) -> None:
        """Note such things."""

        def work(connection: Connection) -> None:
            for name, value in values.items():
                meta.put(connection, name, value)

        self.change(work)

    def lease(self) -> lease.Lease:
        """How the lease stands (R16)."""
        with self.file.read() as connection:
            return lease.state(connection)

    def close(self) -> None:
        """Checkpoint and close."""
        self.file.close()

    def _step(self, group: str, side: str) -> Document | None:
        def work(connection: Connection) -> Document | None:
            step = undo.take(connection, group, side)
            if step is None:
                return None
            before = documents.stored(connection, step.scope, step.kind, step.id).visible
            wanted = undo.makeable(step, side, before)
            if wanted == {}:
                return None
            edit = Edit(step.kind, step.id, step.scope, wanted)
            edits.make(connection, [edit], edits.Options(undoable=False, checked=False))
            undo.amend(connection, group, side, step, before)
            return documents.get(connection, step.kind, step.id)

        return self.change(work)


def _taken_back(connection: Connection, outbox_id: str, needs: needed.Waiting | None = None) -> tuple[outbox.Row, ...]:
    row = outbox.get(connection, outbox_id)
    if row is None or row.state not in ("waiting", "refused") or row.deed in FINAL:
        return ()
    before = undo.seen(connection, row)
    gone = outbox.drop(connection, row.number, needs)
    gone += fragments.cut(connection, gone)
    for one in gone:
        settling.reopened(connection, one)
    for part in [part for one in gone for part in one.parts]:
        rebase.again(connection, part.scope, part.kind, part.id)
    for one in gone:
        settling.unasked(connection, one)
    undo.note(connection, before)
    return gone
