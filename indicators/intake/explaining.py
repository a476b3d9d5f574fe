"""What an update workbook says to whoever fills it in, in the language that is active."""

from django.utils.translation import gettext as _


def explanations():
    """The texts of an update workbook, by their names in ``UpdateWorkbook``."""
    return {
        "instructions": (
            _("Fill in the framed yellow cells. An empty cell changes nothing."),
            _("The other columns can be corrected too. More on the last sheet."),
        ),
        "hint": (
            _("New figure"),
            _(
                "Write the number, or why there is none, like “not available”. Leave the cell "
                "empty to change nothing."
            ),
        ),
        "approximate": _("approximate"),
        "help": (
            (_("Filling it in"), filling_in()),
            (_("When there is no number"), without_number()),
            (_("What happens then"), what_happens()),
        ),
    }


def filling_in():
    return (
        _(
            "Each row is a series, each column a period. Cells that wait for a figure are yellow "
            "and have a frame. Striped cells are periods in which the series is not measured."
        ),
        _(
            "A figure that is there already can be corrected: write the new one over it. To "
            "remove one, write DELETE."
        ),
        _(
            "Don't change the series codes: they say which series a row is. Rows may be sorted "
            "or removed, and a column may be added with its period as heading: 2025, 2024/2025."
        ),
        _("After a number you may write what it is: 12,5 p for a provisional figure, ca 12,5."),
        _("A note in the last column is kept with every new or changed figure of its row."),
        _("On the second sheet figures can be given one in a row instead, with their status."),
    )


def without_number():
    return (
        _(
            "Write the reason in words: not available, not yet published, secret, too small to "
            "show …"
        ),
        _("0 is a number: write it only where it was measured."),
        _("A comment at the corner of a cell tells what a figure is, and its note."),
    )


def what_happens():
    return (
        _(
            "Send the workbook back, or upload it. Before anything is stored you see what would "
            "change, and what can't be understood, with the cell it stands in."
        ),
        _(
            "The workbook knows when it was made. A figure that somebody has changed in the "
            "registry since then is shown, and not overwritten unasked."
        ),
    )
