"""Set up what the demo or the tests need: system parts, a virtual environment, the locked packages; a second run does nothing."""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
# Sizes of the wheels for Linux, added up from the locks of 2026-11-23.
LOCKS = {"demo": ("requirements/user.txt", 130), "test": ("requirements/dev.txt", 185)}
PLACES = ["/usr/libexec", "/usr/lib/at-spi2-core", *map(str, Path("/usr/lib/postgresql").glob("*/bin"))]


def main(purpose: str) -> None:
    """Bring the machine to the state that the locks describe, for `demo` or for `test`."""
    if sys.version_info < (3, 11):  # noqa: UP036 # this file is what an older Python meets first
        sys.exit(f"IZANAU needs Python 3.11 or later; this is {sys.version.split()[0]}. Try: make PYTHON=python3.12 …")
    lock, megabytes = LOCKS[purpose]
    inputs = [lock, "pyproject.toml", "hatch_build.py", "tools/debian-packages.txt"]
    state = hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in inputs)).hexdigest() + sys.prefix
    stamp = VENV / f".set-up-for-{purpose}"
    if stamp.exists() and stamp.read_text() == state:
        return
    if sys.platform == "linux":
        install_system_parts(purpose)
    if not PYTHON.exists():
        run([sys.executable, "-m", "venv", str(VENV)])
    print(f"Python packages: everything in {lock}, up to {megabytes} MB to download, into .venv")
    run([str(PYTHON), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock])
    run([str(PYTHON), "-m", "pip", "install", "--quiet", "--no-build-isolation", "--no-deps", "-e", "."])
    stamp.write_text(state)


def install_system_parts(purpose: str) -> None:
    """Install missing Debian packages when root, else name exactly what is missing and stop."""
    lines = [line.split() for line in (ROOT / "tools/debian-packages.txt").read_text().splitlines() if line[0] != "#"]
    missing = {package: sign for package, sign, who in lines if who in {"demo", purpose} and not present(sign)}
    if not PYTHON.exists() and importlib.util.find_spec("ensurepip") is None:  # which Debian packs apart
        missing["python3-venv"] = "Python's ensurepip"
    if not missing:
        return
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    if not shutil.which("apt-get"):
        sys.exit("Missing on this system:\n" + "\n".join(f"  {s} (Debian: {p})" for p, s in missing.items()))
    if os.geteuid():
        sys.exit(f"Missing: {', '.join(missing)}. Install with:\n  sudo {' '.join(install)}")
    run(["apt-get", "update", "-qq"])
    english = {**os.environ, "LC_ALL": "C"}
    plan = subprocess.run([*install, "--assume-no"], capture_output=True, text=True, check=False, env=english).stdout
    size = re.search(r"Need to get (.*) of archives", plan)
    print(f"System packages: {', '.join(missing)}; {size[1] if size else 'nothing'} to download")
    run([*install, "-qq"])


def present(sign: str) -> bool:
    """Whether a library can be loaded or a program found."""
    if ".so." not in sign:
        return bool(shutil.which(sign, path=os.pathsep.join([os.environ.get("PATH", ""), *PLACES])))
    try:
        ctypes.CDLL(sign)
    except OSError:
        return False
    return True


def run(command: list[str]) -> None:
    """Run a step; what it says on failure is the answer, so leave with its code."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    if code:
        sys.exit(f"this step failed ({code}): {' '.join(command)}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "test")
