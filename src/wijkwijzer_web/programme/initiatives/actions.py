"""Writing how an initiatief stands: by its own people, with their link."""

from __future__ import annotations

from wijkwijzer_web.programme.models import InitiativeStep

__all__ = ["keep_step"]


def keep_step(step: InitiativeStep) -> InitiativeStep:
    """Keep a step; earlier ones stay."""
    step.full_clean()
    step.save()
    return step
