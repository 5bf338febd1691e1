"""A workbook that was damaged on the way gets a sentence, wherever the damage is."""

from __future__ import annotations

from pathlib import Path

import pytest

from wijkwijzer.errors import InputError
from wijkwijzer.opendata.readers import check_workbook

WHOLE = Path(__file__).parents[1] / "data" / "eigen" / "boolean.xlsx"


def test_damage_anywhere_is_read_or_refused_with_a_sentence(tmp_path: Path) -> None:
    data = WHOLE.read_bytes()
    check_workbook(WHOLE)
    file, refused = tmp_path / "stuk.xlsx", list[str]()
    for place in range(0, len(data), 3):
        for damaged in (data[:place] + b"\xd9\xa3" + data[place + 1 :], data[:place]):
            file.write_bytes(damaged)
            try:
                check_workbook(file)
            except InputError as error:
                refused.append(str(error))
    assert len(refused) > 100
    assert all("is het heel" in said for said in refused)


def test_a_workbook_with_a_password_gets_a_sentence(tmp_path: Path) -> None:
    data = bytearray(WHOLE.read_bytes())
    local, central = data.index(b"PK\x03\x04"), data.index(b"PK\x01\x02")
    data[local + 6] |= 1
    data[central + 8] |= 1
    file = tmp_path / "dicht.xlsx"
    file.write_bytes(data)
    with pytest.raises(InputError, match="is het heel"):
        check_workbook(file)
