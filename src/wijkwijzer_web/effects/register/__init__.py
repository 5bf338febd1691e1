"""The register of algorithms."""
