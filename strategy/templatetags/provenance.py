"""Where figures come from, and what the marks at them mean."""

from django import template
from django.utils.translation import gettext_lazy as _

from indicators.models import Observation
from strategy.overview import provenance

register = template.Library()
register.simple_tag(provenance.origin_of_table)
register.simple_tag(provenance.origin_of_indicator)

STATUS = Observation.Status
MEANINGS = {
    STATUS.PROVISIONAL: _("the source may still change it"),
    STATUS.ESTIMATED: _("not counted or measured, but estimated"),
    STATUS.BREAK: _("not comparable with the figures before it"),
    STATUS.DEFINITION_DIFFERS: _("counted in another way than the others"),
    STATUS.LOW_RELIABILITY: _("it rests on few observations"),
}


@register.filter
def meaning(status):
    """What the mark at a figure means, in a few words; "" for a normal one."""
    return MEANINGS.get(status, "")
