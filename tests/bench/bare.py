"""What pages are measured against: a greeting, and a bare page of five queries."""

from django.http import HttpResponse
from django.template import engines
from django.urls import path

from indicators.models import Baseline, Indicator, Observation, Series, Target

GREETING = "Hello, world!"
ROW = """<tr><th scope="row">{{ row.period }}</th><td class="number">{{ row.value }}</td>
<td>{{ row.as_printed }}</td><td>{{ row.note }}</td></tr>
"""
PAGE = f"""<!doctype html><html lang="sv"><head><title>{{{{ indicator.name }}}}</title></head><body>
<h1>{{{{ indicator.name }}}}</h1><p>{{{{ indicator.wording }}}}</p>
{{% for each in series %}}<h2>{{{{ each.name }}}}</h2>{{% endfor %}}
{{% for each in targets %}}<p>{{{{ each.wording }}}}</p>{{% endfor %}}
<table>{{% for row in rows %}}{ROW}{{% endfor %}}</table></body></html>
"""


def greeting(request):
    return HttpResponse(GREETING)


def bare(request, partnership, strategy, indicator, size):
    """The rows of an indicator in a table, over and over until the page has a size in bytes."""
    found = Indicator.objects.select_related("strategy__partnership").get(
        strategy__partnership__code=partnership, strategy__code=strategy, code=indicator
    )
    series = list(Series.objects.filter(indicator=found).select_related("area", "group"))
    targets = list(Target.objects.filter(indicator=found))
    rows = list(Observation.objects.filter(series__in=series))
    rows += list(Baseline.objects.filter(series__in=series))
    template = engines["django"].from_string(PAGE) if not _template else _template[0]
    _template[:] = [template]
    context = {"indicator": found, "series": series, "targets": targets}
    one = len(template.render({**context, "rows": rows}).encode()) if not _sizes else _sizes[0]
    none = len(template.render({**context, "rows": []}).encode()) if not _sizes else _sizes[1]
    _sizes[:] = [one, none]
    often = max(1, round((size - none) / (one - none)))
    return HttpResponse(template.render({**context, "rows": rows * often}))


_template, _sizes = [], []

urlpatterns = [
    path("", greeting),
    path("<slug:partnership>/<slug:strategy>/<slug:indicator>/<int:size>/", bare),
]
