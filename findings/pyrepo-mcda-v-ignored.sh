#!/usr/bin/env bash
# pyrepo-mcda 0.1.15: VIKOR_SMAA(v=...) ignores v; every v gives the acceptabilities of v = 0.5.
# Who is hurt: whoever asks for v = 1 (the order by weighted sum) gets compromise rankings, without a word.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install -q --disable-pip-version-check "pyrepo-mcda==0.1.15" "numpy==2.4.6"
"$folder/env/bin/python" - <<'PY'
import importlib.metadata, sys
import numpy as np
from pyrepo_mcda.mcda_methods import VIKOR, VIKOR_SMAA

print("pyrepo-mcda", importlib.metadata.version("pyrepo-mcda"))
rng = np.random.default_rng(1)
matrix, weights, types = rng.random((5, 3)), rng.dirichlet(np.ones(3), 2000), np.ones(3)
half, one = (VIKOR_SMAA(v=v)(matrix, weights, types)[0] for v in (0.5, 1.0))
single = [np.argsort(VIKOR(v=v)(matrix, weights[0], types)) for v in (0.5, 1.0)]
print("acceptabilities with v = 0.5 and v = 1 equal:", bool(np.array_equal(half, one)))
VIKOR.__init__.__defaults__ = (None, 1.0)
real = VIKOR_SMAA(v=1.0)(matrix, weights, types)[0]
print("largest difference from what v = 1 should give:", round(float(np.abs(real - one).max()), 3))
sys.exit(0 if np.array_equal(half, one) and np.abs(real - one).max() > 0.01 else 1)
PY
