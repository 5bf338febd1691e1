"""Own figures of an organisation: looked through row by row, then on the site, and back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from fixtures_own_figures import (
    HEAD,
    HERE,
    OTHER,
    WIJK,
    LogIn,
    Member,
    csv,
        kept,
        put_on,
    row,
    send,
    wijk,
)  # fmt: skip
from wijkwijzer_web.areas import queries
from wijkwijzer_web.areas.models import FiguresDraft, OwnFigures
from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core.models import AuditEntry, Organisation, Role, User

pytestmark = pytest.mark.django_db


# ---- from a file to the site and back
def test_a_file_goes_on_the_site_after_it_was_looked_through(editor: Client) -> None:
    place = send(editor, csv(row(), row(OTHER, value="")))
    page = editor.get(place).content.decode()
    assert "De Spoordijk" in page
    assert "Nieuw: 2" in page
    assert not OwnFigures.objects.exists()
    assert "cijfers van de gemeente" not in wijk(Client())

    answer = editor.post(place, {"tegen": "", "tevreden": "Tevreden met de buurt"}, follow=True)
    assert "2 cijfers staan op de site" in answer.content.decode()
    page = wijk(Client())
    assert "Tevreden met de buurt (cijfers van de gemeente)" in page
    assert "Gemeente Tolbeke" in page
    version = OwnFigures.objects.get()
    assert (version.rows, version.public_rows, version.shown) == (2, 2, True)
    entry = AuditEntry.objects.filter(action="areas.show_figures").get()
    assert entry.organisation == version.organisation
    assert not FiguresDraft.objects.exists()


def test_the_preview_says_what_changes_row_by_row(editor: Client) -> None:
    put_on(editor, row(), row(year=2023), row(OTHER))
    place = send(
        editor, csv(row(value="80"), row(year=2023), row(OTHER, key="veilig"), row(year=2022, public="nee"))
    )
    page = editor.get(place).content.decode()
    assert "Nieuw: 2. Verandert: 1. Verdwijnt: 1. Blijft gelijk: 1." in page
    assert "waarde: <del>72,5</del> → <ins>80</ins>" in page
    only = editor.get(place, {"alleen": "weg"}).content.decode()
    assert only.count('scope="row"') == 1
    assert OTHER in only
    assert "niet openbaar" in editor.get(place, {"alleen": "nieuw"}).content.decode()


def test_a_change_of_openness_is_a_change(editor: Client) -> None:
    put_on(editor, row())
    page = editor.get(send(editor, csv(row(public="nee")))).content.decode()
    assert "openbaar: <del>ja</del> → <ins>nee</ins>" in page


def test_versions_can_be_put_back_and_taken_off(editor: Client) -> None:
    put_on(editor, row(value="11"), tevreden="Eerste naam")
    put_on(editor, row(value="22"), tevreden="Tweede naam")
    assert "Tweede naam" in wijk(Client())
    first, second = OwnFigures.objects.order_by("pk")
    assert (first.shown, second.shown) == (False, True)
    editor.post(f"{HERE}/versie/{first.pk}/terug")
    page = wijk(Client())
    assert "Eerste naam" in page
    assert "Tweede naam" not in page
    editor.post(f"{HERE}/versie/{first.pk}/weg")
    assert "Eerste naam" not in wijk(Client())
    assert OwnFigures.objects.count() == 2
    said = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"areas.restore_figures", "areas.take_off_figures"} <= said


def test_a_version_comes_back_as_the_file_that_was_sent(editor: Client) -> None:
    rows = [row(), row(OTHER, value="", public="nee"), row(year=2023, value="1234567,25")]
    put_on(editor, *rows)
    content = editor.get(f"{HERE}/versie/{OwnFigures.objects.get().pk}.csv").content.decode("utf-8-sig")
    assert sorted(content.split()) == sorted("\n".join((HEAD, *rows)).split())


def test_somebody_else_changed_it_meanwhile(editor: Client) -> None:
    place = send(editor, csv(row(value="11")))
    version = OwnFigures(
        organisation=Organisation.objects.get(), overlay="x", folder="x", rows=1, public_rows=1
    )
    draft = FiguresDraft.objects.get()
    looked = editor.get(place).content.decode()
    assert 'name="tegen" value=""' in looked
    draft_path = draft.path
    assert draft_path.is_file()
    from wijkwijzer.areas import check_figures, protect, write_overlay

    figures = queries.current().figures
    checked = protect(check_figures(draft_path, figures.validity()), figures)
    version.folder = OwnFigures.new_folder()
    version.overlay, version.shown = write_overlay(checked, "x", version.path), True
    version.save()
    answer = editor.post(place, {"tegen": "", "tevreden": "Tevreden"})
    assert answer.status_code == 409
    assert "intussen veranderd" in answer.content.decode()
    assert OwnFigures.objects.count() == 1


# ---- for whom
def test_what_is_not_public_is_for_members_only(editor: Client, client: Client) -> None:
    put_on(
        editor,
        row(key="open", value="11"),
        row(key="besloten", value="22", public="nee"),
        besloten="Geheim cijfer",
    )
    answer = editor.get(f"/wijk/{WIJK}", follow=True)
    page = answer.content.decode()
    assert "Geheim cijfer (cijfers van de gemeente) · alleen zichtbaar voor Gemeente Tolbeke" in page
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "open (cijfers van de gemeente) ·" not in page
    stranger = Client()
    public = stranger.get(f"/wijk/{WIJK}", follow=True)
    assert "Geheim" not in public.content.decode()
    assert "open (cijfers van de gemeente)" in public.content.decode()
    for address in (
        f"/wijk/{WIJK}/cijfers.csv",
        f"/wijk/{WIJK}/cijfers.json",
        f"/api/v1/gebieden/{WIJK}/cijfers",
    ):
        content = editor.get(address).content.decode()
        assert "_besloten" not in content, address
        assert "_open" in content, address
    version = OwnFigures.objects.get()
    closed = f"/cijfers/eigen_{version.overlay[:8]}_besloten"
    assert editor.get(closed).status_code == 200
    assert editor.get(closed).headers["Cache-Control"] == "private, no-store"
    assert stranger.get(closed).status_code == 404


def test_a_report_holds_what_is_public_and_is_made_again_after_a_change(
    editor: Client, shown: Current
) -> None:
    from wijkwijzer_web.core.models import Job

    put_on(
        editor, row(key="open", value="11"), row(key="besloten", public="nee"), open="Een", besloten="Geheim"
    )
    editor.post(f"/wijk/{WIJK}/rapport", {"soort": "html"})
    first = Job.objects.get(kind="rapport")
    text = first.path.read_text(encoding="utf-8")
    assert "Een (cijfers van de gemeente)" in text
    assert "Geheim" not in text
    put_on(editor, row(key="open", value="12"), open="Twee")
    editor.post(f"/wijk/{WIJK}/rapport", {"soort": "html"})
    newest = Job.objects.filter(kind="rapport").exclude(pk=first.pk).get()
    assert "Twee (cijfers van de gemeente)" in newest.path.read_text(encoding="utf-8")


def test_an_older_release_stays_as_it_was(editor: Client, shown: Current) -> None:
    put_on(editor, row(), tevreden="Tevreden")
    page = Client().get(f"/wijk/{WIJK}-de-spoordijk?uitgave={shown.id}")
    assert "Tevreden (cijfers" not in page.content.decode()


def test_other_organisations_see_and_change_nothing(editor: Client, member: Member, log_in: LogIn) -> None:
    put_on(editor, row(key="besloten", public="nee"), besloten="Geheim")
    place = send(editor, csv(row()))
    other = Organisation.objects.create(name="Woonstichting", slug="woonstichting")
    from wijkwijzer_web.core.models import Membership

    stranger = User.objects.create_user("ander@example.org", "een lang wachtwoord dat niemand raadt")
    Membership.objects.create(user=stranger, organisation=other, role=Role.ADMINISTRATOR)
    version = OwnFigures.objects.get()
    editor.logout()
    client = log_in(stranger)
    assert "Geheim" not in wijk(client)
    for address in (HERE, place, f"{HERE}/versie/{version.pk}.csv"):
        assert client.get(address).status_code == 404, address
    moved = place.replace("tolbeke", "woonstichting")
    for address in (
        HERE, place, f"{place}/weg", f"{HERE}/versie/{version.pk}/weg", f"{HERE}/versie/{version.pk}/terug",
        moved, f"{moved}/weg", f"/werkplek/cijfers/woonstichting/versie/{version.pk}/weg",
    ):  # fmt: skip
        assert client.post(address).status_code == 404, address
    version.refresh_from_db()
    assert version.shown
    assert FiguresDraft.objects.count() == 1


def test_a_reader_and_a_visitor_may_not(shown: Current, member: Member, log_in: LogIn) -> None:
    assert Client().get("/werkplek/cijfers").headers["Location"].startswith("/account/inloggen")
    assert Client().post(HERE, {"file": csv(row())}).headers["Location"].startswith("/account/inloggen")
    client = log_in(member(Role.VISITOR))
    assert client.get("/werkplek/cijfers").status_code == 403
    assert client.get(HERE).status_code == 404
    assert client.post(HERE, {"file": csv(row())}).status_code == 404


def test_forms_need_their_token(editor: Client) -> None:
    put_on(editor, row())
    place = send(editor, csv(row(value="1")))
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = editor.cookies
    version = OwnFigures.objects.get()
    for address in (HERE, place, f"{place}/weg", f"{HERE}/versie/{version.pk}/weg"):
        assert strict.post(address, {"file": csv(row())}).status_code == 403, address


def test_drafts_go_after_a_day_and_with_a_new_file(
    editor: Client, tmp_path: Path, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    send(editor, csv(row()))
    with django_capture_on_commit_callbacks(execute=True):
        send(editor, csv(row(value="3")))
    assert FiguresDraft.objects.count() == 1
    assert len(kept(tmp_path)) == 1
    FiguresDraft.objects.update(made_at=timezone.now() - timezone.timedelta(days=2))
    with django_capture_on_commit_callbacks(execute=True):
        call_command("retention")
    assert not FiguresDraft.objects.exists()
    assert kept(tmp_path) == []


def test_a_folder_that_is_gone_takes_no_page_with_it(editor: Client) -> None:
    put_on(editor, row(), tevreden="Tevreden")
    OwnFigures.objects.update(folder="eigen/cijfers/weg")
    assert Client().get(f"/wijk/{WIJK}", follow=True).status_code == 200
    assert Client().get("/cijfers").status_code == 200


def test_the_template_can_be_sent(editor: Client) -> None:
    content = editor.get("/werkplek/cijfers/sjabloon.csv").content
    page = editor.get(send(editor, SimpleUploadedFile("sjabloon.csv", content))).content.decode()
    assert "Nieuw: 2" in page


def test_files_take_own_figures_along_with_their_licence(editor: Client) -> None:
    put_on(editor, row(), tevreden="Tevreden")
    rows = json.loads(Client().get(f"/wijk/{WIJK}/cijfers.json").content)
    own = [r for r in rows["cijfers"] if r["cijfer"].startswith("eigen_")]
    assert [(r["waarde"], r["licentie"]) for r in own] == [(72.5, "CC BY 4.0")]
    assert any(s["uitgever"] == "Gemeente Tolbeke" for s in rows["herkomst"]["bronnen"])


def test_an_account_leads_to_the_workplaces(editor: Client) -> None:
    page = editor.get("/account").content.decode()
    assert 'href="/werkplek/cijfers"' in page
    assert 'href="/werkplek/dialogen"' in page
    assert editor.get("/werkplek/cijfers").headers["Location"] == HERE


def test_a_page_with_own_figures_costs_one_question_more(
    editor: Client, django_assert_max_num_queries: Callable[..., object]
) -> None:
    put_on(editor, row())
    wijk(Client())
    # Every room asks a question or two for its panel; the page as a whole stays under fifteen.
    with django_assert_max_num_queries(15):
        Client().get(f"/wijk/{WIJK}-de-spoordijk")


def test_small_counts_are_told_before_and_withheld_after(editor: Client) -> None:
    head = f"{HEAD};soort"
    rows = [
        f"{row(f'WK9903{n:02d}', key='meldingen', value=str(3 if n == 4 else 50 + n))};aantal"
        for n in range(9)
    ]
    place = send(editor, csv(*rows, head=head))
    page = editor.get(place, {"alleen": "klein"}).content.decode()
    assert "te klein om te tonen" in page
    assert "WK990304" in page
    assert editor.post(place, {"tegen": "", "meldingen": "Meldingen"}).status_code == 302
    rows = json.loads(Client().get("/wijk/WK990304/cijfers.json").content)["cijfers"]
    own = [r for r in rows if r["cijfer"].startswith("eigen_")]
    assert [(r["waarde"], r["stand"]) for r in own] == [(None, "suppressed")]
    mine = editor.get("/wijk/WK990304", follow=True)
    assert mine.headers["Cache-Control"] == "private, no-store"
    assert "alleen zichtbaar voor Gemeente Tolbeke" in mine.content.decode()


def test_own_figures_stand_on_the_pages_of_sources_and_figures(editor: Client) -> None:
    put_on(editor, row(), row(key="besloten", public="nee"), tevreden="Tevreden", besloten="Geheim")
    for address in ("/bronnen", "/cijfers", "/api/v1/bronnen", "/api/v1/indicatoren"):
        page = editor.get(address).content.decode()
        assert "Gemeente Tolbeke" in page, address
        assert "Geheim" not in page, address
