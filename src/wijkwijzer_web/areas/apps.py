"""The app of the areas."""

from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.rooms import Activity, Link, RoomConfig

__all__ = ["AreasConfig"]


class AreasConfig(RoomConfig):
    """Wijken: pages, figures and reports."""

    name = "wijkwijzer_web.areas"
    label = "areas"
    verbose_name = _("Wijken")
    exports = ("wijkwijzer_web.areas.actions.leaving.export",)
    farewells = ("wijkwijzer_web.areas.actions.farewell.farewell",)
    arrivals = ("wijkwijzer_web.areas.actions.leaving.arrive",)
    retention = ("wijkwijzer_web.areas.actions.own_figures.expire_drafts",)
    chain = ("wijkwijzer_web.areas.queries.strand.strand",)
    trouble = ("wijkwijzer_web.areas.queries.releases.trouble",)
    catch_up = ("wijkwijzer_web.areas.actions.own_areas.lay_over_when_behind",)
    notice = ("wijkwijzer_web.areas.queries.releases.notices",)
    navigation = (Link("areas:gemeenten", _("Wijken")),)
    workplace = (
        Link("areas:work-list", _("Eigen cijfers en gebieden"), "write"),
        Link("areas:reports", _("Rapporten van alle wijken"), "write"),
    )
    activities = (
        Activity(
            "wijk",
            _("Een wijk begrijpen"),
            _("Hoe ontwikkelt de wijk zich, wat is haar kracht, en wat weten we niet?"),
            "areas:gemeenten",
        ),
        Activity(
            "vraag",
            _("Een cijfer nakijken"),
            _("Wat betekent het, waar komt het vandaan en hoe zeker is het?"),
            "areas:indicators",
        ),
        Activity(
            "boek",
            _("Zien hoe we rekenen"),
            _("Alle methoden in gewone taal, zodat je ons kunt tegenspreken."),
            "areas:methods",
        ),
    )
    footer_check = (
        Link("areas:methods", _("Methoden")),
        Link("areas:sources", _("Bronnen")),
        Link("areas:indicators", _("Alle cijfers")),
        Link("areas:check-report", _("Reken een rapport na")),
    )
    examples = ("wijkwijzer_web.areas.actions.releases.example_left",)
    without_examples = ("wijkwijzer_web.areas.actions.releases.remove_example",)
