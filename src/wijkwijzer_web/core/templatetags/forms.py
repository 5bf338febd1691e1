"""Form fields in the look of the site."""

from __future__ import annotations

from django import forms, template
from django.forms import BoundField
from django.forms.widgets import Input
from django.utils.safestring import SafeString

from wijkwijzer_web.core.clean import version_of

register = template.Library()

CLASSES: dict[type[forms.Widget], str] = {
    forms.Textarea: "utrecht-textarea utrecht-textarea--html-textarea",
    forms.Select: "utrecht-select utrecht-select--html-select",
    Input: "utrecht-textbox utrecht-textbox--html-input",
}


@register.filter
def styled(field: BoundField) -> SafeString:
    """The field's widget with the classes of the theme."""
    widget = field.field.widget
    css = next((css for kind, css in CLASSES.items() if isinstance(widget, kind)), "")
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect):
        css = ""
    return field.as_widget(attrs={"class": css, "placeholder": ""} if css else None)


@register.filter
def version(row: object, names: str) -> str:
    """What a form on these fields of a row is made from, to send along as `versie`."""
    return version_of(*(getattr(row, name) for name in names.split()))
