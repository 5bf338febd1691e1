"""What the editor of pages loads of ours."""

from __future__ import annotations

from django_vite.core.asset_loader import DjangoViteAssetLoader
from wagtail import hooks

__all__: list[str] = []


def _script() -> str:
    """The script that lets sending a page wait until everything typed is kept."""
    return str(DjangoViteAssetLoader.instance().generate_vite_asset("src/editor.ts"))


hooks.register("insert_editor_js", _script)
