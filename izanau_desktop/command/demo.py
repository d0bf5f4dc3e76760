"""demo: a site of its own with believable data, and the window; without a display, the tour that drives itself."""

from __future__ import annotations

import click

from izanau_desktop.command import display
from izanau_desktop.command.program import verb
from izanau_desktop.command.session import session


@verb()
@click.option("--role", type=click.Choice(["seeker", "company", "staff"]), help="Open in this role.")
@click.option("--applicants", default=1500, show_default=True, type=click.IntRange(0, 20_000), help="At the company.")
@click.option("--reset", is_flag=True, help="Begin anew: the demo's data and keychain entries go first.")
def demo(role: str | None, applicants: int, *, reset: bool) -> int:
    """Try everything on a site of its own with believable data; needs the extra `site`."""
    now = session()
    from izanau_desktop.demo.site import NoSite
    from izanau_desktop.demo.site import reset as begin_anew

    try:
        if reset:
            begin_anew(now.folder / "demo")
        if not display.is_there():
            from izanau_desktop.demo.alone import run as drive

            return drive(now.folder, applicants)
        from izanau_desktop.demo.run import run

        return run(now.folder, role or "", applicants)
    except NoSite as missing:
        raise click.ClickException(str(missing)) from missing
