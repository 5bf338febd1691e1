"""The app of the areas."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

__all__ = ["AreasConfig"]


class AreasConfig(AppConfig):
    """Wijken: pages, figures and reports."""

    name = "wijkwijzer_web.areas"
    label = "areas"
    verbose_name = _("Wijken")
    retention = "wijkwijzer_web.areas.actions.own_figures.expire_drafts"
    navigation = (("areas:gemeenten", _("Wijken")),)
    workplace = (("areas:work-list", _("Eigen cijfers en gebieden")),)
    activities = (
        (
            "wijk",
            _("Een wijk begrijpen"),
            _("Hoe ontwikkelt de wijk zich, wat is haar kracht, en wat weten we niet?"),
            "areas:gemeenten",
        ),
        (
            "vraag",
            _("Een cijfer nakijken"),
            _("Wat betekent het, waar komt het vandaan en hoe zeker is het?"),
            "areas:indicators",
        ),
        (
            "boek",
            _("Zien hoe we rekenen"),
            _("Alle methoden in gewone taal, zodat je ons kunt tegenspreken."),
            "areas:methods",
        ),
    )
    footer_check = (
        ("areas:methods", _("Methoden")),
        ("areas:sources", _("Bronnen")),
        ("areas:indicators", _("Alle cijfers")),
    )

    def notice(self) -> str:
        """Say so when the figures that are shown are invented."""
        from wijkwijzer_web.areas.models import ActiveRelease

        example = ActiveRelease.objects.filter(release__example=True).exists()
        text = _("Voorbeeld: de provincie Lindemark, haar steden, wijken, mensen en cijfers zijn verzonnen.")
        return str(text) if example else ""
