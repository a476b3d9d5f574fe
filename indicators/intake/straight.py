"""An import in one go, as commands do it: compared, told, and written when all is well."""

from difflib import get_close_matches

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from config.records import may
from indicators.intake import batches
from indicators.intake.exporting import known_series, series_for
from indicators.intake.planning import FigurePlan, name_of
from indicators.intake.reading import book_of, reading_of
from indicators.intake.returning import marked
from indicators.intake.sentences import sentence
from indicators.models import ImportProgress
from indicators.workbook.reading import read_stamp
from indicators.workbook.values import Place, Weight
from strategy.models import Strategy

Phase = ImportProgress.Phase
CODE_ROWS = 5_000  # of a file, that tell of which strategy it is


class Import:
    """A file on its way in. Nothing is written before ``carry_out()``."""

    def __init__(self, *, content, name, user, strategy=None, reason, with_hidden, report):
        self.content, self.name, self.user, self.reason = content, name, user, reason
        self.with_hidden, self.report, self.batch = with_hidden, report, None
        self.doubts = []
        self.book = book_of(content, report)
        self.strategy = strategy or strategy_of(self.book, user)
        if not may(user, "import", self.strategy.partnership_id):
            raise ValidationError(_("You may not import figures of this partnership."))

    def compare(self):
        """Find out what the file would do; only reading."""
        known = known_series(series_for(self.strategy))
        self.reading, _mapping = reading_of(
            self.book, self.strategy, known, with_hidden=self.with_hidden, report=self.report
        )
        if self.reading is None:
            raise ValidationError(
                _(
                    "This is no update workbook. Upload it once in the admin and say there which "
                    "row is which series."
                )
            )
        self.plan = FigurePlan(self.reading, self.strategy, known, reason=self.reason)
        total = len(self.reading.figures)
        for done, figure in enumerate(self.plan.figures(), start=1):
            self.doubts += [(figure, code, details) for code, details in figure.warnings]
            self.report(Phase.COMPARING, done, total)

    @property
    def problems(self):
        """How many things keep it from being imported: conflicts too."""
        return self.plan.problems + self.plan.conflicts

    @property
    def summary(self):
        plan = self.plan
        return (
            f"{plan.new} new, {plan.changed} changed, "
            f"{plan.unchanged} unchanged, {self.problems} problems"
        )

    def told(self):
        """Each finding, as place and sentence; doubts about single figures too."""
        for finding in self.plan.findings:
            words = sentence(finding.code, finding.details)
            figure = finding.details.get("figure")
            yield str(finding.place), f"{figure}: {words}" if figure else words
        names = {pk: code for code, pk in self.plan.ids.items()} if self.doubts else {}
        for figure, code, details in self.doubts:
            place = str(Place(sheet=figure.sheet, address=figure.address))
            name = f"{name_of(self.plan.known[names[figure.series_id]])}, {figure.period}"
            yield place, f"{name}: {sentence(code, details)}"

    def carry_out(self):
        """Write it: one batch, one transaction; nothing at all when nothing would change."""
        if not self.plan.new + self.plan.changed:
            return
        batch = batches.stage(
            user=self.user,
            strategy=self.strategy,
            file_name=self.name,
            content=self.content,
            reason=self.reason,
            with_hidden=self.with_hidden,
        )
        plan = FigurePlan(self.reading, self.strategy, self.plan.known, reason=self.reason)
        batches.keep_plan(batch, plan, self.report)
        if batch.conflicts or not batches.carry_out(batch, self.user):
            batch.leave()
            raise ValidationError(_("Somebody has just changed the same figures. Try again."))
        batch.refresh_from_db()
        self.batch = batch

    def marked(self):
        """The file with its problems marked and explained."""
        findings = [f for f in self.plan.findings if f.weight in (Weight.PROBLEM, Weight.CONFLICT)]
        return marked(self.content, findings)


def strategy_meant(reference, user):
    """The strategy that ``norrbotten/rus-2030`` names."""
    rows = Strategy.objects.current().allowed(user, "import").select_related("partnership")
    known = {row.reference: row for row in rows}
    if reference in known:
        return known[reference]
    near = get_close_matches(reference, list(known), n=3)
    hint = _("Did you mean %(near)s?") % {"near": ", ".join(near)} if near else ""
    raise ValidationError(
        f"{_('There is no strategy “%(code)s” for you.') % {'code': reference}} {hint}".strip()
    )


def strategy_of(book, user):
    """The strategy a file says it is for, or the only one that has its series."""
    stamp = read_stamp(book)
    if stamp is not None:
        return strategy_meant(stamp.strategy, user)
    texts = {
        cell.text
        for sheet in book.sheets
        for row in sheet.rows[:CODE_ROWS]
        for cell in row.cells[:2]
    }
    rows = Strategy.objects.current().allowed(user, "import").select_related("partnership")
    fitting = [row for row in rows if texts & set(series_for(row).values_list("code", flat=True))]
    if len(fitting) == 1:
        return fitting[0]
    raise ValidationError(_("The file does not say of which strategy it is. Name the strategy."))
