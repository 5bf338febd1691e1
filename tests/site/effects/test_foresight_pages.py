"""The pages of foresight on the example: what is said, what is not, and that nothing runs away."""

from __future__ import annotations

import dataclasses
import re

import pytest
from django.test import Client

from fixtures_effects import planted_waves
from wijkwijzer.effects import learn, signal_words
from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.core.rooms import Area
from wijkwijzer_web.effects.models import BenefitCase, Weighed
from wijkwijzer_web.effects.service import load_example_foresight
from wijkwijzer_web.effects.signals import pages as signal_pages
from wijkwijzer_web.effects.signals.queries import Learnt, audits, learnt


@pytest.fixture
def example(shown: Current, organisation: Organisation) -> Organisation:
    load_example_foresight(actor=None, organisation=organisation)
    return organisation


def text(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, url
    return answer.content.decode()


def test_the_wijk_page_has_signals_and_the_question_whether_it_helped(client: Client, shown: Current) -> None:
    place = areas.which_place("de spoordijk havermeer")
    assert place is not None
    page = text(client, areas.address_of(place.key))
    assert 'id="signalen"' in page
    found = learnt()
    assert found is not None
    for product in found.foresight.products:
        assert not product.forecasts, "too few wijken in the example: it follows"
        some = any(test.beaten for test in found.foresight.backtest.tests if test.target == product.target)
        assert signal_words.silence_sentence("unsteady" if some else "unpredictable") in page
    assert "dalingen houden bij de volgende meting nog aan" in page
    assert 'id="geholpen"' in page
    area = Area(place.key, "gemeente", place.name, "/")
    assert signal_pages.panels(area, None) == []  # type: ignore[arg-type]


def test_the_backtest_shows_every_test_and_what_was_better(client: Client, shown: Current) -> None:
    page = text(client, "/terugblik")
    assert "achteraf berekend" in page
    assert page.count("hier de beste") == page.count("Methoden bij:") == 4
    assert "stand, vorige verandering en grootte" in page
    assert "Dit signaal zwijgt daarom" in page
    tests = re.findall(r'<p class="ww-conclusie">(.*?)</p>', page)
    beaten = sum(each.startswith("Beter dan gokken") for each in tests)
    assert len(tests) == 4
    assert f"Bij {beaten} van de 4 toetsen was het beter dan gokken." in page
    assert page.count("Het signaal zwijgt toch") == beaten
    lines = re.findall(r"<strong>((?:niet )?beter dan gokken)</strong>", page.split("Zo is getoetst")[0])
    assert lines == [
        "beter dan gokken" if each.startswith("Beter") else "niet beter dan gokken" for each in tests
    ]
    assert "computed afterwards" in text(client, "/en/terugblik")
    for wrong in ("x", "é", "9" * 70):
        text(client, f"/terugblik?uitgave={wrong}", 404)


def test_the_fairness_audit_of_the_release_stands_on_the_backtest(client: Client, shown: Current) -> None:
    found = learnt()
    assert found is not None
    told = {(info.key, one.target): one.audit for info, one in audits(found)}
    assert len(told) == 8
    page = text(client, "/terugblik")
    assert page.count("Valse alarmen van de 100") == 2
    assert page.count("Gezegd en gebeurd van de 100 wijken") == 2
    assert page.count('data-kop="als elke kans klopt"') == 8
    uneven = told[("p_hh_laag_ink", "daling")]
    assert uneven.gap > max(0.03, uneven.by_chance), "the example has one that is no chance"
    assert "Bij 1 van de 4 vergelijkingen vallen valse alarmen ongelijk." in page
    assert "zo groot kan het ook door toeval zijn" in page
    assert "Herkomst van bewoners staat niet in deze uitgave." in page


def test_an_effect_is_asked_in_the_address(client: Client, shown: Current) -> None:
    place = areas.which_place("de spoordijk havermeer")
    assert place is not None
    begin = text(client, f"/effect?wijken={place.key}")
    assert place.key in begin
    page = text(client, f"/effect?wijken={place.key}&cijfer=bijstand_per_1000&van=2019&tot=2021")
    assert "De proef vooraf" in page
    assert "perioden waarin niets gebeurde" in page
    assert ("niet te meten" in page) or ("geen verschil aan te tonen" in page) or ("ligt het cijfer" in page)
    for query, sentence in (
        ("wijken=Nergens&cijfer=bijstand_per_1000&van=2019", "deze wijk kennen we niet"),
        (f"wijken={place.key}&cijfer=bijstand_per_1000&van=twee", "Vul een jaar in"),
        (f"wijken={place.key}&cijfer=bijstand_per_1000&van=٢٠١٩", "Vul een jaar in"),
        (f"wijken={place.key}&cijfer=bijstand_per_1000&van=2019&tot=2015", "ligt voor het eerste"),
        (f"wijken={place.key}&cijfer=bijstand_per_1000&van=2005", "twee jaren"),
        (f"wijken={place.key}&cijfer=bijstand_per_1000&van=2080", "nog geen cijfers"),
        (f"wijken={place.key}&cijfer=rivm_eenzaam&van=2019", "mag niet meetellen"),
        (f"wijken={place.key}&cijfer=ses_woa&van=2019", "SES-WOA schat opleiding met herkomst bij"),
        (f"wijken={place.key}&cijfer=nietbestaand&van=2019", "Dit cijfer kennen we niet"),
    ):
        assert sentence in text(client, f"/effect?{query}", 400)


def test_weighings_are_read_and_weighed_otherwise(client: Client, example: Organisation) -> None:
    row = Weighed.objects.get(title__startswith="De Spoordijk")
    assert row.title in text(client, "/afweging")
    assert "Nog in de maak" not in text(client, "/afweging")
    page = text(client, f"/afweging/{row.pk}")
    assert "Te weinig bekend" in page
    assert "vraag eerst op: Kosten per jaar" in page
    assert "Waarom anders dan de afweging:" in page
    assert "wijkraad, wijkmanager" in page
    assert "=Wijkkrant" in page
    other = text(client, f"/afweging/{row.pk}?zwaarst=c3")
    assert "het zwaarst telt." in other
    assert "Weeg opnieuw" in other
    text(client, f"/afweging/{row.pk}?zwaarst=c99", 404)
    hidden = Weighed.objects.get(public=False)
    text(client, f"/afweging/{hidden.pk}", 404)
    assert "Weigh" in text(client, f"/en/afweging/{row.pk}")


def test_a_tie_is_no_choice_of_ours(client: Client, example: Organisation) -> None:
    row = Weighed.objects.get(title__startswith="Twee speelplekken")
    assert "50 van de 100 keer" in text(client, f"/afweging/{row.pk}")


def test_costs_and_benefits(client: Client, example: Organisation) -> None:
    row = BenefitCase.objects.get()
    page = text(client, f"/baten/{row.pk}")
    assert "niet te zeggen" in page
    assert "vergeleken met: stoppen eind 2026" in page
    assert "toerekening" in page
    assert "2.025" not in page
    for form in ("xlsx", "csv"):
        answer = client.get(f"/baten/{row.pk}.{form}")
        assert answer.status_code == 200
        assert f".{form}" in answer["Content-Disposition"]
    text(client, f"/baten/{row.pk}.exe", 404)
    text(client, "/baten/999", 404)


def test_the_dossier_is_opened_again(client: Client, db: None) -> None:
    page = text(client, "/baten/anderhalf")
    assert "anderhalve euro of meer uit" in page
    assert "onze aanname" in page
    assert "Wat het dossier niet zegt" in page
    assert client.get("/baten/anderhalf.xlsx").status_code == 200
    text(client, "/baten/anderhalf.pdf", 404)
    assert "assumption" in text(client, "/en/baten/anderhalf")


def test_without_figures_every_page_answers(client: Client, db: None) -> None:
    for url in ("/terugblik", "/effect", "/afweging", "/baten", "/algoritmes"):
        text(client, url)


def test_a_chance_is_told_in_houses_with_what_became_of_others(
    client: Client, shown: Current, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a panel that allows a forecast the wijk page says a chance, its reasons and its past."""
    real = learnt()
    assert real is not None
    waves = planted_waves(1500, seed=3, waves=4)
    place = areas.which_place("de spoordijk havermeer")
    assert place is not None
    named = dataclasses.replace(waves, areas=(place.key, *waves.areas[1:]), indicator=real.score.key)
    planted = Learnt("x", real.score, named, learn(named, draws=50))
    monkeypatch.setattr(signal_pages, "learnt", lambda: planted)
    page = text(client, areas.address_of(place.key))
    assert page.count('class="ww-huizen"') == 2
    assert "Van 10 wijken zoals deze" in page
    assert "waarschijnlijk" in page
    assert "keer bleek het niet zo te zijn" in page
    assert "style=" not in page.split('id="signalen"')[1].split("</section>")[0]
    [panel] = signal_pages.panels(Area(place.key, "wijk", place.name, "/"), None)  # type: ignore[arg-type]
    assert len(panel.blocks) > 8
