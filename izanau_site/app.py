"""The ASGI application: routes, problems, headers, background work; one site a process."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

from litestar import Litestar, Router
from litestar.datastructures import State
from litestar.exceptions import NotFoundException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme

import izanau_protocol
from izanau_protocol import wire
from izanau_site import logs, pages
from izanau_site import settings as settings_of
from izanau_site.api import accounts, erasures, files, policy, privacy, public, records, retention, sync, team, tickets
from izanau_site.api.access import DEPENDENCIES, limited, named
from izanau_site.api.describing import described, operation_id, whole
from izanau_site.api.problems import HANDLERS
from izanau_site.guard import before_send, digested
from izanau_site.pages import frame
from izanau_site.site import Site, open_site
from izanau_site.streams import Streams
from izanau_site.work.runner import Runner

API: Final = tuple(
    described(handler)
    for module in (accounts, erasures, files, policy, privacy, public, records, retention, sync, team, tickets)
    for handler in module.HANDLERS
)
ROUTES: Final = (*API, *pages.HANDLERS)


def openapi() -> OpenAPIConfig:
    """How the API describes itself at /v1/openapi.json."""
    return OpenAPIConfig(
        title="IZANAU",
        version=izanau_protocol.__version__,
        description="The site API. Every refusal is a problem of RFC 9457 with `code` and `field`.",
        path="/v1",
        render_plugins=[JsonRenderPlugin(path="/openapi.json")],
        components=Components(security_schemes={"bearer": SecurityScheme(type="http", scheme="bearer")}),
        use_handler_docstrings=True,
        create_examples=False,
        operation_id_creator=operation_id,
    )


def create_app(make: Callable[[], Site], *, work: bool = False, log: Path | None = None) -> Litestar:
    """The application of a site that `make` opens when serving begins; `work`: it sends mails and tidies up too; `log`:
    the folder of what requests leave."""

    @contextlib.asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        site = make()
        app.state.site, app.state.streams = site, Streams(site.store)
        workers = ThreadPoolExecutor(site.settings.threads, thread_name_prefix="request")
        asyncio.get_running_loop().set_default_executor(workers)
        working = Runner(site).running() if work else contextlib.nullcontext()
        try:
            with logs.kept(log) if log else contextlib.nullcontext():
                async with app.state.streams.running(), working:
                    yield
        finally:
            workers.shutdown()
            site.store.close()

    app = Litestar(
        # One router for all: Litestar 2.25 prepares a handler twice, and breaks it, where a later one shares its path.
        route_handlers=[Router(path="/", route_handlers=ROUTES)],
        dependencies=DEPENDENCIES,
        guards=[limited, named],
        exception_handlers={**HANDLERS, NotFoundException: frame.missing},
        before_send=[before_send],
        lifespan=[lifespan],
        openapi_config=openapi(),
        request_max_body_size=wire.MAX_REQUEST,
        logging_config=None,
        state=State({}),
        debug=False,
    )
    app.asgi_handler = digested(app.asgi_handler)  # a middleware would miss what no route answers
    whole(app.openapi_schema)
    return app


def from_environment() -> Any:
    """The application as a process of uvicorn makes it."""
    logs.begin()
    settings = settings_of.load()
    return create_app(lambda: open_site(settings), work=settings.work_inside, log=settings.data_dir / logs.FOLDER)
