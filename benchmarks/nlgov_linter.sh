#!/usr/bin/env bash
# The official linter of the NLGov REST API Design Rules over our description: 0 errors is the mark.
# Usage: benchmarks/nlgov_linter.sh RULESET.yaml   (the published ruleset; Spectral comes with npx)
set -euo pipefail
cd "$(dirname "$0")/.."
ruleset=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
.venv/bin/python - > "$work/openapi.json" <<'PYTHON'
import json, os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkwijzer_web.settings")
os.environ.setdefault("SITE_URL", "https://wijkwijzer.example.org")
import django
django.setup()
from wijkwijzer_web.api.routes import api
print(json.dumps(api.get_openapi_schema()))
PYTHON
cp "$ruleset" "$work/rules.yaml"
cd "$work"
npx --yes @stoplight/spectral-cli@6.16.3 lint openapi.json --ruleset rules.yaml --fail-severity error
