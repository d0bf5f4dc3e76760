"""Look at what programs show to assistive technology: run by file path, so that nothing else of the project is loaded."""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import os
import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_NAME = "tour"


def load_package() -> None:
    """Make the package at hand importable as ``tour``, without the package around it and without its folder on the path."""
    sys.path[:] = [place for place in sys.path if Path(place).resolve() != _HERE]
    spec = importlib.util.spec_from_file_location(_NAME, _HERE / "__init__.py", submodule_search_locations=[str(_HERE)])
    if spec is None or spec.loader is None:
        raise ImportError(f"no package in {_HERE}")
    package = importlib.util.module_from_spec(spec)
    sys.modules[_NAME] = package
    spec.loader.exec_module(package)


def main(arguments: list[str]) -> int:
    """Carry out one command in the session that the environment names."""
    parser = argparse.ArgumentParser(prog=_NAME, description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("programs", help="list the programs that show themselves")
    commands.add_parser("tree", help="print what a program shows").add_argument("pid", type=int)
    commands.add_parser("picture", help="write a picture of the screen").add_argument("file", type=Path)
    story = commands.add_parser("story", help="start a demo and drive it through the main job")
    story.add_argument("demo", type=Path, help="the demo's data folder")
    story.add_argument("pictures", type=Path, help="where pictures and transcript go")
    story.add_argument("program", nargs=argparse.REMAINDER, help="the command that starts the demo")
    asked = parser.parse_args(arguments)
    if asked.command == "story":
        importlib.import_module(f"{_NAME}.story").tell(asked.program, asked.demo, asked.pictures, os.environ)
        return 0
    if asked.command == "picture":
        windows = importlib.import_module(f"{_NAME}.windows").Windows(os.environ["DISPLAY"])
        importlib.import_module(f"{_NAME}.picture").take_picture(windows.display, asked.file)
        return 0
    atspi = importlib.import_module(f"{_NAME}.atspi")
    with atspi.open_accessibility_bus(os.environ["DBUS_SESSION_BUS_ADDRESS"]) as bus:
        if asked.command == "tree":
            lines = [atspi.Application(bus, asked.pid).dump()]
        else:
            lines = [f"{pid} {node.name}" for pid, node in sorted(atspi.applications(bus).items())]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    load_package()
    sys.exit(main(sys.argv[1:]))
