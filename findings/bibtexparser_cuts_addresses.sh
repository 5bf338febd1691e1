#!/usr/bin/env bash
# bibtexparser 2.1.0: with LatexDecodingMiddleware, which text fields need, an address is decoded too: "%" begins a comment and "~" is
# a space, so a link loses its end and points elsewhere; no failed block. BibLaTeX holds url verbatim. Matters for reading .bib: we decode
# fields of text only (`wijkwijzer.knowledge.exchange.bibtex_values`). Ends with 1 when that changes.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install -q bibtexparser==2.1.0 pylatexenc==2.11
"$place/env/bin/python" - <<'PY'
import sys
from importlib.metadata import version

import bibtexparser
from bibtexparser.middlewares import LatexDecodingMiddleware

url = "https://a.nl/~wijk/visie%202026.pdf"
text = "@online{a, title = {Wijk \\& buurt}, url = {%s}}" % url
found = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
[entry] = found.entries
print(f"bibtexparser {version('bibtexparser')}: title {entry['title']!r}; url expected {url!r}, read {entry['url']!r};", end=" ")
print(f"failed blocks: {len(found.failed_blocks)}")
plain = bibtexparser.parse_string(text).entries[0]["url"]
sys.exit(0 if entry["url"] != url and entry["title"] == "Wijk & buurt" and plain == url and not found.failed_blocks else 1)
PY
