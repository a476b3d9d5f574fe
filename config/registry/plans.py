"""What an import would do: rows that are new or changed, and what is wrong with the others.

A plan is made by reading only. It holds whole, checked rows, so that applying it is
nothing but writing them.
"""

import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum

from config.records import kept_fields


class Deed(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is wrong, in the editor's language, and where: ``Data!H12``."""

    place: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Alteration:
    """One field: from what to what, as people read it."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class PlannedRow:
    """One row of the file, and the record it would leave behind."""

    number: int
    deed: Deed
    record: object
    title: str
    alterations: tuple[Alteration, ...] = ()


@dataclass(kw_only=True)
class Plan:
    """What a file would do to the records of one model."""

    model: type
    rows: list[PlannedRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def of(self, deed):
        return [row for row in self.rows if row.deed is deed]

    @property
    def new(self):
        return self.of(Deed.NEW)

    @property
    def changed(self):
        return self.of(Deed.CHANGED)

    @property
    def unchanged(self):
        return self.of(Deed.UNCHANGED)

    @property
    def can_be_applied(self):
        return not self.problems and bool(self.new or self.changed)

    def shown(self):
        """What the preview shows, as plain values that can be kept."""
        return {
            "rows": [
                {
                    "number": row.number,
                    "deed": row.deed.value,
                    "title": row.title,
                    "alterations": [vars(alteration) for alteration in row.alterations],
                }
                for row in self.rows
                if row.deed is not Deed.UNCHANGED
            ],
            "problems": [vars(problem) for problem in self.problems],
            "remarks": self.remarks,
        }

    def digest(self):
        """The fingerprint of what would be written; another digest needs another look.

        What nobody edits, like the moment of an approval, follows from the rest.
        """
        told = [field.attname for field in kept_fields(self.model) if field.editable]
        deeds = [
            [
                row.number,
                row.deed,
                row.record.version,
                [str(getattr(row.record, name)) for name in told],
            ]
            for row in self.new + self.changed
        ]
        found = [deeds, [problem.place for problem in self.problems]]
        return hashlib.sha256(json.dumps(found).encode()).hexdigest()
