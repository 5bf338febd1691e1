"""Take the pictures of the guide from a demo that runs: `make demo`, and beside it `make pictures`.

Each is a part of a page of the site, named in `portal/guide/beelden.toml`. A test asks every page whether
that part is still there, and whether the words on its buttons and fields are those of the picture.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import sys
from pathlib import Path

import django
from PIL import Image, ImageOps
from playwright.sync_api import Page, sync_playwright

from wijkwijzer_web.operations.demo_logins import Logins

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "src" / "wijkwijzer_web" / "portal" / "static"
WHO, ORGANISATION, WIJK = "beheer@lindemark.example", "lindemark", "WK990311-de-spoordijk"
WIDTH, MOST_BYTES = 900, 60_000


def main() -> int:
    """Log in, go to every page, keep what is meant of it."""
    parser = argparse.ArgumentParser(prog="make pictures", description="Maak de plaatjes van de handleiding.")
    parser.add_argument("--port", type=int, default=8000, help="poort van de demo (8000)")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkwijzer_web.settings")
    django.setup()
    from guide_words import keep_words
    from wijkwijzer_web.portal.guide.queries import pictures

    seen: dict[str, list[str]] = {}
    with sync_playwright() as playwright:
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--lang=nl-NL"],
            env={**os.environ, "LANGUAGE": "nl_NL"},
        )
        page = browser.new_page(viewport={"width": WIDTH, "height": 1200}, locale="nl-NL")
        page.set_default_timeout(60_000)
        site = f"http://localhost:{options.port}"
        _log_in(page, site)
        for one in pictures().values():
            page.goto(site + one.address.format(organisatie=ORGANISATION, wijk=WIJK))
            part = page.locator(one.part).last
            _keep(part.screenshot(), OUT / one.file, one.highest)
            seen[one.key] = keep_words(part.evaluate("element => element.outerHTML"))
            print(f"  {one.key}: {(OUT / one.file).stat().st_size // 1000} kB", flush=True)
        browser.close()
    from guide_words import write

    write(seen)
    return 0


def _log_in(page: Page, site: str) -> None:
    logins = Logins.kept_in(ROOT / "var" / "voorbeeld")
    page.goto(f"{site}/account/inloggen")
    page.get_by_label("E-mail").fill(WHO)
    page.get_by_label("Wachtwoord", exact=True).fill(logins.password)
    page.get_by_role("button", name="Inloggen").click()
    page.locator("main input[name=code]").fill(logins.code())
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()


def _keep(picture: bytes, file: Path, highest: int) -> None:
    """As WebP, cut off below, and no larger than a page may carry."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image = image.crop((0, 0, image.width, min(image.height, highest)))
    image = ImageOps.expand(image, 16, "white")  # a form that ends at the edge looks cut off
    file.parent.mkdir(parents=True, exist_ok=True)
    for quality in (85, 70, 55):
        image.save(file, "WEBP", quality=quality, method=6)
        if file.stat().st_size <= MOST_BYTES:
            return
    raise SystemExit(
        f"{file.name} is groter dan {MOST_BYTES // 1000} kB: kies een kleiner deel van de pagina"
    )


if __name__ == "__main__":
    sys.exit(main())
