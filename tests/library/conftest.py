"""Fixtures of the library tests."""

from __future__ import annotations

from fixtures_example import example_input, example_release_folder, example_truth

__all__ = ["example_input", "example_release_folder", "example_truth"]
