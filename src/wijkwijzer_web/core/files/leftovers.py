"""What a killed process left half-made: found by its age and by no row that knows it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Container, Iterable
from pathlib import Path

__all__ = ["older", "remove", "unknown_files"]

DAY = 24 * 3600.0  # whatever is made is made within a day


def older(paths: Iterable[Path], seconds: float = DAY) -> list[Path]:
    """Those that nobody touched for so long; one that goes meanwhile is none of them."""
    limit, found = time.time() - seconds, []
    for path in paths:
        try:
            if path.lstat().st_mtime < limit:
                found.append(path)
        except FileNotFoundError:
            continue
    return found


def remove(paths: Iterable[Path]) -> int:
    """Remove files and folders; return how many are gone."""
    count = 0
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
        count += not path.exists()
    return count


def unknown_files(top: Path, known: Container[str]) -> list[Path]:
    """Files below a folder that nobody touched for a day and that are not known by their path in it."""
    files = older(path for path in top.rglob("*") if path.is_file())
    return [path for path in files if path.relative_to(top).as_posix() not in known]
