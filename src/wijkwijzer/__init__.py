"""WijkWijzer's library: it knows how to read, compute and write about neighbourhoods; it stores nothing."""

from importlib.metadata import version

__all__ = ["__version__"]
__version__ = version("wijkwijzer")
