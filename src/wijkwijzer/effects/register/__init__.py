"""The register of algorithms: one JSON file per method, with the fields of the Algoritmeregister 1.0."""

from wijkwijzer.effects.register.entries import Algorithm, algorithms, algorithms_json, check_entry

__all__ = ["Algorithm", "algorithms", "algorithms_json", "check_entry"]
