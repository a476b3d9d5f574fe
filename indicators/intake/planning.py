"""From what a file says to what it would do: each figure compared with what is stored.

Only reading: a plan writes nothing. The registry is read a few hundred series at a time, so
that memory does not grow with the file.
"""

import unicodedata
from collections import defaultdict
from decimal import Decimal
from itertools import islice
from string import ascii_uppercase
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils import timezone

from config.records import check_text
from indicators.intake.exporting import series_for
from indicators.models import Observation, PlannedFigure
from indicators.workbook.plausibility import History, implausible
from indicators.workbook.values import Finding, Weight

SERIES_AT_ONCE = 200
Deed = PlannedFigure.Deed


class Stored(NamedTuple):
    """A figure as the registry holds it."""

    pk: int | None = None
    version: int | None = None
    value: Decimal | None = None
    missing: str = ""
    direction: str = ""
    is_approximate: bool = False
    decimals: int | None = None
    status: str = Observation.Status.NORMAL
    note: str = ""

    @property
    def stamp(self):
        """Which row in which version, as a workbook remembers it."""
        return f"{self.pk}.{self.version}"


class FigurePlan:
    """What the figures of a file would do to a strategy.

    Go through ``figures()`` once; then the counts and the findings are complete. With
    ``keeps_conflicts`` the registry's figure stays where both have changed, and that is a
    remark; otherwise it is a conflict for a person to decide.
    """

    def __init__(self, reading, strategy, known, *, keeps_conflicts=False, reason=""):
        self.reading, self.strategy, self.known = reading, strategy, known
        self.keeps_conflicts, self.reason = keeps_conflicts, reason
        self.findings = list(reading.findings)
        self.ids = {}
        self.new = self.changed = self.unchanged = self.doubtful = 0
        self.notice_file()
        self.stamped = reading.stamp.versions if reading.stamp else {}
        self.stamped_series = reading.stamp.series if reading.stamp else frozenset()

    def notice_file(self):
        """Findings about the file as a whole."""
        stamp, here = self.reading.stamp, self.strategy.reference
        if stamp is not None and stamp.strategy != here:
            details = {"file": stamp.strategy, "here": here}
            self.findings.append(
                Finding(weight=Weight.PROBLEM, code="other_strategy", details=details)
            )
        if self.reading.hidden:
            details = {"count": str(self.reading.hidden)}
            self.findings.append(
                Finding(weight=Weight.REMARK, code="hidden_left_out", details=details)
            )

    def count(self, weight):
        return sum(finding.weight is weight for finding in self.findings)

    @property
    def problems(self):
        return self.count(Weight.PROBLEM)

    @property
    def conflicts(self):
        return self.count(Weight.CONFLICT)

    def figures(self):
        """Each figure that would be written, in the order of series and periods."""
        by_series = defaultdict(list)
        for figure in self.reading.figures:
            by_series[figure.series].append(figure)
        ids = self.ids = dict(series_for(self.strategy).order_by().values_list("code", "pk"))
        codes = iter([code for code in self.known if code in by_series])
        position = 0
        while chunk := list(islice(codes, SERIES_AT_ONCE)):
            shelf = Shelf([ids[code] for code in chunk])
            self.recall(shelf, chunk, ids, by_series)
            for code in chunk:
                for planned in self.of_series(code, by_series[code], shelf):
                    planned.position = position
                    position += 1
                    yield planned
        if self.changed and self.reading.is_update and self.reading.stamp is None:
            self.findings.append(Finding(weight=Weight.REMARK, code="no_stamp"))
        self.findings.sort(key=lambda finding: list(Weight).index(finding.weight))

    def of_series(self, code, figures, shelf):
        """What would be written of one series; a row's note that goes to no figure is told."""
        series_id, unused = self.ids[code], {}
        history = History(shelf.values[series_id])
        for figure in sorted(figures, key=lambda figure: figure.period.end):
            planned = self.compare(figure, self.known[code], series_id, shelf, history)
            if figure.row_note:
                row = figure.place.sheet, figure.place.address.lstrip(ascii_uppercase)
                unused[row] = None if planned is not None else unused.get(row, figure)
            if planned is not None:
                yield planned
        for figure in filter(None, unused.values()):
            self.find(Weight.REMARK, "row_note_unused", figure, note=figure.row_note)

    def compare(self, figure, known, series_id, shelf, history):
        """The row this figure would leave behind; None when it changes nothing."""
        key = (series_id, str(figure.period), figure.aggregation)
        stored = shelf.stored.get(key)
        if figure.is_removal:
            return self.remove(figure, key, stored, shelf)
        if figure.value is None and not figure.missing and stored is None:
            self.find(Weight.PROBLEM, "nothing_to_describe", figure)
            return None
        wanted = self.wanted(figure, known, stored)
        if not self.can_be_kept(wanted.note, figure):
            return None
        if stored is not None and wanted == stored:
            self.unchanged += 1
            return None
        if self.disagrees(figure, key, stored, wanted, shelf):
            return None
        if stored is None and self.came_back(figure, key, shelf):
            return None
        planned = self.planned(figure, key, stored, wanted)
        planned.warnings = list(self.doubts(figure, known, stored, wanted, history))
        if stored is None:
            planned.warnings += [
                ["was_withdrawn", {"day": day.isoformat(), "reason": reason}]
                for _value, _missing, day, reason in shelf.withdrawn.get(key, ())[-1:]
            ]
        planned.has_warning = bool(planned.warnings)
        self.doubtful += planned.has_warning
        if stored is None:
            self.new += 1
        else:
            self.changed += 1
        return planned

    def wanted(self, figure, known, stored):
        """The figure as the file wants it; what the file does not tell stays as it is."""
        before = stored or Stored()
        if figure.value is None and not figure.missing:
            value, missing = before.value, before.missing
        else:
            value, missing = figure.value, figure.missing
        same = (value, missing) == (before.value, before.missing)
        note = figure.note
        if note is None and figure.row_note and not same:
            note = figure.row_note
        told = before._replace(
            value=value,
            missing=missing,
            status=figure.status or before.status,
            note=before.note if note is None else unicodedata.normalize("NFC", note),
        )
        if figure.is_approximate is not None:
            told = told._replace(is_approximate=figure.is_approximate)
        if same:
            return told
        if before.value is None or value is None:  # nothing of the former one applies any more
            told = told._replace(
                direction="",
                status=figure.status or Stored().status,
                is_approximate=bool(figure.is_approximate),
            )
        return told._replace(decimals=decimals_of(figure, known))

    def can_be_kept(self, note, figure):
        """Whether a note is a text that every page and file can carry; else it is told."""
        try:
            check_text(note)
        except ValidationError as error:
            self.find(Weight.PROBLEM, "note_not_kept", figure, why=" ".join(error.messages))
            return False
        return True

    def disagrees(self, figure, key, stored, wanted, shelf):
        """Whether the registry has changed since the workbook was made; then it is told."""
        code, stamp_key = figure.series, (figure.series, *key[1:])
        if code not in self.stamped_series:
            return False
        then = self.stamped.get(stamp_key)
        if then == (stored.stamp if stored else None):
            return False
        former = shelf.former.get(then)
        if stored is not None and former is not None and stored[2:] == former[2:]:
            return False  # changed and changed back
        untouched = former is not None and (former.value, former.missing) == (
            wanted.value,
            wanted.missing,
        )
        details = {
            "file": shown(wanted),
            "registry": shown(stored) if stored else "",
            "then": shown(former) if former else "",
        }
        if untouched or self.keeps_conflicts:
            self.find(Weight.REMARK, "registry_kept", figure, **details)
            self.unchanged += 1
        else:
            self.find(Weight.CONFLICT, "conflict", figure, **details)
        return True

    def came_back(self, figure, key, shelf):
        """Whether it is a figure that was withdrawn: its old file does not bring it back."""
        for value, missing, day, reason in shelf.withdrawn.get(key, ()):
            if (value, missing) == (figure.value, figure.missing):
                details = {"day": day.isoformat(), "reason": reason}
                self.find(Weight.PROBLEM, "withdrawn_before", figure, **details)
                return True
        return False

    def remove(self, figure, key, stored, shelf):
        """A figure withdrawn by the word that says so."""
        if stored is None:
            if key not in shelf.withdrawn:
                self.find(Weight.WARNING, "nothing_to_remove", figure)
            self.unchanged += 1
            return None
        if self.disagrees(figure, key, stored, stored._replace(value=None, missing=""), shelf):
            return None
        self.changed += 1
        planned = self.planned(figure, key, stored, stored)
        planned.deed = Deed.REMOVED
        # The day is that of the confirmation, see batches.carry_out().
        planned.withdrawn_on, planned.withdrawn_reason = timezone.localdate(), self.reason
        return planned

    def planned(self, figure, key, stored, wanted):
        series_id, period, aggregation = key
        before = stored or Stored(status="")
        return PlannedFigure(
            deed=Deed.NEW if stored is None else Deed.CHANGED,
            sheet=figure.place.sheet[:40],
            address=figure.place.address,
            row_id=before.pk,
            row_version=before.version,
            series_id=series_id,
            period=period,
            aggregation=aggregation,
            **{name: getattr(wanted, name) for name in Stored._fields[2:]},
            old_value=before.value,
            old_missing=before.missing,
            old_status=before.status,
            old_note=before.note,
        )

    def doubts(self, figure, known, stored, wanted, history):
        """What speaks against a figure that is otherwise in order."""
        if stored and stored.value is not None and wanted.value is not None:
            changed = stored.value != wanted.value
            uncertain = stored.status != Stored().status or stored.is_approximate
            said = figure.status is not None or figure.is_approximate is not None
            if changed and uncertain and not said:
                yield ["status_kept", {}]
        if wanted.value is not None and (stored is None or stored.value != wanted.value):
            code = implausible(wanted.value, str(figure.period), history, known=known)
            if code:
                yield [code, {}]

    def recall(self, shelf, codes, ids, by_series):
        """Read how figures were when the workbook was made, where they have changed since."""
        wanted = set()
        for code in codes:
            if code in self.stamped_series:
                for figure in by_series[code]:
                    key = (ids[code], str(figure.period), figure.aggregation)
                    then = self.stamped.get((code, *key[1:]))
                    now = shelf.stored.get(key)
                    if then is not None and (now is None or now.stamp != then):
                        wanted.add(then)
        if wanted:
            shelf.read_former(wanted)

    def find(self, weight, code, figure, **details):
        details.setdefault("figure", self.name_of(figure))
        self.findings.append(Finding(weight=weight, code=code, place=figure.place, details=details))

    def name_of(self, figure):
        """A figure in people's words: “Ohälsotalet, Norrbotten, kvinnor, 2023”."""
        return f"{name_of(self.known[figure.series])}, {figure.period}"


