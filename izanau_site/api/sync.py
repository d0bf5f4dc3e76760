"""Sync over HTTP: scopes, pages of feeds, pushes, acknowledgements, and a stream that says what moved."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from functools import partial
from typing import Annotated, Any, Final

import msgspec
import zstandard
from litestar import MediaType, Response, get, post
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import QueryParameter
from litestar.response import Stream

from izanau_protocol import ambient, vocabulary, wire
from izanau_protocol.documents import KINDS
from izanau_protocol.problems import Refused, problem
from izanau_protocol.rules.values import safe
from izanau_site.accounts import signin, tokens
from izanau_site.accounts.caller import Caller
from izanau_site.api.access import UNAGREED, Asked, address_of, token_of
from izanau_site.api.answers import NOTHING, Nothing
from izanau_site.api.body import BatchBody, Body
from izanau_site.policy import versions
from izanau_site.site import Site
from izanau_site.store.engine import FAULTS
from izanau_site.streams import Listener, Streams
from izanau_site.sync import pull
from izanau_site.sync.push import apply_batch

STREAM_SECONDS: Final = 600
"""A stream ends after this, so that its caller is looked at anew: which scopes came since."""
STREAMS_OF_ACCOUNT: Final = 20
"""One a device is enough; each costs memory for as long as it lasts."""
STREAMS_OF_ADDRESS: Final = 200
"""Of guests: many may stand behind one address."""
STREAM_PAUSE: Final = 60
"""Seconds after which a refused listener may try again, as clients do where no line can be held."""
_PUBLIC: Final = frozenset(pull.GUEST.scopes)
"""What everybody reads."""
_WORTH_IT: Final = 600  # bytes; below, compressing gains nothing
_LINES: Final = "application/x-ndjson"
_MOST: Final = (1 << 53) - 1
"""The largest number that JSON readers hold exactly."""
_log = logging.getLogger(__name__)


def reader_of(request: Asked, site: Site) -> Caller:
    """Who reads: a caller, or a guest who reads `jobs` only. A token that is none is refused all the same."""
    return signin.caller_of(site, token_of(request)) if "authorization" in request.headers else pull.GUEST


@get("/v1/scopes", opt=UNAGREED, sync_to_thread=True, tags=["sync"], responses={304: ResponseSpec(None)})
def scopes(request: Asked, site: Site) -> Response[wire.Scopes]:
    """The scopes that the caller reads, with ETag; 304: nothing has moved."""
    rules = site.settings
    with site.store.transaction() as connection:  # one for all of it: this is what is asked most often
        policy = versions.current(connection)
        signed = "authorization" in request.headers
        reader = tokens.caller_of(connection, token_of(request), policy) if signed else pull.GUEST
        found = pull.scopes(
            connection, reader, policy=policy.version, min_version=rules.min_version, lease_hours=rules.lease_hours
        )
    signin.note_seen(site, reader)
    data = msgspec.json.encode(found, order="sorted")
    tag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Authorization"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(None, status_code=304, headers=headers)  # type: ignore[arg-type]  # it has no body
    return Response(data, media_type=MediaType.JSON, headers=headers)  # type: ignore[arg-type]  # encoded already


@get("/v1/fields", opt=UNAGREED, sync_to_thread=False, tags=["sync"])
def fields() -> wire.Fields:
    """The fields that this site knows: what a newer program has besides stays with it until the site knows it too."""
    return wire.Fields(list(vocabulary.known()))


@get("/v1/feed", opt=UNAGREED, sync_to_thread=True, tags=["sync"], media_type=_LINES)
def feed(
    request: Asked,
    site: Site,
    name: Annotated[str, QueryParameter(name="scope")],  # `scope` is Litestar's own word for the request's scope
    after: int | None = None,
    before: int | None = None,
    limit: int = wire.PAGE_ENTRIES,
    gone: bool = False,
    kind: str = "",
    read: int = 0,
) -> Response[bytes]:
    """A page of a scope, one JSON document a line, closed by a line with count and hash; zstd or gzip if accepted."""
    for field, number in (("after", after), ("before", before), ("limit", limit), ("read", read)):
        if number is not None and not 0 <= number <= _MOST:
            raise Refused(problem("out_of_range", field, value=number, least=0, most=_MOST))
    if kind and kind not in KINDS:
        raise Refused(problem("unknown_kind", "kind", name=safe("", kind)))
    reader = reader_of(request, site)
    page = pull.feed(site.store, reader, name, after=after, before=before, limit=limit, gone=gone, kind=kind, read=read)
    data, encoding = compressed(page, request.headers.get("accept-encoding", ""))
    headers = {"Vary": "Accept-Encoding, Authorization", **({"Content-Encoding": encoding} if encoding else {})}
    return Response(data, media_type=_LINES, headers=headers)


@post("/v1/push", dto=BatchBody[wire.Batch], status_code=200, opt=UNAGREED, sync_to_thread=True, tags=["sync"])
def push(site: Site, caller: Caller, data: wire.Batch) -> wire.Answers:
    """Apply a batch; each push is answered on its own."""
    return apply_batch(site.store, caller, data)


@post("/v1/ack", dto=Body[wire.Gone], status_code=200, opt=UNAGREED, sync_to_thread=True, tags=["sync"])
def acknowledge(site: Site, caller: Caller, data: wire.Gone) -> Nothing:
    """This device has applied the tombstones of its scopes up to these seqs."""
    pull.acknowledge(site.store, caller, data.applied)
    return NOTHING


@get("/v1/events", opt=UNAGREED, tags=["sync"], media_type="text/event-stream")
async def events(request: Asked, site: Site) -> Stream:
    """Server-sent events: `event: moved`, `data: {"scope": …}`; it says no more than that."""
    reader = await asyncio.to_thread(reader_of, request, site)
    streams: Streams = request.app.state.streams
    who, most = reader.account or address_of(request), STREAMS_OF_ACCOUNT if reader.account else STREAMS_OF_ADDRESS
    heads = await asyncio.to_thread(streams.heads, reader.scopes) if streams.open_to(who) < most else None
    if heads is None or streams.open_to(who) >= most:
        raise Refused(problem("too_many_requests", seconds=STREAM_PAUSE))
    told = _told(streams, heads, who, partial(_still, site, reader))
    await anext(told)  # it listens before anything is waited for, so that of many at once each counts those before it
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return Stream(told, media_type="text/event-stream", headers=headers)


def _still(site: Site, reader: Caller, moved: frozenset[str]) -> frozenset[str]:
    """What moved of the scopes that the reader has at this moment: a right, or the session, may have ended since the line
    was opened. It costs no more than what is asked for by whoever is told; what everybody reads costs nothing. Where the
    database is away, nobody is told of more than that: a pull finds what moved."""
    if moved <= _PUBLIC:
        return moved
    try:
        with site.store.transaction() as connection:
            return moved & (_PUBLIC | tokens.scopes_of(connection, reader.device))
    except (*FAULTS, Refused) as fault:  # refused is who finds no way through, where the ledger is carried out first
        _log.warning("still", extra={"told": {"fault": type(fault).__name__}})
        return moved & _PUBLIC


async def _told(
    streams: Streams, heads: Mapping[str, int], who: str, still: Callable[[frozenset[str]], frozenset[str]]
) -> AsyncIterator[bytes]:
    """The bytes of a stream: nothing once it listens, at once a sign of life, then what moves.

    What the reader may hear of no more leaves the time of the next sign as it was: a delay would tell of it too.
    """
    until = ambient.monotonic() + STREAM_SECONDS
    with streams.listening(heads, who) as listener:
        yield b""
        yield b": listening\n\n"
        sign = ambient.monotonic() + wire.PING_SECONDS
        while not streams.ended.is_set() and ambient.monotonic() < until:
            moved = await _moved(streams, listener, sign - ambient.monotonic())
            heard = await asyncio.to_thread(still, moved) if moved else moved
            for scope in sorted(heard):
                yield b"event: moved\ndata: " + msgspec.json.encode({"scope": scope}) + b"\n\n"
            if not moved:
                yield b": still here\n\n"
            if heard or not moved:
                sign = ambient.monotonic() + wire.PING_SECONDS


async def _moved(streams: Streams, listener: Listener, seconds: float) -> frozenset[str]:
    """What moved, or nothing after so long or when the site is about to end."""
    waiting = asyncio.ensure_future(listener.wait(seconds))
    ending = asyncio.ensure_future(streams.ended.wait())
    try:
        await asyncio.wait({waiting, ending}, return_when=asyncio.FIRST_COMPLETED)
        return waiting.result() if waiting.done() else frozenset()
    finally:
        for task in (waiting, ending):
            task.cancel()


def compressed(data: bytes, accepted: str) -> tuple[bytes, str]:
    """The bytes as one zstd frame or a gzip member, and what the encoding is called; empty where neither is wanted."""
    wanted = {part.split(";")[0].strip().lower() for part in accepted.split(",") if not part.strip().endswith("q=0")}
    if len(data) < _WORTH_IT:
        return data, ""
    if "zstd" in wanted:
        return zstandard.ZstdCompressor(level=3).compress(data), "zstd"
    if "gzip" in wanted:
        return gzip.compress(data, 5, mtime=0), "gzip"
    return data, ""


HANDLERS: Final[tuple[Any, ...]] = (scopes, fields, feed, push, acknowledge, events)
