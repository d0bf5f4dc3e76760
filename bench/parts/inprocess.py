"""A site in this process, as its own modules see it; nothing of it is served."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from izanau_site import settings as settings_of
from izanau_site.site import Site, open_site, prepare


@contextmanager
def opened(folder: Path, **chosen: Any) -> Iterator[Site]:
    """The site of a folder, made where there is none: on SQLite, unless other settings are `chosen`."""
    settings = settings_of.load(environment={}, data_dir=folder, **chosen)
    prepare(settings)
    site = open_site(settings)
    try:
        yield site
    finally:
        site.store.close()
