"""What texts refer to must be there: series and their figures, diagrams, tables and footnotes."""

from collections import defaultdict
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from itertools import islice

from django.core.exceptions import ValidationError
from django.db.models import BooleanField, ExpressionWrapper, Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators import periods, texts
from indicators.models.figures import Baseline, Observation
from indicators.models.series import Series
from indicators.texts import FigureMark, FootnoteMark, Reference, Why
from indicators.texts.syntax import AGGREGATIONS, HOW

MOST = 30  # problems told at once
BASELINE = ""  # the kind of value of a baseline, which has none
WORDS = {code: word for word, code in AGGREGATIONS.items()}
WHY = {
    Why.UNCLOSED: gettext_lazy("close it with }}."),
    Why.EMPTY: gettext_lazy("nothing stands in the braces. Write like {{ n08-women:2022 }}."),
    Why.NO_PERIOD: gettext_lazy(
        "it has no period. Write the code of a series, a colon and a period, like "
        "{{ n08-women:2022 }}."
    ),
    Why.NO_SERIES: gettext_lazy("write the code of one series before the colon."),
    Why.BAD_PERIOD: gettext_lazy(
        "that is no period. Write 2017, 2017/2018, 2022-S2, 2022-Q3, 2022-11 or 2017–2022."
    ),
    Why.UNKNOWN_WORD: gettext_lazy("a word in it is not known. Known are: %(words)s."),
    Why.CONTRADICTION: gettext_lazy("two of its words exclude each other."),
    Why.WORD_WITHOUT_SPAN: gettext_lazy(
        "a sum, a mean, a highest or lowest value and a change are of a span, like 2017–2022."
    ),
    Why.NO_FIGURE_CODE: gettext_lazy(
        "write the code of one diagram or table, like {{ figure d1 }}."
    ),
    Why.FOOTNOTE_TWICE: gettext_lazy("the text of this footnote is given twice."),
    Why.FOOTNOTE_UNUSED: gettext_lazy(
        "the mark of this footnote stands nowhere in the text, so nobody would read it."
    ),
    Why.FOOTNOTE_IN_FOOTNOTE: gettext_lazy("a footnote can't have a footnote of its own."),
}


def check_text_references(text, *, strategy, follow_up):
    """Refuse a text that refers to what is not there, with every problem and its line.

    ``follow_up``: the one whose diagrams, tables and footnotes the text may use; None for none.
    Three queries at most, none where the text refers to nothing. Raises ValidationError.
    """
    problems = reference_problems(text, strategy=strategy, follow_up=follow_up)
    found = list(islice(problems, MOST + 1))
    if len(found) > MOST:
        found[MOST] = _("There are more such problems. Correct these first.")
    if found:
        raise ValidationError(found)


def reference_problems(text, *, strategy, follow_up):
    """Sentences about what a text refers to and is not there, in the order of the text."""
    text = texts.read(text)
    known = Known(text=text, strategy=strategy, follow_up=follow_up)
    ask = {Reference: known.reference, FigureMark: known.figure, FootnoteMark: known.footnote}
    marks = [each for each in text.marks if type(each) in ask]
    for mark in sorted([*marks, *text.problems], key=lambda each: each.line):
        problem = ask.get(type(mark), malformed)(mark)
        if problem:
            yield _("Line %(line)s, %(written)s: %(problem)s") % {
                "line": mark.line,
                "written": mark.written,
                "problem": problem,
            }


def malformed(mark):
    return WHY[mark.why] % {"words": listed([*sorted(HOW), *AGGREGATIONS])}


def listed(words):
    return ", ".join(words)


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the marks of a text may refer to, read when the first of a kind asks."""

    text: texts.Text
    strategy: object
    follow_up: object

    @cached_property
    def series(self):
        """By the code of each series whether it is in force."""
        in_force = ExpressionWrapper(Series.in_force_condition(), output_field=BooleanField())
        rows = Series.objects.filter(strategy=self.strategy).annotate(is_in_force=in_force)
        return dict(rows.values_list("code", "is_in_force"))

    @cached_property
    def figures(self):
        """By the code of each series the kinds of value there are for each period."""
        codes = {each.series for each in texts.references(self.text)}
        found = defaultdict(lambda: defaultdict(set))
        observations, baselines = (
            model.objects.filter(
                model.in_force_condition(), series__strategy=self.strategy, series__code__in=codes
            ).order_by()
            for model in (Observation, Baseline)
        )
        rows = observations.values_list("series__code", "period", "aggregation").union(
            baselines.exclude(period="").values_list("series__code", "period", Value(BASELINE))
        )
        for code, period, kind in rows:
            found[code][period].add(kind)
        return found

    @cached_property
    def parts(self):
        """The codes of diagrams and tables and the marks of footnotes: ("figure", "d1") …"""
        if self.follow_up is None or self.follow_up.pk is None:
            return set()
        figures, footnotes = self.follow_up.figures, self.follow_up.footnotes
        codes = figures.current().order_by().values_list(Value("figure"), "code")
        marks = footnotes.current().order_by().values_list(Value("footnote"), "mark")
        return set(codes.union(marks))

    def reference(self, mark):
        """What is wrong with it; None where nothing is."""
        is_in_force = self.series.get(mark.series)
        if is_in_force is None:
            return unknown(_("there is no series with this code."), mark.series, self.series)
        if not is_in_force:
            return _("the series is withdrawn; its figures no longer count.")
        kinds = self.figures[mark.series].get(mark.period)
        if not kinds:
            return no_figure(self.figures[mark.series])
        return kind_problem(mark.aggregation, kinds - {BASELINE})

    def figure(self, mark):
        if ("figure", mark.code) in self.parts:
            return None
        codes = [code for kind, code in self.parts if kind == "figure"]
        return unknown(_("the follow-up has no diagram or table with this code."), mark.code, codes)

    def footnote(self, mark):
        if mark.is_inside or mark.label in self.text.footnotes:
            return None
        if ("footnote", mark.label) in self.parts:
            return None
        return _("this footnote has no text. Write it below: %(example)s") % {
            "example": f"{mark.written}: …"
        }


def kind_problem(asked, kinds):
    """What is wrong with the kind of value asked for; ``kinds``: those of observations."""
    if asked == "" and len(kinds) > 1:
        return _("there are several values for the period. Say which: %(words)s.") % {
            "words": words_for(kinds)
        }
    if asked and kinds and asked not in kinds:
        return _("there is no such value for the period, only: %(words)s.") % {
            "words": words_for(kinds)
        }
    if asked in WORDS and not kinds:
        return _("for the period there is only a starting point, without such a word.")
    return None


def words_for(kinds):
    return listed(WORDS[each] for each in Observation.Aggregation.values if each in kinds)


def unknown(problem, code, codes):
    near = get_close_matches(code, sorted(codes), 1)
    if not near:
        return problem
    return _("%(problem)s Did you mean %(code)s?") % {"problem": problem, "code": near[0]}


def no_figure(found):
    if not found:
        return _("the series has no figures yet.")
    newest = max(found, key=periods.parse)
    return _("the series has no figure for this period. The newest is for %(period)s.") % {
        "period": newest
    }
