"""Render the pictures of the demo courses: SVG from the drawing modules → small WebP files in `demo/content/`.

Each drawing module has `COURSE` (the folder below `demo/content/`) and `pictures()`, a mapping from file stem
to SVG text. Chromium rasterises at twice the drawing's size; Pillow halves it and writes lossless WebP.

    python -m demo.drawing [module …]
"""

from __future__ import annotations

import importlib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

CONTENT = Path(__file__).resolve().parent.parent / "content"
MODULES = ("hp_jadi_kamera", "biar_ketemu_biar_diklik", "cerita_dari_gang_sendiri")
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --hide-scrollbars --no-first-run --disable-sync "
    "--disable-background-networking --disable-component-update --force-device-scale-factor=2"
).split()


def chromium() -> str:
    """Path of the Chromium to draw with: `CHROMIUM`, or the first found on the path."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        sys.exit("No Chromium found: install Debian's chromium or set CHROMIUM.")
    return found


def rasterise(svg: str, folder: Path) -> Image.Image:
    """The drawing as an RGB picture at its own width and height in pixels."""
    width, height = map(int, re.search(r'width="(\d+)" height="(\d+)"', svg).groups())
    page, shot = folder / "page.html", folder / "shot.png"
    page.write_text(
        f"<!doctype html><meta charset=utf-8><style>body{{margin:0}}</style>{svg}", "utf-8"
    )
    size = f"--window-size={width},{height + 200}"
    command = [
        chromium(),
        *FLAGS,
        f"--user-data-dir={folder / 'profile'}",
        size,
        f"--screenshot={shot}",
        page.as_uri(),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    image = Image.open(io.BytesIO(shot.read_bytes())).convert("RGB")
    return image.crop((0, 0, width * 2, height * 2)).resize(
        (width, height), Image.Resampling.LANCZOS
    )


def render(name: str) -> None:
    module = importlib.import_module(f"demo.drawing.{name}")
    target = CONTENT / module.COURSE
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for stem, svg in module.pictures().items():
            path = target / f"{stem}.webp"
            rasterise(svg, Path(folder)).quantize(96).convert("RGB").save(
                path, lossless=True, method=6
            )
            print(f"{path.name}: {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    for wanted in sys.argv[1:] or MODULES:
        render(wanted)