class Shelf:
    """What the registry holds of some series."""

    def __init__(self, series_ids):
        self.series_ids = series_ids
        self.stored, self.former = {}, {}
        self.withdrawn, self.values = defaultdict(list), defaultdict(list)
        rows = Observation.objects.filter(series__in=series_ids).order_by()
        names = ("series_id", "period", "aggregation", "withdrawn_on", "withdrawn_reason")
        for row in rows.values_list(*names, "pk", *Stored._fields[1:]).iterator(5000):
            key, (day, reason), stored = row[:3], row[3:5], Stored(*row[5:])
            if day is None:
                self.stored[key] = stored
                if stored.value is not None and key[2] == "point":
                    self.values[key[0]].append((key[1], stored.value))
            else:
                self.withdrawn[key].append((stored.value, stored.missing, day, reason))

    def read_former(self, wanted):
        """Read former versions, by their stamps."""
        ids = {int(stamp.partition(".")[0]) for stamp in wanted}
        rows = Observation.history.filter(series_id__in=self.series_ids).order_by("history_id")
        for row in rows.values_list("id", *Stored._fields[1:]).iterator(5000):
            stored = Stored(*row)
            if stored.pk in ids and stored.stamp in wanted:
                self.former[stored.stamp] = stored


def name_of(known):
    """A series in people's words: its indicator, measure, area and group, each said once."""
    words = [known.indicator, known.name, known.area, known.group, known.age]
    return ", ".join(dict.fromkeys(word for word in words if word))


def decimals_of(figure, known):
    """With how many decimals a value is shown, where it has more than the indicator's."""
    if figure.value is None:
        return None
    own = max(figure.decimals or 0, -figure.value.normalize().as_tuple().exponent)
    return own if own > known.decimals else None


def shown(stored):
    """A value or the reason why there is none, as it is kept in a finding."""
    return stored.missing if stored.value is None else format(stored.value, "f")
