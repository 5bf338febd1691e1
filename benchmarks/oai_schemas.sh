#!/usr/bin/env bash
# Every kind of answer of /oai, mistakes included, against the schemas of OAI-PMH, oai_dc and Dublin Core: 0 invalid is the mark.
# The schemas come with two public packages (only those files are used; nothing of them is kept).
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip download -q --no-deps --no-binary pyoai,core-oaipmh-provider-app -d "$work" pyoai==2.5.0 core-oaipmh-provider-app==2.23.0
for archive in "$work"/*.tar.gz; do tar xzf "$archive" -C "$work"; done
mkdir "$work/schemas"
find "$work" -name 'OAI-PMH.xsd' -o -name 'oai_dc.xsd' -o -name 'simpledc20021212.xsd' | xargs -I{} cp {} "$work/schemas"
OAI_SCHEMAS="$work/schemas" .venv/bin/python -m pytest -q -s tests/site/knowledge/harvest/oai_schemas.py
