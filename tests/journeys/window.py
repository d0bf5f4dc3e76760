"""The real window of one person, opened as from a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from izanau_desktop.tour.program import Program
from izanau_desktop.tour.seat import Seat, holding, starting
from tests.journeys.command import executable
from tests.journeys.written import noted

__all__ = ["Program", "Seat", "holding", "opened", "starting"]


@contextmanager
def opened(env: Mapping[str, str], data_dir: Path, said: Path, *words: str) -> Iterator[Seat]:
    """A window on a data folder; what the program writes is kept in the folder `said`. It is ended when done."""
    noted(said, data_dir / "logs", data_dir / "crashes")
    settings = {"IZANAU_DATA_DIR": str(data_dir), "LC_ALL": "C.UTF-8"}
    with Program.start([executable("izanau"), *words], env, said, settings, seconds=60) as program:
        yield Seat(data_dir.name, program, env, data_dir)
