"""Text as XML can hold it."""

# What a document of XML 1.0 may not have in it (its rule 2, Char), halves of a pair aside
FORBIDDEN = dict.fromkeys({*range(0x20), 0xFFFE, 0xFFFF} - {*map(ord, "\t\n\r")})


def well_formed(text):
    """A text, or a whole document, without the code points that XML does not know."""
    return text.translate(FORBIDDEN)
