"""Read settings from the environment: `NAME`, or the content of the file that `NAME_FILE` names."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

__all__ = ["boolean", "integer", "json_value", "required", "text", "words"]


def text(name: str, default: str = "") -> str:
    """Give the value of `name`; `NAME_FILE` wins, so that a secret never stands in the process list."""
    file = os.environ.get(f"{name}_FILE")
    if file:
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE={file} cannot be read: {error.strerror}") from error
    return os.environ.get(name, default)


def required(name: str) -> str:
    """Give the value of `name`, or say that it is missing."""
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"{name} (or {name}_FILE) must be set in production")
    return value


def boolean(name: str, default: bool) -> bool:
    """Read yes or no."""
    value = text(name).lower()
    if value in {"", "1", "true", "yes", "on"}:
        return bool(value) or default
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}")


def integer(name: str, default: int) -> int:
    """Read a whole number."""
    value = text(name)
    try:
        return int(value) if value else default
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}") from error


def words(name: str, default: list[str]) -> list[str]:
    """Read a list separated by commas."""
    value = text(name)
    return [part.strip() for part in value.split(",") if part.strip()] if value else default


def json_value(name: str, default: Any) -> Any:
    """Read a JSON value."""
    value = text(name)
    try:
        return json.loads(value) if value else default
    except json.JSONDecodeError as error:
        raise ImproperlyConfigured(f"{name} must be JSON: {error}") from error
