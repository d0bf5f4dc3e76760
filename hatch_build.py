"""Compile the Designer forms and translations and lay out the resources, for the wheel, an editable install and `make forms`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FORMS = Path("izanau_desktop/forms")
RESOURCES = Path("izanau_desktop/_resources")
PACKAGE_LINE = '"""Forms made from ui/ by the build; edit those."""\n'


class FormsBuildHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's own configuration type is of no use here
    """The build hook that hatchling calls before it collects the files of a wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make what is stale and tell hatchling to take it although git ignores it."""
        generate(Path(self.root))
        build_data["artifacts"] += [f"/{FORMS.as_posix()}/**", f"/{RESOURCES.as_posix()}/**"]


def generate(root: Path) -> int:
    """Bring forms and resources up to date below `root`; returns how many files were made anew."""
    forms = _forms(root)
    translations, copies = _resources(root)
    tools = [(source, target, "uic") for source, target in forms] + [(s, t, "lrelease") for s, t in translations]
    stale = [step for step in tools if _stale(step[0], step[1])]
    stale_copies = [step for step in copies if _stale(*step)]
    for target in [step[1] for step in stale] + [step[1] for step in stale_copies]:
        target.parent.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda step: _run_tool(*step), stale))
    for source, target in stale_copies:
        shutil.copyfile(source, target)
    packages = _mark_packages(root, [target for _, target in forms])
    wanted = {target for _, target in [*forms, *translations, *copies]} | packages
    _remove_leftovers(root, wanted)
    return len(stale) + len(stale_copies)


def _forms(root: Path) -> list[tuple[Path, Path]]:
    ui = root / "ui"
    return [(file, (root / FORMS / file.relative_to(ui)).with_suffix(".py")) for file in sorted(ui.rglob("*.ui"))]


def _resources(root: Path) -> tuple[list[tuple[Path, Path]], list[tuple[Path, Path]]]:
    """Translations (to compile) and all other files (to copy), each with its target."""
    folder = root / "resources"
    files = [
        (file, root / RESOURCES / file.relative_to(folder)) for file in sorted(folder.rglob("*")) if file.is_file()
    ]
    translations = [(file, target.with_suffix(".qm")) for file, target in files if file.suffix == ".ts"]
    copies = [(file, target) for file, target in files if file.suffix != ".ts"]
    return translations, copies


def _stale(source: Path, target: Path) -> bool:
    return not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns


def _run_tool(source: Path, target: Path, tool: str) -> None:
    """Run PySide's uic or lrelease on one file; its warnings stop the build, as they mean a broken form."""
    # Written beside and moved: a killed or a second build at the same time must not leave half a file.
    unfinished = target.with_name(f".{os.getpid()}-{target.name}")
    arguments = (
        [str(source), "-o", str(unfinished)] if tool == "uic" else ["-silent", str(source), "-qm", str(unfinished)]
    )
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}  # Qt warns of any other
    call = f"from PySide6.scripts.pyside_tool import {tool}; {tool}()"
    done = subprocess.run(
        [sys.executable, "-c", call, *arguments], capture_output=True, text=True, env=environment, check=False
    )
    if done.returncode or "Warning:" in done.stderr:
        unfinished.unlink(missing_ok=True)
        raise SystemExit(f"{tool} failed on {source}:\n{done.stderr or done.stdout}")
    unfinished.replace(target)


def _mark_packages(root: Path, modules: list[Path]) -> set[Path]:
    """Put an __init__.py into the forms folder and each of its subfolders that holds a module."""
    folders = {root / FORMS} | {
        folder for module in modules for folder in module.parents if root / FORMS in folder.parents
    }
    markers = {folder / "__init__.py" for folder in folders}
    for marker in markers:
        marker.parent.mkdir(parents=True, exist_ok=True)
        if not marker.exists():
            marker.write_text(PACKAGE_LINE, encoding="utf-8")
    return markers


def _remove_leftovers(root: Path, wanted: set[Path]) -> None:
    """Remove what an earlier run made of a source that is gone."""
    for folder in (root / FORMS, root / RESOURCES):
        for file in folder.rglob("*"):
            if file.is_file() and file not in wanted and file.suffix != ".pyc" and not file.name.startswith("."):
                file.unlink(missing_ok=True)


if __name__ == "__main__":
    made = generate(Path(__file__).resolve().parent)
    sys.stdout.write(f"forms and resources: {made} made anew\n")
