"""A chain of 300 links and more: joined over all rooms, put in order and told, beside its bar.

Bar (docs/en/chain.md): 100 ms for a chain of 300 links, and one question an app.
The database is in memory.
"""

from __future__ import annotations

import os
import platform
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkwijzer_web.settings")
os.environ["DATABASE_URL"] = "sqlite://:memory:"
BAR_MS = 100.0
AREA = "WK990311"


def main() -> int:
    """Print the time, the links and the questions; 1 when the bar is not met."""
    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    call_command("migrate", verbosity=0, skip_checks=True)
    _fill()
    with CaptureQueriesContext(connection) as asked:
        links, lines = _tell()
    times = []
    for _turn in range(20):
        begin = time.process_time()
        _tell()
        times.append((time.process_time() - begin) * 1000)
    middle = sorted(times)[len(times) // 2]
    print(f"{links} links, {lines} lines, {len(asked)} questions to the database, {middle:.0f} ms CPU")
    print(f"bar: {BAR_MS:.0f} ms; {platform.machine()}, Python {platform.python_version()}")
    return 0 if middle <= BAR_MS else 1


def _tell() -> tuple[int, int]:
    from django.contrib.auth.models import AnonymousUser
    from django.template.loader import render_to_string

    from wijkwijzer_web.portal.chain.pages import parts
    from wijkwijzer_web.portal.chain.queries import chain_of_area

    chain = chain_of_area(AREA, AnonymousUser())
    told = parts(chain, back=False)
    for part in told:
        render_to_string("portal/parts/tijd.html", {"steps": part.steps})
    return len(chain.pairs), sum(len(part.steps) for part in told)


def _fill() -> None:
    import datetime

    from wijkwijzer_web.core.models import Organisation
    from wijkwijzer_web.programme.models import Effort, Lesson, Opgave, Outcome

    organisation = Organisation.objects.create(name="Gemeente Havermeer", slug="havermeer")
    day = datetime.date(2020, 1, 1)
    for number in range(17):
        since = day + datetime.timedelta(days=90 * number)
        opgave = Opgave.objects.create(
            organisation=organisation, area=AREA, area_name="De Spoordijk", owner="gemeente", since=since,
            what=f"Opgave {number}", origin_kind="signalen", origin_key=AREA,
        )  # fmt: skip
        for step in range(6):
            effort = Effort.objects.create(
                opgave=opgave, what=f"Inzet {step}", carrier="De Wissel", begins_on=since
            )
            outcome = Outcome.objects.create(effort=effort, what="Iets.", how="niet-gemeten", on=since)
            Lesson.objects.create(outcome=outcome, text="Een les.", on=since)


if __name__ == "__main__":
    sys.exit(main())
