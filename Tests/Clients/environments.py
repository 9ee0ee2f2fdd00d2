"""One virtual environment per client, pinned exactly, under .venvs/ of the repository."""

from __future__ import annotations

import fcntl
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parents[1] / ".venvs"
STAMP = "installed.txt"
INSTALL_SECONDS = 300
TRIES = 2


def python_of(environment: str) -> Path:
    """The interpreter of one environment."""
    return FOLDER / environment / "bin" / "python"


def install(environment: str) -> str | None:
    """Makes one environment unless it is complete already. Returns what went wrong, or None."""
    requirements = HERE / "requirements" / f"{environment}.txt"
    pins = f"python {sys.version.split()[0]}\n{requirements.read_text(encoding='utf-8')}"
    folder = FOLDER / environment
    stamp = folder / STAMP
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == pins and python_of(environment).exists():
        return None
    problem = ""
    for _ in range(TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        try:
            run([sys.executable, "-m", "venv", str(folder)])
            run([str(python_of(environment)), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-input",
                 "-r", str(requirements)])
        except subprocess.TimeoutExpired:
            problem = f"not done after {INSTALL_SECONDS} s"
        except subprocess.CalledProcessError as failure:
            problem = (failure.stderr or failure.stdout or str(failure)).strip()[-600:]
        else:
            stamp.write_text(pins, encoding="utf-8")
            return None
    return problem


def run(command: list[str]) -> None:
    """Runs one installation step within its time."""
    subprocess.run(command, check=True, capture_output=True, text=True, timeout=INSTALL_SECONDS)


def install_all(environments: list[str]) -> dict[str, str]:
    """Makes all environments, several at a time. Returns the problem of each that could not be made."""
    FOLDER.mkdir(exist_ok=True)
    with (FOLDER / ".lock").open("w") as lock, ThreadPoolExecutor(max_workers=4) as pool:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two runs at once would delete each other's half-made environment
        problems = dict(zip(environments, pool.map(install, environments), strict=True))
    return {environment: problem for environment, problem in problems.items() if problem}
