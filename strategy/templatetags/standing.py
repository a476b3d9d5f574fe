"""What goes right and wrong, and whose page it is, for templates."""

from django import template

from strategy.overview.standing import ways

register = template.Library()
register.filter("ways", ways)


@register.simple_tag(takes_context=True)
def owner_of_page(context):
    """The partnership that a page is about; None on pages of the site itself."""
    for name, way in WAYS_TO_OWNER.items():
        found = context.get(name)
        for step in way if found else ():
            found = getattr(found, step, None)
        if hasattr(found, "code") and hasattr(found, "colour"):
            return found
    return None


# From what a view gives its template to the partnership.
WAYS_TO_OWNER = {
    "overview": ("partnership",),
    "report": ("follow_up", "strategy", "partnership"),
    "partnership": (),
    "gone": ("partnership",),
}
