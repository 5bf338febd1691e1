"""How many small faults in a module its own tests notice: mutants of cosmic-ray, each in a fork of one run.

    .venv/bin/uv pip install cosmic-ray==8.7.0
    .venv/bin/python benchmarks/mutants.py [NAME ...] [--most 100] [--seed 1] [--show]

The mutants are those of cosmic-ray; at most `--most` of a module are tried, drawn with a fixed seed. One that
is no Python, or changes only an annotation, is left out: nothing runs it. cosmic-ray itself starts Python
anew for every mutant. Here the tests are collected once, and every mutant is a fork in which the functions
and constants of the module are those of the changed text: no file changes. A mutant is killed when a test
fails, when the text does not run, and when the tests take ten times as long as on the code as it is.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", POLARS_MAX_THREADS="1")

import pytest
from cosmic_ray.commands import init
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator
from cosmic_ray.work_db import WorkDB
from cosmic_ray.work_item import MutationSpec

ROOT = Path(__file__).resolve().parents[1]
SOURCES, TESTS = ROOT / "src", ROOT / "tests"
VOTES, GROUPS = "wijkwijzer/dialogue/votes", "wijkwijzer/dialogue/groups"
DIALOGUE, PUBLISHING = "wijkwijzer_web/dialogue", "wijkwijzer_web/publishing"
MODULES: dict[str, tuple[list[str], str]] = {
    "groups": ([f"{GROUPS}/find"], "library/dialogue/groups/test_find.py"),
    "latent": ([f"{GROUPS}/latent"], "library/dialogue/groups/test_latent.py"),
    "shares": ([f"{VOTES}/shares"], "library/dialogue/votes/test_shares.py"),
    "position": ([f"{VOTES}/position"], "library/dialogue/votes/test_position.py"),
    "log": ([f"{VOTES}/log"], "library/dialogue/votes/test_log.py"),
    "log-site": ([f"{DIALOGUE}/actions/log"], "site/test_dialogue_log.py"),
    "publishing": (
        [
            *(f"{PUBLISHING}/{part}/actions" for part in ("editing", "usage", "files", "archiving")),
            *(f"{PUBLISHING}/{part}/queries" for part in ("editing", "usage", "archiving", "citing")),
        ],
        "site/publishing",
    ),
}
"""What is measured: the modules, and the tests that are theirs."""


@dataclass(frozen=True)
class Mutant:
    """A module as it would read with one fault in it."""

    path: Path
    line: int
    operator: str
    text: str

    def __str__(self) -> str:
        before, after = self.path.read_text(encoding="utf-8").splitlines(), self.text.splitlines()
        at = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), self.line - 1)
        return f"{self.path.stem}:{at + 1} {self.operator}\n  - {before[at].strip()}\n  + {after[at].strip()}"

    def apply(self) -> None:
        """Give the module that is loaded the functions and constants of the changed text."""
        module = import_module(".".join(self.path.relative_to(SOURCES).with_suffix("").parts))
        made = {"__name__": module.__name__, "__file__": module.__file__}
        exec(compile(self.text, str(self.path), "exec", dont_inherit=True), made)
        for name, new in made.items():
            _replace(module, name, vars(module).get(name), new)


def _replace(owner: ModuleType | type, name: str, old: Any, new: Any) -> None:
    if old is new or isinstance(new, ModuleType):
        return
    if isinstance(old, type) and isinstance(new, type):
        _replace_class(old, new)
        return
    before, after = _function(old), _function(new)
    same = type(old) is type(new) and before and after
    if before and after and same and before.__code__.co_freevars == after.__code__.co_freevars:
        before.__code__ = after.__code__
        before.__defaults__, before.__kwdefaults__ = after.__defaults__, after.__kwdefaults__
    elif after or not (name.startswith("__") or repr(old) == repr(new)):
        setattr(owner, name, new)


def _replace_class(old: type, new: type) -> None:
    for name, value in list(vars(old).items()):
        if isinstance(value, FunctionType) and name not in vars(new):
            delattr(old, name)
    for name, value in vars(new).items():
        _replace(old, name, vars(old).get(name), value)


def _function(value: Any) -> FunctionType | None:
    """The function in a property, a class method or what a decorator made of it."""
    for inner in ("fget", "func", "__func__", "__wrapped__"):
        while not isinstance(value, type) and getattr(value, inner, None) is not None:
            value = getattr(value, inner)
    return value if isinstance(value, FunctionType) else None


@dataclass
class Trial:
    """A plugin of pytest: run the tests as they are, then once more for every mutant, each in a fork."""

    mutants: list[Mutant]
    alive: list[Mutant] = field(default_factory=list)
    done: bool = False

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Make the database here, by the first test that wants it, and run the tests in forks."""
        if first := next((item for item in session.items if item.get_closest_marker("django_db")), None):
            first.ihook.pytest_runtest_protocol(item=first, nextitem=first)
        began = time.monotonic()
        if _fork(lambda: _run(session), 600) or session.testsfailed:
            raise RuntimeError("the tests fail on the code as it is")
        limit = 10 * (time.monotonic() - began) + 5
        self.alive = [one for one in self.mutants if _fork(lambda one=one: _run(session, one), limit) == 0]
        self.done = True
        return True


