"""Lists in pages, and the number of a page as an address has it."""

from django.core.paginator import Paginator

MOST_DIGITS = 9  # that are read: no list has as many pages


def page_number(written):
    """The number of a page; 0, which none has, for what is no number."""
    return int(written[:MOST_DIGITS]) if written.isdecimal() else 0


def page_of(rows, size, wanted):
    """The page that is wanted, by its number in any text; the nearest where there is none."""
    pages = Paginator(rows, size)
    return pages.page(min(max(page_number(wanted), 1), pages.num_pages))
