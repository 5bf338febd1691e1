#!/usr/bin/env bash
# rispy 0.10.0 writes a text of more lines as it is. A line in it that looks like a tag is one for every reader, rispy included: an
# abstract of two lines comes back as an abstract of one and an author who is none; a line "ER  - " ends the record. Matters for our .ris:
# a text goes in as one line (`wijkwijzer.knowledge.exchange.ris`).
# Ends with 1 when that changes.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install -q rispy==0.10.0
"$place/env/bin/python" - <<'PY'
import sys

import rispy

one = {"type_of_reference": "RPRT", "title": "Wijk", "abstract": "Wat er staat.\nAU  - Niemand, N."}
[back] = rispy.loads(rispy.dumps([one]))
print(f"rispy {rispy.__version__}: wrote abstract {one['abstract']!r} and no author; read {back.get('abstract')!r}, {back.get('authors')!r}")
sys.exit(0 if back.get("authors") == ["Niemand, N."] else 1)
PY
