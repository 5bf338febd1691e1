"""Foresight: what may come, what helped, what first, who pays and who gains; and what cannot be said.

Every method is a pure function of what it is given. A result is frozen and carries method, version,
parameters, seed and sources. Protected characteristics, and figures that are modelled from them, are
refused.
"""

from __future__ import annotations

__all__: list[str] = []
