"""Zero-shot theme scores: how well a message fits each theme, from label, description and seed words alone.

Four kinds of evidence, each centred per message and scaled to unit spread per question, then added:

meaning   cosine of the message with label, description and seed words (sentence vectors, both sides centred);
words     for the three most telling words of a message, how close they lie to the theme's words (vectors of
words); lexicon   stems of label, description and seed words found in the message, also inside compounds;
fields    word fields that message and theme share.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wijkwijzer.dialogue.themes.messages import Question, Theme
from wijkwijzer.text.analyse import Token, analyse
from wijkwijzer.text.embed import embed
from wijkwijzer.text.fields import field_names, field_vector

__all__ = ["Evidence", "Reading", "combine", "evidence", "read_texts"]

Matrix = npt.NDArray[np.float64]
Vector = npt.NDArray[np.float32]
ThemeTokens = tuple[list[Token], list[Token], list[Token]]

WEIGHTS = {"meaning": 1.5, "words": 1.0, "lexicon": 1.0, "fields": 3.0}
_SEED, _LABEL, _DESCRIPTION = 1.0, 0.8, 0.6  # how much a word tells, by where the organiser wrote it
_PART, _INSIDE = 0.8, 0.6  # a part of a compound, and a stem found inside a longer word
_WORDS_PER_MESSAGE = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that is read of one message: its vector, its tokens and its fields."""

    vectors: Matrix
    tokens: list[list[Token]]
    fields: Matrix


@dataclass(frozen=True, slots=True)
class Evidence:
    """Scores per kind, each of shape (messages, themes), as measured (not yet scaled)."""

    meaning: Matrix
    words: Matrix
    lexicon: Matrix
    fields: Matrix


def read_texts(texts: Sequence[str]) -> Reading:
    """Analyse and embed texts, all at once because that is many times faster than one by one."""
    tokens = [[token for token in analyse(text) if not token.stop] for text in texts]
    fields = np.array([field_vector(row) for row in tokens]).reshape(len(texts), len(field_names()))
    return Reading(embed(texts).astype(np.float64), tokens, fields)


def evidence(question: Question, reading: Reading, word_vectors: dict[str, Vector]) -> Evidence:
    """Measure the four kinds of evidence for one question.

    Parameters
    ----------
    question
        With its themes (at least one).
    reading
        Of the question's messages, in their order.
    word_vectors
        Vectors of the words of messages and themes (`normal` spelling); absent words count for nothing.
    """
    themes = question.themes
    parts = [_parts(theme) for theme in themes]
    everything = embed([text for part in parts for text in part]).astype(np.float64)
    part_vectors = np.split(everything, np.cumsum([len(part) for part in parts])[:-1])
    theme_tokens = [_theme_tokens(theme) for theme in themes]
    return Evidence(
        meaning=_meaning(reading.vectors, part_vectors),
        words=_words(reading.tokens, theme_tokens, word_vectors),
        lexicon=_lexicon(reading.tokens, theme_tokens),
        fields=_shared_fields(reading.fields, theme_tokens),
    )


def combine(found: Evidence, weights: dict[str, float] | None = None) -> Matrix:
    """Add the kinds of evidence on one scale; shape (messages, themes), row means zero.

    Half of a theme's mean over the messages is taken off: a theme that fits everything a little is described
    broadly, not chosen often.
    """
    weights = weights or WEIGHTS
    total = np.zeros_like(found.meaning)
    for name, weight in weights.items():
        scores: Matrix = getattr(found, name)
        scores = scores - scores.mean(axis=1, keepdims=True)
        scores = scores / max(float(scores.std()), 1e-9)
        total += weight * (scores - scores.mean(axis=0) / 2)
    return total / sum(weights.values())


def theme_words(theme: Theme) -> set[str]:
    """Words of a theme that need a vector."""
    return {token.normal for tokens in _theme_tokens(theme) for token in tokens}


def _parts(theme: Theme) -> list[str]:
    return [part for part in (theme.label, theme.description, *theme.seeds) if part]


def _theme_tokens(theme: Theme) -> ThemeTokens:
    """Content words of the seeds, the label and the description."""
    texts = (" ; ".join(theme.seeds), theme.label, theme.description)
    seeds, label, description = ([t for t in analyse(text) if not t.stop] for text in texts)
    return seeds, label, description


def _unit(rows: Matrix) -> Matrix:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-9))


