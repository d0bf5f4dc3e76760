"""The built wheel works in an empty environment, away from the source tree."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import izanau_protocol

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def run(*command: object, folder: Path, **environment: str) -> str:
    """Run a step with nothing of the source tree in its environment; its output, or a failure with all it said."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=folder, env={**kept, **environment}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the sdist as a packager would."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, folder=folder)
    return next(folder.glob("*.whl"))


def needed(place: Path) -> set[str]:
    """The closure of what the wheel in `place` requires, by its own metadata, with the site's extra."""
    found: set[str] = set()
    waiting = [
        (one, "site") for one in next(iter(metadata.distributions(name="izanau", path=[str(place)]))).requires or ()
    ]
    while waiting:
        line, extra = waiting.pop()
        required = Requirement(line)
        name = canonicalize_name(required.name)
        holds = required.marker is None or required.marker.evaluate({"extra": extra})
        if not holds or (name in found and not required.extras):
            continue
        found.add(name)
        for one in metadata.distribution(name).requires or ():
            waiting += [(one, more) for more in ("", *required.extras)]
    return found


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty environment with the wheel and what it says that it needs, linked from here so that nothing is downloaded."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    place = next(folder.glob("lib/python*/site-packages"))
    run(sys.executable, "-m", "pip", "--python", folder, "install", "--no-deps", "--no-index", wheel, folder=folder)
    for name in needed(place):
        for top in {file.parts[0] for file in metadata.distribution(name).files or () if file.parts[0] != ".."}:
            if not (place / top).exists():
                (place / top).symlink_to(str(metadata.distribution(name).locate_file(top)))
    return folder


def test_wheel_holds_compiled_forms_and_resources(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    forms = {
        f"izanau_desktop/forms/{f.relative_to(ROOT / 'ui').with_suffix('.py').as_posix()}"
        for f in ROOT.glob("ui/**/*.ui")
    }
    resources = [f for f in ROOT.glob("resources/**/*") if f.is_file()]
    targets = [f.with_suffix(".qm") if f.suffix == ".ts" else f for f in resources]
    assert forms
    assert (
        forms | {f"izanau_desktop/_resources/{f.relative_to(ROOT / 'resources').as_posix()}" for f in targets} <= packed
    )


def test_wheel_leaves_sources_and_tests_out(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {
        "izanau_protocol",
        "izanau_site",
        "izanau_desktop",
    }


def test_installed_commands_tell_their_version(environment: Path) -> None:
    for command in ("izanau", "izanau-site"):
        said = run(environment / "bin" / command, "--version", folder=environment)
        assert izanau_protocol.__version__ in said


def test_installed_program_works_with_what_it_requires(environment: Path) -> None:
    said = run(environment / "bin/izanau", "--self-test", folder=environment, QT_QPA_PLATFORM="offscreen")
    assert said.count(": ok") == len(said.splitlines()) > 3
    code = "import izanau_site.app, izanau_site.demo.seed, izanau_site.work.runner"
    run(environment / "bin/python", "-c", code, folder=environment)


def test_installed_forms_import_away_from_the_source(environment: Path) -> None:
    forms = [f.relative_to(ROOT / "ui").with_suffix("") for f in sorted(ROOT.glob("ui/**/*.ui"))]
    modules = ["izanau_desktop.forms." + ".".join(form.parts) for form in forms]
    code = f"import importlib, izanau_desktop\nfor m in {modules!r}: importlib.import_module(m)\nprint(izanau_desktop.__file__)"
    place = run(environment / "bin/python", "-c", code, folder=environment)
    assert place.startswith(str(environment))
