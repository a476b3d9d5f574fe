"""Questions as tests ask them, and what is found as plain text."""

from strategy import overview


def ask(question, *, language="en", **more):
    return overview.search(question, language=language, **more)


def titles(question, **more):
    """The titles of the hits, the best first."""
    return ["".join(part.text for part in hit.title) for hit in ask(question, **more).hits]


def marked(parts):
    """A text with what was found in brackets."""
    return "".join(f"[{part.text}]" if part.is_found else part.text for part in parts)
