#!/usr/bin/env bash
# fastexcel 0.21.0 with dtypes="string": a cell of thirty hours (format [hh]:mm:ss) comes out as a moment of 1900, and the time 10:05 as
# one of 1899; openpyxl reads the same cells as what they are. So a column of hours (of volunteers, of a consulting hour) silently
# holds dates. Our reader of spreadsheets with records goes cell by cell with openpyxl instead. Ends with 1 when that changes.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install -q fastexcel==0.21.0 openpyxl==3.1.5 polars==2.1.0 pyarrow==26.0.1
"$place/env/bin/python" - "$place/uren.xlsx" <<'PY'
import datetime, importlib.metadata, sys
import fastexcel, openpyxl

path = sys.argv[1]
book = openpyxl.Workbook()
book.active.append([datetime.timedelta(hours=30), datetime.time(10, 5)])
book.save(path)
same = [cell.value for cell in openpyxl.load_workbook(path).active[1]]
read = fastexcel.read_excel(path).load_sheet(0, header_row=None, dtypes="string").to_polars().row(0)
print(f"fastexcel {importlib.metadata.version('fastexcel')}: wrote thirty hours and 10:05")
print(f"expected, as openpyxl reads them: {same}")
print(f"came out: {list(read)}")
sys.exit(0 if read == ("1900-01-01 06:00:00", "1899-12-31 10:05:00") else 1)
PY
