"""Anki's own sync, run by the Python of its environment: two collections and a server; `url file folder`."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from anki.collection import AddNoteRequest, Collection  # type: ignore[import-not-found]  # only in its own environment

USER = "bench"


def filled(collection: Any, lines: list[str]) -> None:
    """Add a note for each line."""
    kind = collection.models.by_name("Basic")
    requests = []
    for line in lines:
        note = collection.new_note(kind)
        told = json.loads(line)
        note["Front"], note["Back"] = told["application"], told["text"]
        requests.append(AddNoteRequest(note, collection.decks.id("Default")))
    collection.add_notes(requests)


def same(collection: Any, url: str, *, upload: bool) -> Any:
    """Let a new collection and the server begin alike; the session."""
    session = collection.sync_login(USER, USER, url)
    told = collection.sync_collection(session, sync_media=False)
    collection.close_for_full_sync()
    collection.full_upload_or_download(auth=session, server_usn=told.server_media_usn, upload=upload)
    collection.reopen(after_full_sync=True)
    return session


def synced(collection: Any, session: Any) -> float:
    """Seconds of a sync that must go by changes, not by a copy of the whole file."""
    since = time.perf_counter()
    told = collection.sync_collection(session, sync_media=False)
    if told.required not in (told.NO_CHANGES, told.NORMAL_SYNC):
        raise RuntimeError(f"Anki wants more than its changes synced: {told}")
    return time.perf_counter() - since


def main() -> None:
    """Push from one collection, pull into the other."""
    url, lines, folder = sys.argv[1], Path(sys.argv[2]).read_text(encoding="utf-8").splitlines(), Path(sys.argv[3])
    folder.mkdir()
    here, there = (Collection(str(folder / f"{name}.anki2")) for name in ("here", "there"))
    filled(here, lines[:1])  # the file of an empty one is not taken
    own = same(here, url, upload=True)
    other = same(there, url, upload=False)
    filled(here, lines)
    before = there.note_count()
    told = {"push_s": synced(here, own), "pull_s": synced(there, other), "documents": there.note_count() - before}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
