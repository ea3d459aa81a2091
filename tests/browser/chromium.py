"""Finds a Chromium with Chinese fonts, or installs one by the means at hand: `python -m tests.browser.chromium` prints its path.

As root on a Debian the distribution's packages are taken, since they bring every library along; anywhere else it is
Playwright's own build. `CHROMIUM=/path/to/it` overrules both.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ADVICE = "No Chromium found: run `make .venv/chromium`, or install one and set CHROMIUM=/path/to/it"


def find() -> Path | None:
    """Return the browser that CHROMIUM names, that lies on PATH, or that Playwright has installed, in this order."""
    named = os.environ.get("CHROMIUM")
    if named:
        return Path(named) if Path(named).is_file() else None
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    return _playwrights_own()


def has_chinese_font() -> bool:
    """Tell whether fontconfig knows a font for Chinese; without one every Chinese page renders as boxes."""
    listed = (
        shutil.which("fc-list")
        and subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=True).stdout
    )
    return bool(listed and listed.strip())


def install() -> None:
    """Install a browser, and a Chinese font where the system's packages have one; raises CalledProcessError if that fails."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=True, env=quietly)
        packages = ["chromium", "fonts-noto-cjk"]
        subprocess.run(
            ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages], check=True, env=quietly
        )
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


def _playwrights_own() -> Path | None:
    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.is_file() else None


def main() -> int:
    """Print the browser's path, after installing one where there is none (or no font for Chinese)."""
    if find() is None or not has_chinese_font():
        print("· install Chromium and a Chinese font", flush=True)
        install()
    found = find()
    print(f"· Chromium: {found}" if found else ADVICE)
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
