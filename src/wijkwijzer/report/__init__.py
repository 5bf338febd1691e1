"""Reports: a document of blocks becomes HTML, tagged PDF, DOCX or PPTX. Knows no domain."""

from . import blocks, inline, specs
from .blocks import *  # noqa: F403
from .inline import *  # noqa: F403
from .specs import *  # noqa: F403

__all__ = [*blocks.__all__, *inline.__all__, *specs.__all__]
