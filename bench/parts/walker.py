"""A bare reader that walks every feed as a desk does and keeps nothing: so that what a desk pulls passes by, to be recorded."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from bench.parts.desk import signed_in, tell
from izanau_desktop.sync import pull
from izanau_desktop.sync.site import Site
from izanau_protocol import wire


def walked(site: Site, highs: dict[str, int]) -> int:
    """Read each scope: down from its head the first time, then up from where it was; how many entries came."""
    count = 0
    for name, head in site.ask(wire.Scopes, "/v1/scopes").scopes.items():
        place = 0 if name in highs else head.head + 1
        high = highs.setdefault(name, head.head)
        while place:
            few = {"limit": pull.FIRST} if place > high else {}
            entries, end = page(site, {"scope": name, "before": place, "read": high, **few})
            count, place = count + len(entries), end.cursor if end.more else 0
        while highs[name] < head.head:
            entries, end = page(site, {"scope": name, "after": highs[name], "read": highs[name]})
            count, highs[name] = count + len(entries), end.cursor
    return count


def page(site: Site, asked: dict[str, Any]) -> pull.Page:
    """A page that was asked for."""
    return pull.checked(site.get("/v1/feed", asked).body, "")


def main() -> None:
    """`folder url`; then for each line walk on."""
    desk, highs = signed_in(Path(sys.argv[1]), sys.argv[2]), dict[str, int]()
    with closing(desk.site()) as site:
        tell({"entries": walked(site, highs)})
        for _ in sys.stdin:
            tell({"entries": walked(site, highs)})
    desk.shut()


if __name__ == "__main__":
    main()
