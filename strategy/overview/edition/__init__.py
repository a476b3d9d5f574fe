"""What an edition of a follow-up holds: everything the page, the PDF and the Word file show.

``content`` gives plain values as JSON has them, see docs/editions.md. They are frozen when an
edition is published, and read anew for a draft.
"""

from strategy.overview.edition.content import content, put_together, readings

__all__ = ["content", "put_together", "readings"]
