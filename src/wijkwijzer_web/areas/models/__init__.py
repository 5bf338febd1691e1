"""The tables of the areas: releases, which areas exist, and what organisations add."""

from wijkwijzer_web.areas.models.own import FiguresDraft, OwnArea, OwnFigures
from wijkwijzer_web.areas.models.releases import ActiveRelease, Area, Level, Release, area_address

__all__ = [
    "ActiveRelease",
    "Area",
    "FiguresDraft",
    "Level",
    "OwnArea",
    "OwnFigures",
    "Release",
    "area_address",
]
