"""Runs the background work: sends what waits in the outbox, drops what is kept no longer; several at once do no harm."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import traceback
from collections.abc import AsyncIterator
from typing import Final

from izanau_protocol import ambient
from izanau_site.policy import news
from izanau_site.site import Site
from izanau_site.store import engine
from izanau_site.work import job_information, noticing, profile_updates, retention
from izanau_site.work.scrubbing import Scrubber
from izanau_site.work.sender import Sender

_TIDY_SECONDS: Final = 600
_GATHER_SECONDS: Final = 3600
"""Between two looks for whom there is job information, whose profile was left alone for long, and who is told of what."""
_log = logging.getLogger(__name__)


class Runner:
    """The loop of one process."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._sender = Sender(site)
        self._scrubber = Scrubber(site)
        self._tidied = ambient.monotonic() - _TIDY_SECONDS
        self._gathered = ambient.monotonic() - _GATHER_SECONDS
        self._told: object = None
        """What was logged last of rounds that failed, and goes on."""

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Work beside what goes on inside."""
        stop = asyncio.Event()
        task = asyncio.create_task(self.run(stop))
        try:
            yield
        finally:
            stop.set()
            await task

    async def run(self, stop: asyncio.Event) -> None:
        """Work until told to stop; a fault of one round is logged, once as long as it stays the same, and does not end it."""
        while not stop.is_set():
            try:
                sent = await self.once()
                self._told = None
                if sent:
                    continue  # there may be more
            except Exception as fault:  # noqa: BLE001 - a broken round must not end the work of the site
                code = engine.code_of(fault) if isinstance(fault, engine.FAULTS) else ""
                met = type(fault), code, traceback.extract_tb(fault.__traceback__)[-1]
                if met != self._told:
                    _log.error("work", exc_info=fault)
                self._told = met
            with contextlib.suppress(TimeoutError):  # rule: the time between two rounds has passed
                await asyncio.wait_for(stop.wait(), self._site.settings.work_seconds)

    async def once(self) -> int:
        """One round; returns how many mails left, or were put into the outbox."""
        at, began = ambient.monotonic(), ambient.timestamp()
        sent = await self._sender.send_waiting()
        if self._site.settings.public_url:
            sent += await asyncio.to_thread(news.tell, self._site.store, self._site.settings.public_url)
        if at - self._gathered >= _GATHER_SECONDS:
            self._gathered = at
            for work in (job_information, profile_updates, noticing):
                sent += await asyncio.to_thread(work.gather, self._site)
        if at - self._tidied >= _TIDY_SECONDS:
            self._tidied = at
            await asyncio.to_thread(retention.tidy, self._site)
            _log.info("tidied", extra={"told": {"as_of": began}})
        await asyncio.to_thread(self._scrubber.scrub)
        return sent
