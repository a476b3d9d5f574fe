"""The form of a partnership: its colour with a sample, its logo as a file."""

import re

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from config.registry.forms import RegistryForm
from strategy.models import logos
from strategy.models.partnerships import LOGO_PROBLEMS


class ColourInput(AdminTextInputWidget):
    """A colour as text, beside it what it looks like."""

    def render(self, name, value, attrs=None, renderer=None):
        sample = render_to_string("admin/_colour_sample.html", {"colour": value})
        return super().render(name, value, attrs, renderer) + sample


class LogoInput(forms.ClearableFileInput):
    """A file to be chosen, above it the logo there is, with a box to remove it."""

    template_name = "django/forms/widgets/file.html"

    def format_value(self, value):
        return None  # the browser fills in no file

    def render(self, name, value, attrs=None, renderer=None):
        box = self.clear_checkbox_name(name)
        logo = value if isinstance(value, str) else ""
        shown = render_to_string("admin/_logo_now.html", {"logo": logo, "box": box})
        return shown + super().render(name, value, attrs, renderer)


class LogoField(forms.FileField):
    """A PNG or SVG file, kept as the text of a ``data:`` address."""

    widget = LogoInput

    def clean(self, data, initial=None):
        value = super().clean(data, initial)
        if not isinstance(value, UploadedFile):
            return value or ""
        if value.size > logos.LARGEST:
            raise ValidationError(LOGO_PROBLEMS["too_large"])
        try:
            value.seek(0)  # it may have been read before: a form is checked again at each fault
            return logos.as_address(value.read())
        except logos.Unfit as unfit:
            raise ValidationError(LOGO_PROBLEMS[unfit.reason]) from None


class PartnershipForm(RegistryForm):
    logo = LogoField(
        label=_("Logo"),
        required=False,
        help_text=_("A PNG or SVG file of at most 12 kB, shown on white beside the name."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "colour" in self.fields:
            self.fields["colour"].widget = ColourInput(attrs={"maxlength": 7, "size": 9})

    def clean_colour(self):
        colour = self.cleaned_data["colour"].lower()
        if colour and not re.fullmatch("#[0-9a-f]{6}", colour):
            raise ValidationError(_("Write the colour like #0f4c5c."))
        return colour