def _run(session: pytest.Session, mutant: Mutant | None = None) -> int:
    _own_connections()
    if mutant is not None:
        mutant.apply()
    for item, following in zip(session.items, [*session.items[1:], None], strict=True):
        item.ihook.pytest_runtest_protocol(item=item, nextitem=following or session.items[0])
        if session.testsfailed:
            return 1
    return 0


def _own_connections() -> None:
    from django.db import connections

    for one in connections.all(initialized_only=True):
        one.connection = None  # a fork opens its own; the one of the parent is left as it is


def _fork(work: Callable[[], int], limit: float) -> int:
    child = os.fork()
    if child == 0:
        try:
            code = work()
        except BaseException:
            code = 1
        os._exit(code)
    end = time.monotonic() + limit
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return 1


def possible(path: Path) -> list[tuple[Path, MutationSpec]]:
    """Every place where cosmic-ray would change the module."""
    database = WorkDB(":memory:", WorkDB.Mode.create)
    init([path], database, {})
    found = [(path, spec) for item in database.work_items for spec in item.mutations]
    return sorted(found, key=lambda one: (one[1].start_pos, one[1].operator_name, one[1].occurrence))


def sample(every: list[tuple[Path, MutationSpec]], most: int, seed: int) -> list[Mutant]:
    """So many mutants, drawn from those that are Python and change something that runs."""
    found: list[Mutant] = []
    for path, spec in random.Random(seed).sample(every, len(every)):
        source = path.read_text(encoding="utf-8")
        text = mutate_code(source, get_operator(spec.operator_name)(**spec.operator_args), spec.occurrence)
        if text is not None and _what_runs(text) not in ("", _what_runs(source)):
            found.append(Mutant(path, spec.start_pos[0], spec.operator_name.split("/")[-1], text))
        if len(found) == most:
            break
    return found


def _what_runs(source: str) -> str:
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return ""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            node.returns = None
        elif isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, ast.AnnAssign):
            node.annotation = ast.Constant(None)
    return ast.dump(tree)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MODULES))
    parser.add_argument("--most", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="show which mutants live")
    args = parser.parse_args()
    print(f"cosmic-ray {version('cosmic-ray')}, Python {sys.version.split()[0]}, seed {args.seed}")
    print("| module | mutants | tried | killed | CPU s |\n|---|---|---|---|---|", flush=True)
    low = [name for name in args.names or MODULES if _measure(name, args.most, args.seed, args.show) < 0.7]
    print(f"under 70%: {', '.join(low) or 'none'}")
    return 1 if low else 0


def _measure(name: str, most: int, seed: int, show: bool) -> float:
    modules, tests = MODULES[name]
    every = [one for module in modules for one in possible(SOURCES / f"{module}.py")]
    tried = sample(every, most, seed)
    trial, began = Trial(tried), _cpu()
    with _silence():
        pytest.main([str(TESTS / tests), "-q", "-p", "no:cacheprovider"], plugins=[trial])
    if not trial.done:
        sys.exit(f"{tests}: the tests do not pass on the code as it is; nothing was measured")
    killed = len(tried) - len(trial.alive)
    share = killed / len(tried)
    used = _cpu() - began
    print(f"| {name} | {len(every)} | {len(tried)} | {killed} ({share:.0%}) | {used:.0f} |", flush=True)
    for one in sorted(trial.alive, key=lambda one: (one.path, one.line)) if show else ():
        print(one)
    return share


@contextmanager
def _silence() -> Iterator[None]:
    sys.stdout.flush()
    kept = [os.dup(number) for number in (1, 2)]
    sink = os.open(os.devnull, os.O_WRONLY)
    for number in (1, 2):
        os.dup2(sink, number)
    try:
        yield
    finally:
        sys.stdout.flush()
        for number, file in zip((1, 2), kept, strict=True):
            os.dup2(file, number)


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    sys.exit(main())
