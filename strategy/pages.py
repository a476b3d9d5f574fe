"""What every public page has in common: where it is found, and when it is gone."""

from functools import wraps

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from django.shortcuts import render
from django.urls import register_converter
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from strategy.overview import Gone


class Code:
    """A code in an address, as ``strategy.models.CodeField`` allows it."""

    regex = "[a-z0-9]+(?:-[a-z0-9]+)*"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(Code, "code")
STRATEGY = "<code:partnership>/<code:strategy>/"  # the beginning of most addresses


def public_page(view):
    """A view that anybody may read: 404 for what is not public, 410 for what was withdrawn."""

    @require_safe
    @wraps(view)
    def page(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except ObjectDoesNotExist:
            raise Http404(_("There is no such page.")) from None
        except Gone as gone:
            told = {"gone": gone, "row": gone.row, "content": gone.language}
            return render(request, "410.html", told, status=410)

    return page
