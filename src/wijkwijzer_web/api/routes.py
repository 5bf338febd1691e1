"""The API of version 1: all routers together."""

from __future__ import annotations

from ninja.errors import ValidationError

from wijkwijzer_web.api.areas import router as areas
from wijkwijzer_web.api.desks import router as desks
from wijkwijzer_web.api.dialogues import router as dialogues
from wijkwijzer_web.api.knowledge import router as knowledge
from wijkwijzer_web.api.rules import VERSION, DutchAPI, on_validation_error

__all__ = ["api"]

api = DutchAPI(
    title="WijkWijzer",
    version=VERSION,
    description="Cijfers over gemeenten, wijken en buurten, met onzekerheid en bron, en wat openbaar is van "
    "dialogen en kennis. Alleen lezen.",
    openapi_url="/openapi.json",
    docs_url=None,
    urls_namespace="api",
)
api.add_exception_handler(ValidationError, on_validation_error)
api.add_router("", areas)
api.add_router("", dialogues)
api.add_router("", desks)
api.add_router("", knowledge)