def _meaning(vectors: Matrix, parts: list[Matrix]) -> Matrix:
    """Mean cosine plus half the highest, after the middle of messages and of themes is taken off."""
    messages = _unit(vectors - vectors.mean(axis=0))
    middle = np.concatenate(parts).mean(axis=0)
    columns = []
    for part in parts:
        cosines = messages @ _unit(part - middle).T
        columns.append((cosines.mean(axis=1), cosines.max(axis=1)))
    mean, high = (np.array(kind).T for kind in zip(*columns, strict=True))
    # Both on one scale first: a highest cosine varies more than a mean.
    return _scaled(mean) + _scaled(high) / 2


def _scaled(scores: Matrix) -> Matrix:
    centred = scores - scores.mean(axis=1, keepdims=True)
    return np.asarray(centred / max(float(centred.std()), 1e-9))


def _words(tokens: list[list[Token]], themes: list[ThemeTokens], vectors: dict[str, Vector]) -> Matrix:
    vocabulary = sorted({t.normal for row in tokens for t in row if t.normal in vectors})
    if not vocabulary:
        return np.zeros((len(tokens), len(themes)))
    table = np.array([vectors[word] for word in vocabulary], dtype=np.float64)
    middle = table.mean(axis=0)
    table = _unit(table - middle)
    closeness = []
    for theme in themes:
        own = sorted({t.normal for tokens_ in theme for t in tokens_ if t.normal in vectors})
        cosines = (
            table @ _unit(np.array([vectors[w] for w in own]) - middle).T
            if own
            else np.zeros((len(table), 1))
        )
        closeness.append(np.sort(cosines, axis=1)[:, -2:].mean(axis=1))
    by_word = np.array(closeness).T
    by_word = by_word - by_word.mean(axis=1, keepdims=True)
    return _most_telling(tokens, vocabulary, by_word)


def _most_telling(tokens: list[list[Token]], vocabulary: list[str], by_word: Matrix) -> Matrix:
    """Per theme the sum over the words that point to it most, rare words counting more (idf)."""
    place = {word: i for i, word in enumerate(vocabulary)}
    counts = Counter(word for row in tokens for word in {t.normal for t in row})
    idf = np.array([np.log((len(tokens) + 1) / (counts[word] + 0.5)) for word in vocabulary])
    scores = np.zeros((len(tokens), by_word.shape[1]))
    for i, row in enumerate(tokens):
        at = [place[t.normal] for t in row if t.normal in place]
        if at:
            weighted = by_word[at] * idf[at][:, None]
            scores[i] = np.sort(weighted, axis=0)[-_WORDS_PER_MESSAGE:].sum(axis=0) / _WORDS_PER_MESSAGE
    return scores


def _lexicon(tokens: list[list[Token]], themes: list[ThemeTokens]) -> Matrix:
    stems = [_theme_stems(theme) for theme in themes]
    shared = Counter(stem for theme in stems for stem in theme)
    owners: dict[str, list[tuple[int, float]]] = {}
    for j, theme in enumerate(stems):
        for stem, weight in theme.items():
            owners.setdefault(stem, []).append((j, weight / shared[stem]))
    long_stems = sorted(stem for stem in owners if len(stem) >= 5)
    scores = np.zeros((len(tokens), len(themes)))
    for i, row in enumerate(tokens):
        for stem, strength in _found_stems(row, owners, long_stems).items():
            for j, weight in owners[stem]:
                scores[i, j] += weight * strength
    return scores


def _theme_stems(theme: ThemeTokens) -> dict[str, float]:
    stems: dict[str, float] = {}
    for tokens, weight in zip(theme, (_SEED, _LABEL, _DESCRIPTION), strict=True):
        for token in tokens:
            stems[token.stem] = max(stems.get(token.stem, 0.0), weight)
            for part in token.part_stems:
                stems[part] = max(stems.get(part, 0.0), weight * _INSIDE)
    return stems


def _found_stems(
    row: list[Token], owners: dict[str, list[tuple[int, float]]], long_stems: list[str]
) -> dict[str, float]:
    found: dict[str, float] = {}
    for token in row:
        for stem, strength in [(token.stem, 1.0)] + [(part, _PART) for part in token.part_stems]:
            if stem in owners:
                found[stem] = max(found.get(stem, 0.0), strength)
        for stem in long_stems:
            if stem in token.normal:
                found[stem] = max(found.get(stem, 0.0), _INSIDE)
    return found


def _shared_fields(messages: Matrix, themes: list[ThemeTokens]) -> Matrix:
    weights = (_SEED, _LABEL, _DESCRIPTION)
    own = np.array(
        [sum(w * field_vector(tokens) for tokens, w in zip(theme, weights, strict=True)) for theme in themes]
    )
    root = np.sqrt(messages)
    return np.asarray(root @ _unit(np.sqrt(own)).T / (np.linalg.norm(root, axis=1, keepdims=True) + 1.0))
