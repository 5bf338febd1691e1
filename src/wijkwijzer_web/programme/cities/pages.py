"""The mail with which a city gets its own link."""

from __future__ import annotations

from django.utils.translation import gettext_lazy, gettext_noop

from wijkwijzer_web.core.rooms import Letter

__all__ = ["letters"]


def letters() -> list[Letter]:
    """What the contact of a city gets."""
    return [
        Letter(
            "stad-link",
            gettext_lazy("Als het team de steden naar hun voorkeuren vraagt"),
            gettext_lazy("de contactpersoon van elke stad"),
            gettext_noop("%(city)s in %(programme)s: zeg wat jullie willen"),
            gettext_noop(
                "Dit is de eigen link van %(city)s in %(programme)s.\n\n%(link)s\n\n"
                "Zeg daar hoe graag jullie een bijeenkomst over elk thema willen. Dat kan zonder account, "
                "en je kunt het later veranderen. "
                "Daar staat ook de link waarmee jullie wijkmanager de wijkanalyse maakt."
            ),
            {
                "city": gettext_noop("Havermeer"),
                "programme": gettext_noop("Samen verder"),
                "link": "https://wijkwijzer.example/stad/abc",
            },
            may_begin=True,
        ),
    ]
