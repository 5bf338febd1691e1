"""The face of the desk: what other apps may import."""

from wijkwijzer_web.desk.counting.queries import Shown, heard_of
from wijkwijzer_web.desk.example.actions import load_example_desks
from wijkwijzer_web.desk.upkeep.actions import keep_up

__all__ = ["Shown", "heard_of", "keep_up", "load_example_desks"]
