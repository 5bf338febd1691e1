"""Structured logs: one JSON object a line, without addresses, paths with tokens, or what people sent."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

__all__ = ["JSONFormatter"]

FIELDS = ("method", "route", "status", "milliseconds", "job", "kind", "hook")


class JSONFormatter(logging.Formatter):
    """Write time, level, logger, message and a few named fields."""

    def format(self, record: logging.LogRecord) -> str:
        """Turn a record into one line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
        }
        request = getattr(record, "request", None)
        if request is not None:
            # Django's message holds the path, and a path can hold a personal link: log the route.
            match = getattr(request, "resolver_match", None)
            line["message"] = f"request answered with {getattr(record, 'status_code', 500)}"
            line["route"] = match.route if match else None
        else:
            line["message"] = record.getMessage()
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        said = str(record.exc_info[1]) if record.exc_info and record.exc_info[1] else ""
        if said and record.exc_info and record.exc_info[0]:  # the text may quote what someone sent
            line["message"] = line["message"].replace(said, record.exc_info[0].__name__)
        if record.exc_info and record.exc_info[0] and record.levelno >= logging.ERROR:
            line["error"] = record.exc_info[0].__name__
            line["traceback"] = _frames(record)
        return json.dumps(line, ensure_ascii=False, default=str)


def _frames(record: logging.LogRecord) -> list[str]:
    """Where it went wrong; not the exception's text, which may quote what someone sent."""
    import traceback

    assert record.exc_info is not None
    frames = traceback.extract_tb(record.exc_info[2])[-15:]
    return [f"{'/'.join(Path(f.filename).parts[-3:])}:{f.lineno} {f.name}" for f in frames]
