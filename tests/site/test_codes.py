"""Codes for the telephone: none sounds like another, every slip is forgiven, and what is kept needs a key."""

from __future__ import annotations

import doctest
import random
import re

import pytest
from django.conf import LazySettings

from wijkwijzer_web.core import clean, codes


def slipped(word: str, dice: random.Random) -> str:
    """The word with one letter wrong, missing, too many, or two neighbours swapped."""
    at, letter = dice.randrange(len(word)), dice.choice("abcdefghijklmnopqrstuvwxyz")
    swap = min(at, len(word) - 2)
    return dice.choice(
        [
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:swap] + word[swap + 1] + word[swap] + word[swap + 2 :],
        ]
    )


def sound(word: str) -> str:
    for written, heard in (("ij", "ei"), ("ou", "au"), ("c", "k"), ("z", "s"), ("v", "f"), ("y", "i")):
        word = word.replace(written, heard)
    return re.sub(r"d$", "t", re.sub(r"(.)\1", r"\1", word))


def test_no_two_words_are_one_slip_apart_or_sound_alike() -> None:
    words = codes.code_words()
    assert len(words) == len(set(words)) >= 332, "six of them are 50 bits"
    assert all(re.fullmatch("[a-z]{3,12}", word) for word in words)
    assert len({sound(word) for word in words}) == len(words)
    assert [word for word in words if codes._near(word)] == []


def test_every_slip_case_and_spacing_is_read_back() -> None:
    dice = random.Random(7)
    for _ in range(150):
        code = codes.new_code()
        words = code.split()
        assert code in codes.readings(" ".join(slipped(word, dice) for word in words)), "one in every word"
        one = list(words)
        one[dice.randrange(6)] = slipped(dice.choice(words), dice)
        at = dice.randrange(6)
        one = [slipped(word, dice) if place == at else word for place, word in enumerate(words)]
        for between in ("", " ", "  -  ", ", ", "\n"):
            assert code in codes.readings(between.join(one).title()), one
        cut = dice.randrange(1, len(code))
        assert code in codes.readings(code[:cut] + " " + code[cut:])


@pytest.mark.parametrize("typed", ["", " ", "a b c", "wachtwoord", "٣ ² ", "ananas" * 30, "\x00" * 200])
def test_what_is_no_code_is_nothing_and_costs_nothing(typed: str) -> None:
    assert codes.readings(typed) == ()


def test_what_is_kept_needs_the_key_and_fits_one_lock(settings: LazySettings) -> None:
    code = codes.new_code()
    kept = codes.fingerprint(code, "1")
    assert kept in codes.fingerprints(code.upper(), "1")
    assert kept not in codes.fingerprints(code, "2")
    before, settings.SECRET_KEY = settings.SECRET_KEY, "another key of this installation"
    assert kept not in codes.fingerprints(code, "1")
    settings.SECRET_KEY_FALLBACKS = [before]
    assert kept in codes.fingerprints(code, "1"), "a key that was renewed"


def test_the_examples_in_the_texts_hold() -> None:
    for module in (codes, clean):
        assert doctest.testmod(module).failed == 0
