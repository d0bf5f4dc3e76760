"""What rows of the index lost is taken out behind the sync: by the process beside, or in place where nobody else reads."""

from __future__ import annotations

from typing import Any

from izanau_desktop.cache import Cache, joining, meta, search
from izanau_desktop.sync import engine
from izanau_desktop.sync.indexer import Indexer
from izanau_desktop.sync.site import Site
from tests.desktop.sync.test_first_pull import JOBS, found, offer, work_off


def test_process_beside_joins_an_index_that_lost_words(double: Any, site: Site, kept: Cache) -> None:
    offer(double)
    engine.sync(kept, site)
    work_off(kept)
    with kept.file.write(counted=False) as connection:
        meta.put(connection, search.LOST, "1")
    beside = Indexer(kept.file)
    assert beside.look()
    beside.finish(lambda: None)
    assert not kept.look(joining.is_due)
    assert (found(kept), beside.look()) == (JOBS, False)


def test_index_in_memory_that_lost_words_is_joined_in_place(double: Any, site: Site) -> None:
    offer(double)
    cache = Cache(None)
    engine.sync(cache, site)
    work_off(cache)
    with cache.file.write(counted=False) as connection:
        meta.put(connection, search.LOST, "1")
    assert not Indexer(cache.file).look()
    assert not cache.look(joining.is_due)
