"""What people write here: weighings and cases of costs and benefits."""

from wijkwijzer_web.effects.models.cases import BenefitCase
from wijkwijzer_web.effects.models.weighings import KINDS, Weighed, WeighedLink

__all__ = ["KINDS", "BenefitCase", "Weighed", "WeighedLink"]
