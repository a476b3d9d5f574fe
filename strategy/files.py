"""A strategy as files: all figures of all its indicators, and what they are."""

from django.http import HttpResponse
from django.urls import register_converter, reverse
from django.utils import timezone

from indicators.downloads import FORMS_OF_STRATEGY, PARTS, Download
from strategy import overview
from strategy.models import Strategy
from strategy.pages import public_page


class Form:
    """How a file ends, in an address."""

    regex = "|".join(FORMS_OF_STRATEGY)

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(Form, "form")


@public_page
def download(request, partnership, strategy, form):
    found, today = overview.find(Strategy, partnership, strategy), timezone.localdate()
    read = overview.read(found, parts=PARTS, as_of=today)
    address = request.build_absolute_uri(reverse("strategy", args=[partnership, strategy]))
    content_type, write = FORMS_OF_STRATEGY[form]
    return HttpResponse(
        write(Download(overview=read, address=address, as_of=today)),
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{partnership}-{strategy}.{form}"'},
    )
