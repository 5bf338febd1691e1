"""Findings, verslagen and files, made in the background and kept."""
