"""Whether a window can open here: Qt would end the whole process where no display answers."""

from __future__ import annotations

import os
import re
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import click

from izanau_protocol.fields import Words

_LOCAL: Final = re.compile(r"(?:unix)?:(\d+)(?:\.\d+)?")
"""The name of an X display on this machine; others are left for Qt to try."""
_NONE: Final = Words(
    "No window can be opened: there is no display that answers. Run this in a graphical session, or use the commands:"
    " `izanau --help` lists them.",
    "ウィンドウを開けません。応答するディスプレイがありません。デスクトップ環境で実行するか、コマンドをお使いください"
    "（一覧: `izanau --help`）。",
)


def is_there(environment: Mapping[str, str] | None = None) -> bool:
    """Whether there is a display; only systems where programs can be without one are asked."""
    env = os.environ if environment is None else environment
    if sys.platform in ("win32", "darwin"):
        return True
    wanted = [name.partition(":")[0] for name in env.get("QT_QPA_PLATFORM", "").split(";") if name]
    return any(_answers_as(name, env) for name in wanted or ("wayland", "xcb"))


def required(language: str) -> None:
    """Raise ClickException where no window can open."""
    if not is_there():
        raise click.ClickException(_NONE.of(language))


def _answers_as(platform: str, env: Mapping[str, str]) -> bool:
    """Whether a platform of Qt finds its display; those that draw into memory or by themselves need none."""
    if platform.startswith("wayland"):
        return _wayland(env)
    return _x(env.get("DISPLAY", "")) if platform == "xcb" else True


def _wayland(env: Mapping[str, str]) -> bool:
    name = env.get("WAYLAND_DISPLAY", "")
    return bool(name) and _answers(str(Path(env.get("XDG_RUNTIME_DIR", "/")) / name))


def _x(name: str) -> bool:
    local = _LOCAL.fullmatch(name)
    if local is None:
        return bool(name)
    path = f"/tmp/.X11-unix/X{local[1]}"  # noqa: S108 - where X keeps its sockets
    return _answers(path) or (sys.platform == "linux" and _answers(f"\0{path}"))


def _answers(path: str) -> bool:
    with socket.socket(socket.AF_UNIX) as one:
        one.settimeout(2)
        try:
            one.connect(path)
        except OSError:
            return False
        return True
