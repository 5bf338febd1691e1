"""The one exception that carries a sentence for the person who gave us the input."""

__all__ = ["InputError"]


class InputError(Exception):
    """Input that cannot be used, said in one clear Dutch sentence.

    The command line prints the sentence and ends with exit code 2; the site answers with a 4xx. Name what is
    known of the place: file, row (counted as a spreadsheet does, the header is row 1) and column.

    Examples
    --------
    >>> raise InputError("Er is geen stem, maar wel tekst.", file="votes.csv", row=3, column="vote")
    Traceback (most recent call last):
        ...
    wijkwijzer.errors.InputError: votes.csv, rij 3, kolom vote: Er is geen stem, maar wel tekst.
    """

    def __init__(
        self, sentence: str, *, file: object = None, row: int | None = None, column: str | None = None
    ) -> None:
        self.sentence, self.file, self.row, self.column = sentence, file, row, column
        place = [str(file)] if file is not None else []
        place += [f"rij {row}"] if row is not None else []
        place += [f"kolom {column}"] if column is not None else []
        super().__init__(f"{', '.join(place)}: {sentence}" if place else sentence)
