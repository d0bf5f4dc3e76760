"""What the subcommands share: the settings of this call, and the site opened for it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from izanau_site import settings as settings_of
from izanau_site.command.program import option
from izanau_site.settings import Settings
from izanau_site.site import Site, open_site, prepare


def settings(**given: str | int | None) -> Settings:
    """The settings of this call: what is given, else environment, else the file that `--settings` names."""
    file: Path | None = option("settings")
    return settings_of.load(file, None, data_dir=option("data_dir"), **given)


@contextlib.contextmanager
def opened(found: Settings | None = None) -> Iterator[Site]:
    """The site, prepared and closed at the end."""
    chosen = found or settings()
    prepare(chosen)
    site = open_site(chosen)
    try:
        yield site
    finally:
        site.store.close()
