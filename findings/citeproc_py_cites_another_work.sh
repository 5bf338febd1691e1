#!/usr/bin/env bash
# citeproc-py 0.11.1: ids are lower-cased, so of two works whose ids differ in case only the last is left, and a citation of the
# first prints the second: the wrong work, without a warning. CSL-JSON ids are exact strings. Matters for *Citeer dit*: our APA is our own
# (`wijkwijzer.knowledge.exchange.cite`). Ends with 1 when that changes.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install -q citeproc-py==0.11.1
cat > "$place/titles.csl" <<'CSL'
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>titles</title><id>titles</id>
<updated>2026-01-01T00:00:00Z</updated></info><citation><layout><text variable="title"/></layout></citation>
<bibliography><layout><text variable="title"/></layout></bibliography></style>
CSL
"$place/env/bin/python" - "$place/titles.csl" <<'PY'
import sys
from importlib.metadata import version

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

works = [
    {"id": "Kok2020", "type": "book", "title": "Wijk in zicht"},
    {"id": "kok2020", "type": "book", "title": "Slagkracht"},
]
made = CitationStylesBibliography(
    CitationStylesStyle(sys.argv[1], validate=False), CiteProcJSON(works), formatter.plain
)
asked = Citation([CitationItem("Kok2020")])
made.register(asked)
warned = []
said = str(made.cite(asked, warned.append))
print(f"citeproc-py {version('citeproc-py')}: asked for Kok2020, expected 'Wijk in zicht', printed {said!r}; warnings: {len(warned)}")
sys.exit(0 if said == "Slagkracht" and not warned else 1)
PY
