"""What the editor of pages loads of ours."""

from __future__ import annotations

from django_vite.core.asset_loader import DjangoViteAssetLoader
from wagtail import hooks

__all__: list[str] = []


@hooks.register("insert_editor_js")
def _wait_for_autosave() -> str:
    """The script that lets sending a page wait until it was kept by itself."""
    return DjangoViteAssetLoader.instance().generate_vite_asset("src/editor.ts")
