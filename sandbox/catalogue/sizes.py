"""Writes the sizes a page asks for from the 640 pixel originals.

Usage: python3 sizes.py ORIGINALS TARGET

ORIGINALS holds `<category>/<name>.webp`; TARGET receives `<category>/<name>-{640,320,160}.webp` and
`<category>/<name>-{640,320}.avif`. Files that exist stay as they are.
"""
import shutil
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from PIL import Image


def sizes(original: Path, folder: Path) -> None:
    stem = folder / original.stem
    folder.mkdir(parents=True, exist_ok=True)
    large = Path(f"{stem}-640.webp")
    if not large.exists():
        shutil.copyfile(original, large)
    picture = Image.open(original).convert("RGB")
    for size in (320, 160):
        path = Path(f"{stem}-{size}.webp")
        if not path.exists():
            picture.resize((size, size), Image.Resampling.LANCZOS).save(path, quality=78, method=6)
    for size in (640, 320):
        path = Path(f"{stem}-{size}.avif")
        if not path.exists():
            picture.resize((size, size), Image.Resampling.LANCZOS).save(path, quality=62, speed=5)


def main() -> None:
    originals, target = Path(sys.argv[1]), Path(sys.argv[2])
    with ProcessPoolExecutor(2) as pool:
        jobs = [
            pool.submit(sizes, path, target / path.parent.name)
            for path in sorted(originals.glob("*/*.webp"))
        ]
        for job in jobs:
            job.result()


if __name__ == "__main__":
    main()
