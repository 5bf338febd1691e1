"""Poster and cards of a desk as one document: where to tell it, who reads it, and for whom it is not."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from wijkwijzer.report import (
    BulletList,
    Columns,
    Document,
    Heading,
    Item,
    Meta,
    PageBreak,
    Paragraph,
    Picture,
    Sentence,
)
from wijkwijzer_web.core.files.scan import qr_picture
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.rooms import Step
from wijkwijzer_web.desk.models import Desk
from wijkwijzer_web.desk.queries import today

__all__ = ["poster", "starts"]

CARD_ROWS = 3


def poster(desk: Desk, area: str = "") -> Document:
    """A poster on the first page and six cards on the second, each with the same QR code."""
    wijk = f"&wijk={area}" if area in desk.areas else ""
    path = reverse("desk:tell", args=[desk.slug])
    address = f"{settings.SITE_URL.rstrip('/')}{path}"
    drawn = qr_picture(f"{address}?via=poster{wijk}")
    described = _("QR-code naar %(address)s") % {"address": address}
    promise = _("Een mens leest het en antwoordt binnen %(n)s werkdagen. Zonder account.") % {
        "n": desk.promise_days
    }
    card = (Heading(desk.name, level=3), Picture(drawn, described, width=34), Paragraph(promise, small=True))
    return Document(
        title=_("Loop je vast? Vertel het ons"),
        subtitle=desk.name,
        meta=Meta(made_on=today(), organisation=str(desk.organisation), url=address),
        blocks=(
            Sentence(promise),
            Picture(drawn, described, width=80),
            Sentence(address.partition("://")[2]),
            *_readers(desk),
            Paragraph(_("Liever praten? %(when)s %(phone)s") % {"when": desk.walk_in, "phone": desk.phone}),
            Paragraph(_("Nu gevaar: 112. Denk je aan zelfmoord: 113. Veilig Thuis: 0800 2000."), small=True),
            PageBreak(),
            *(Columns((card, card)) for _row in range(CARD_ROWS)),
        ),
    )


def _readers(desk: Desk) -> tuple[BulletList, BulletList]:
    reads = (_("de luisteraars van dit loket"), _("jij, met je zes woorden"))
    others = [*desk.non_readers, _("andere loketten, tenzij jij ja zegt")]
    return (
        BulletList(tuple(Item(one) for one in reads), title=_("Dit leest")),
        BulletList(tuple(Item(one) for one in others), title=_("Dit leest niet")),
    )


def starts(organisation: Organisation, actor: User) -> list[Step]:
    """A place to listen: open the desk."""
    own = Desk.objects.filter(organisation=organisation, is_example=False)
    opened = own.filter(opened=True).first()
    begun = opened or own.first()
    url = reverse("desk:setup", args=[begun.slug]) if begun else reverse("desk:setup-new")
    note = _("%(desk)s is open") % {"desk": opened.name} if opened else ""
    if begun and not opened:
        note = _("%(desk)s staat klaar en is nog dicht") % {"desk": begun.name}
    title, who = _("Open het luisterloket, of een dialoog"), _("de beheerder, met twee luisteraars")
    return [Step("luisteren", title, 10, who, url, opened is not None, 50, note, "manage-members")]
