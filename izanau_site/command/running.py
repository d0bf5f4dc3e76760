"""serve, work, migrate, check, settings, openapi: running the site and looking whether it can run."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from types import FrameType
from typing import Any, Final

import click
import msgspec
import uvicorn
from uvicorn.supervisors import Multiprocess

from izanau_site import logs
from izanau_site import settings as settings_of
from izanau_site.command.program import DONE, INTERRUPTED, Verb, said, told
from izanau_site.command.settled import opened, settings
from izanau_site.settings import Settings
from izanau_site.site import open_site, prepare
from izanau_site.store import migrations
from izanau_site.streams import Streams
from izanau_site.work.runner import Runner

GRACE_SECONDS: Final = 5


class _Server(uvicorn.Server):
    """A server that says on standard output when it is ready."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Told to end: streams, which never end by themselves, are ended first."""
        super().handle_exit(sig, frame)
        streams: Streams | None = self.config.app.state.get("streams")  # type: ignore[union-attr]  # it is a Litestar
        if streams is not None:
            streams.end()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        if self.started and sockets:
            click.echo(f"listening on {url_of(sockets[0])}")


@click.command(cls=Verb)
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on; 0 takes a free one.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes that answer requests.")
def serve(host: str | None, port: int | None, workers: int | None) -> None:
    """Serve the site; prints `listening on URL` when ready."""
    chosen = settings(host=host, port=port, workers=workers)
    with _bound(chosen.host, chosen.port) as bound:
        if not chosen.public_url:
            chosen = msgspec.structs.replace(chosen, public_url=url_of(bound))
        prepare(chosen)
        if chosen.workers == 1:
            _serve_here(chosen, bound)
        else:
            _serve_in_processes(chosen, bound)


def _serve_here(chosen: Settings, bound: socket.socket) -> None:
    from izanau_site.app import create_app  # takes as long to import as all else, and only who serves needs it

    app = create_app(lambda: open_site(chosen), work=chosen.work_inside, log=chosen.data_dir / logs.FOLDER)
    server = _Server(_config(app, chosen))
    server.run(sockets=[bound])
    if not server.started:
        raise click.ClickException("the site could not start; the log says why")


def _serve_in_processes(chosen: Settings, bound: socket.socket) -> None:
    """Each process makes its own application from the environment, which carries the settings of this one."""
    for name in Settings.__struct_fields__:
        value = getattr(chosen, name)
        text = str(value).lower() if isinstance(value, bool) else str(value)
        os.environ[f"{settings_of.PREFIX}{name.upper()}"] = text
    config = _config("izanau_site.app:from_environment", chosen, factory=True, workers=chosen.workers)
    open_site(chosen).store.close()  # the epoch and the first policy are there before the processes race for them
    bound.listen(2048)
    click.echo(f"listening on {url_of(bound)}")
    Multiprocess(config, [bound]).run()


def _config(app: Any, chosen: Settings, **more: Any) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=True,
        proxy_headers=False,
        lifespan="on",
        limit_concurrency=2000,
        timeout_graceful_shutdown=GRACE_SECONDS,
        **more,
    )


def _bound(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as fault:
        raise click.ClickException(f"cannot listen on {host} port {port}: {fault.strerror or fault}") from fault


def url_of(bound: socket.socket) -> str:
    """The address that a browser on this machine would use."""
    host, port = bound.getsockname()[:2]
    named = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - it is only read here
    return f"http://[{named}]:{port}" if ":" in named else f"http://{named}:{port}"


@click.command(cls=Verb)
def work() -> int:
    """Send mails and tidy up, in a process of its own."""
    caught: list[int] = []
    with opened() as site:

        async def until_told() -> None:
            stop = asyncio.Event()
            loop = asyncio.get_running_loop()

            def end(number: int, _frame: FrameType | None) -> None:
                caught.append(number)
                loop.call_soon_threadsafe(stop.set)

            for name in (signal.SIGINT, signal.SIGTERM):
                signal.signal(name, end)
            said("working")
            await Runner(site).run(stop)

        asyncio.run(until_told())
    return INTERRUPTED if signal.SIGINT in caught else DONE


@click.command(cls=Verb)
def migrate() -> None:
    """Bring the database's schema up."""
    chosen = settings()
    before, after = migrations.migrate(chosen.database)
    said(f"nothing to do: {after}" if before == after else f"{before or 'empty'} -> {after}")
    told({"before": before, "after": after})


@click.command("settings", cls=Verb)
def list_settings() -> None:
    """List each setting with default and meaning."""
    found = settings_of.lines()
    words = (f"{one.variable}\n    {one.meaning}{f' (default: {one.default})' if one.default else ''}" for one in found)
    told({"items": [msgspec.to_builtins(one) for one in found], "total": len(found), "next": ""}, "\n".join(words))


@click.command(cls=Verb)
def openapi() -> None:
    """Print the OpenAPI document."""
    click.echo(openapi_text(), nl=False)


def openapi_text() -> str:
    """The OpenAPI document as it is kept in docs/: keys sorted, two spaces, one line end at its end."""
    from izanau_site.app import create_app  # as above

    app = create_app(lambda: open_site(settings_of.load()))
    schema = msgspec.json.encode(app.openapi_schema.to_schema(), order="sorted")
    return msgspec.json.format(schema, indent=2).decode() + "\n"


COMMANDS = (serve, work, migrate, list_settings, openapi)
