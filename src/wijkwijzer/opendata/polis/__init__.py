"""A conversation as Polis exports it: its files read and written, and what was noticed while reading."""

from wijkwijzer.opendata.polis.export import PolisExport, is_polis_export, last_votes, read_polis, write_polis
from wijkwijzer.opendata.polis.noticed import Noticed

__all__ = ["Noticed", "PolisExport", "is_polis_export", "last_votes", "read_polis", "write_polis"]
