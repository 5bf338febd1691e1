"""A document beside the rule of its organisation, and how it is cited."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from wijkwijzer.knowledge.exchange import from_bibtex, from_ris
from wijkwijzer_web.core.hooks import Published
from wijkwijzer_web.core.models import AuditEntry, Organisation, Role, User
from wijkwijzer_web.publishing.archiving.queries import archived_one, rules_of
from wijkwijzer_web.publishing.service import ArchiveRule, archived, cite_document, keep_rule

pytestmark = pytest.mark.django_db
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
def published(organisation: Organisation) -> Published:
    return Published(
        key="verslag:kade:2",
        sort="verslag",
        title="De Kade",
        url="/dialoog/kade/verslag/2",
        organisation=organisation,
        at=datetime.datetime(2026, 12, 31, 23, 30, tzinfo=AMSTERDAM),
        version=2,
        checksum="c" * 64,
        later=("", ""),
    )


def rule(organisation: Organisation, years: int | None = 7, sort: str = "verslag") -> ArchiveRule:
    value = ArchiveRule.Value.DESTROY if years else ArchiveRule.Value.KEEP
    return ArchiveRule(organisation=organisation, sort=sort, category="5.1", value=value, years=years)


def test_only_who_writes_for_the_organisation_fills_in_a_rule(
    organisation: Organisation, member: Callable[[Role], User]
) -> None:
    with pytest.raises(PermissionDenied):
        keep_rule(actor=member(Role.VISITOR), rule=rule(organisation))
    elsewhere = Organisation.objects.create(name="Elders", slug="elders")
    editor = member(Role.EDITOR)
    with pytest.raises(PermissionDenied):
        keep_rule(actor=editor, rule=rule(elsewhere))
    assert not ArchiveRule.objects.exists()
    kept = keep_rule(actor=editor, rule=rule(organisation))
    assert rules_of(organisation) == {"verslag": kept}
    assert rules_of(elsewhere) == {}
    noted = AuditEntry.objects.latest("pk")
    assert (noted.organisation, noted.actor) == (organisation, editor)


def test_the_term_ends_with_whole_years_of_our_own_clock(published: Published) -> None:
    rule(published.organisation).save()
    beside = archived_one(published)
    assert (beside.state, beside.state_label, beside.sort_label) == (
        "gepubliceerd",
        "gepubliceerd",
        "Verslag van een dialoog",
    )
    assert beside.destroy_on == datetime.date(2034, 1, 1), "published in 2026, also at half past eleven"
    assert not beside.due
    back = replace(published, gone_at=datetime.datetime(2028, 3, 1, tzinfo=AMSTERDAM), later=("Nieuw", "/3"))
    beside = archived_one(back)
    assert (beside.state, beside.destroy_on) == ("teruggenomen", datetime.date(2036, 1, 1))
    early = replace(published, gone_at=datetime.datetime(2025, 3, 1, tzinfo=AMSTERDAM))
    assert archived_one(early).destroy_on == datetime.date(2034, 1, 1), "the later of the two"
    assert archived_one(replace(published, later=("Nieuw", "/3"))).state == "vervangen"


def test_a_term_is_over_on_its_day(published: Published) -> None:
    today = timezone.localdate()
    beside = archived_one(published)
    assert (beside.rule, beside.destroy_on, beside.due) == (None, None, False)
    assert replace(beside, destroy_on=today).due
    assert replace(beside, destroy_on=today - datetime.timedelta(days=1)).due
    assert not replace(beside, destroy_on=today + datetime.timedelta(days=1)).due


def test_what_is_kept_for_good_is_never_destroyed(published: Published) -> None:
    rule(published.organisation, years=None).save()
    beside = archived_one(published)
    assert beside.rule is not None
    assert beside.destroy_on is None


def test_an_organisation_sees_its_own_documents_beside_its_own_rules(published: Published) -> None:
    elsewhere = Organisation.objects.create(name="Elders", slug="elders")
    rule(elsewhere, 3).save()
    rule(published.organisation, 10, sort="rapport").save()
    report = replace(published, sort="rapport", key="rapport:1:1")
    other = replace(published, organisation=elsewhere)
    found = archived([published, report, other], published.organisation)
    assert [(one.document, one.destroy_on) for one in found] == [
        (published, None),
        (report, datetime.date(2037, 1, 1)),
    ]
    assert archived_one(other).destroy_on == datetime.date(2030, 1, 1)
    strange = archived_one(replace(published, sort="iets"))
    assert strange.sort_label == "iets"


def test_a_version_is_cited_with_its_number_and_a_page_with_its_day(published: Published) -> None:
    cited = cite_document(replace(published, later=("Nieuw", "/3")))
    assert cited.apa_nl.startswith("Gemeente Tolbeke. (2026). De Kade (versie 2)")
    assert "/dialoog/kade/verslag/2" in cited.apa_nl
    assert "geraadpleegd" not in cited.apa_nl.lower()
    assert (cited.checksum, cited.later) == ("c" * 64, ("Nieuw", "/3"))
    (work,) = from_bibtex(cited.bibtex)
    assert (work.title, work.year, work.kind) == ("De Kade (versie 2)", 2026, "rapport")
    assert from_ris(cited.ris)[0].title == work.title
    assert "/dialoog/kade/verslag/2" in cited.ris
    assert "//dialoog" not in cited.ris
    assert ("citation_title", "De Kade (versie 2)") in cited.tags
    page = cite_document(replace(published, version=0, key="dossier:12"))
    assert from_bibtex(page.bibtex)[0].title == "De Kade"
    assert str(timezone.localdate().year) in page.apa_nl
    assert "op " in page.apa_nl
    assert page.apa_en != page.apa_nl
