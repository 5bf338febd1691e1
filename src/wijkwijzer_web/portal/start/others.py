"""How another did a step of the start list: short, from the invented province, with what went wrong."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as translated
from django.utils.translation import gettext_noop as _

__all__ = ["how_others_did"]

_SAID: Mapping[str, str] = {
    "kaart": _(
        "Havermeer gaf een adres dat drie mensen lezen, en zette de week na kerst bij de dichte dagen. Hun "
        "eigen kleur was te licht om te lezen. Ze kozen de donkere uit dezelfde huisstijl."
    ),
    "privacy": _(
        "De functionaris van Havermeer las één bladzijde en had twee vragen. De half ingevulde DPIA was na "
        "een week af. Het loket wachtte daar niet op: het ging open toen haar naam erbij stond."
    ),
    "mensen": _(
        "Tolbeke begon met vier mensen: twee beheerders die elkaar vervangen, een redacteur, en een "
        "luisteraar die in de wijk werkt."
    ),
    "wijkpagina": _(
        "Een adviseur las de eerste zinnen hardop voor aan een collega. Eén zin begreep die niet. Daar "
        "schreven ze “Klopt dit?” bij, en mailden de pagina toch."
    ),
    "luisteren": _(
        "In Hesselo luisteren twee wijkverpleegkundigen om de dag. De poster in het gemeentehuis bracht "
        "niemand. De poster bij de bakker wel."
    ),
    "delen": _(
        "De praktijk van Tolbeke: soep op maandag in de hal. De mislukking: een scherm met cijfers waar "
        "niemand naar keek. Samen twaalf zinnen."
    ),
    "uitnodiging": _(
        "Vaartsum koos een ochtend in de hal van de flat, drie weken vooruit. Zes mensen kregen een mail. "
        "Vier kwamen, en twee buren die niemand had gevraagd."
    ),
    "voorbeelden": _(
        "Kolkstad liet de voorbeelden een week staan om te kijken hoe iets eruit kan zien. Daarna gingen ze "
        "weg met één knop."
    ),
}


def how_others_did(step: str) -> str:
    """The example with a step; empty for a step that has none."""
    return translated(_SAID[step]) if step in _SAID else ""
