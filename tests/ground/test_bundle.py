"""The Linux bundle starts by itself and passes its own self-test."""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import izanau_protocol

ROOT = Path(__file__).resolve().parents[2]
LINUX = ROOT / "packaging/linux"


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle, built into a folder of this run; its program."""
    folder = tmp_path_factory.mktemp("bundle")
    places = ["--distpath", str(folder / "dist"), "--workpath", str(folder / "work")]
    command = [
        sys.executable,
        "-m",
        "PyInstaller",
        "--noconfirm",
        "--log-level",
        "ERROR",
        *places,
        str(LINUX / "izanau.spec"),
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "dist/izanau/izanau"


def run_bundle(program: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the bundle with no Python, no source tree and a fresh home."""
    environment = {
        "HOME": str(folder),
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "IZANAU_DATA_DIR": str(folder / "data"),
    }
    environment |= {"QT_QPA_PLATFORM": "offscreen", "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    command = [str(program), *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.skipif(sys.platform != "linux", reason="the bundle is Linux's")
def test_bundle_passes_its_own_self_test(bundle: Path, tmp_path: Path) -> None:
    done = run_bundle(bundle, tmp_path, "--self-test")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.skipif(sys.platform != "linux", reason="the bundle is Linux's")
def test_bundle_tells_its_version(bundle: Path, tmp_path: Path) -> None:
    assert izanau_protocol.__version__ in run_bundle(bundle, tmp_path, "--version").stdout


def test_desktop_entry_names_program_and_icon() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[method-assign,assignment]  # configparser's own way to keep the letters' case
    entry.read(LINUX / "izanau.desktop", encoding="utf-8")
    facts = entry["Desktop Entry"]
    assert (facts["Type"], facts["Exec"], facts["Terminal"]) == ("Application", "izanau", "false")
    assert (LINUX / f"{facts['Icon']}.svg").is_file()
    assert all(f"{name}[ja]" in facts for name in ("GenericName", "Comment", "Keywords"))


@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="desktop-file-utils is not installed")
def test_desktop_entry_is_valid_by_its_specification() -> None:
    command = ["desktop-file-validate", str(LINUX / "izanau.desktop")]
    done = subprocess.run(command, env=dict(os.environ), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_metainfo_launches_the_desktop_entry() -> None:
    root = ET.parse(LINUX / "izanau.metainfo.xml").getroot()
    launchable = root.findtext("launchable")
    assert launchable
    assert (LINUX / launchable).is_file()
    assert root.findtext("project_license") == "Apache-2.0"
