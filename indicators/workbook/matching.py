"""Which row of a table is which series: by code, area, group, age, unit and words.

Pure. What fits two series equally well is no match; what only fits somehow is a guess.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.workbook.labels import (
    SEX_CODES,
    UNITS,
    Certainty,
    Named,
    People,
    age_of,
    folded,
    is_same_word,
    match_area,
    people,
    role_of_heading,
    same_people,
    unit_of,
    words,
)
from indicators.workbook.layout import Table
from indicators.workbook.units import is_share
from indicators.workbook.values import KnownSeries

MOST_CANDIDATES = 8
HUNDRED = Decimal(100)
MARGIN = 0.2  # by which the best match must be better than the next
ENOUGH = 0.6  # share of the words of a series that must be there to call it likely
MOST_COMPARISONS = 300_000  # of rows with series; after that rows are left for a person
MOSTLY, HALF = 0.8, 0.5
LOOKED_AT = 300  # labels that tell what a column of labels holds
BEGINNING = 4  # letters that two forms of a word share
BARE_CODE = re.compile("[0-9]{1,6}")
NUMBERED = re.compile(r"[^\W_]*[0-9][^\W_]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What a row may be."""

    series: str = ""
    certainty: Certainty = Certainty.NONE
    candidates: tuple[str, ...] = ()
    score: float = 0.0
    is_of_others: bool = False  # its area, group or age is one that no series has


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a row says of itself, by its labels and by what stands around the table."""

    areas: tuple[tuple[str, Certainty], ...] = ()  # codes; empty: it names none
    is_other_area: bool = False
    people: People = People()
    age: str = ""
    is_age_of_row: bool = False
    unit: str = ""
    names: frozenset[str] = frozenset()  # the other words of the row
    numbers: frozenset[str] = frozenset()  # table numbers and the like
    is_above_hundred: bool = False  # one of its figures: no share in per cent


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a series asks of a row."""

    series: KnownSeries
    people: tuple[People, ...]
    groups: frozenset[str]  # names of its group, where that is no group of people
    age: str
    unit: str
    indicator: frozenset[str]
    name: frozenset[str]
    tables: frozenset[str]


class Matcher:
    """Finds the series of the rows of one table."""

    def __init__(self, table: Table, known: Mapping[str, KnownSeries]):
        self.table = table
        self.codes = {code.casefold(): code for code in known}
        self.areas = _areas_of(known.values())
        self.of_area = frozenset(
            word for area in self.areas for name in area.names for word in words(name)
        )
        self.wanted = defaultdict(list)
        for series in known.values():
            self.wanted[series.area_code].append(_wanted(series, self.of_area))
        self.vocabulary = _by_beginning(self.wanted)
        self.near: dict[str, frozenset[str]] = {}
        self.named: dict[str, tuple[tuple[str, Certainty], ...]] = {}
        self.guesses: dict[Facts, Guess] = {}
        self.compared = 0
        around = [table.title, *table.names, *_captions(table)]
        self.around = " ".join(around)
        self.title = people(self.around)
        self.title_words = self._known_words(self._names(self.around))
        self.title_numbers = _numbers(" ".join(around + [note.text for note in table.notes]))
        self.title_areas = self._areas_in(self.around)
        self.roles = roles_of(table, self.areas)
        self.kinds = {line.period.kind for line in table.lines if line.period}

    def guess(self, labels, *, is_above_hundred=False, is_in_percent=False):
        """What a row with these labels may be.

        ``is_above_hundred``: it has a figure above 100; ``is_in_percent``: one with a sign.
        """
        for text in labels:
            if code := self.codes.get(text.casefold()):
                return Guess(series=code, certainty=Certainty.EXACT, candidates=(code,), score=99.0)
        if self.compared > MOST_COMPARISONS:
            return Guess()
        facts = self._facts(labels, is_above_hundred, is_in_percent)
        if facts not in self.guesses:
            self.guesses[facts] = self._guess(facts)
        return self.guesses[facts]

    # What a row says

    def _facts(self, labels, is_above_hundred, is_in_percent):
        in_role = defaultdict(list)
        for text, role in zip(labels, self.roles, strict=True):
            if text:
                in_role[role].append(text)
        areas, is_other = self._areas_of_row(in_role["area"], labels)
        said = [people(text, by_code=True) for text in in_role["group"]]
        said += [people(text) for text in (*in_role[""], *in_role["measure"], *in_role["age"])]
        ages = [age_of(text, is_age=True) for text in in_role["age"]]
        ages += [age_of(text) for text in (*in_role[""], *in_role["measure"], *in_role["group"])]
        age = next((found for found in ages if found), "")
        free = (*in_role[""], *in_role["measure"], *in_role["group"])
        units = ["percent"] if is_in_percent else []
        units += [unit_of(text) for text in (*in_role["unit"], *free)]
        return Facts(
            areas=areas,
            is_other_area=is_other,
            people=_together(said, self.title),
            age=age or age_of(self.around),
            is_age_of_row=bool(age),
            unit=_unit_said(units, unit_of(self.around)),
            names=frozenset().union(*(self._names(text) for text in free)),
            numbers=_numbers(" ".join(labels)) | self.title_numbers,
            is_above_hundred=is_above_hundred,
        )

    def _names(self, text):
        return people(text).rest - self.of_area - UNITS.keys()

    def _areas_of_row(self, texts, labels):
        """The areas a row names, and whether it names one that no series has."""
        if texts:
            found = self._areas_named(_one_area(texts))
            return found, not found
        for text in labels:
            if found := self._areas_in(text):
                return found, False
        return self.title_areas, False

    def _areas_named(self, text):
        if text not in self.named:
            found = match_area(text, self.areas)
            self.named[text] = tuple((area.code, area.certainty) for area in found)
        return self.named[text]

    def _areas_in(self, text):
        """The areas whose names stand in a text among others; a guess at most when several."""
        written = f" {folded(text)} "
        found = [
            area.code
            for area in self.areas
            if any(f" {folded(n)} " in written or f" {folded(n)}s " in written for n in area.names)
        ]
        certainty = Certainty.LIKELY if len(found) == 1 else Certainty.GUESS
        return tuple((code, certainty) for code in found)

    def _known_words(self, given):
        """The words of series that are among the given ones, but for their endings."""
        return frozenset().union(*(self._near(word) for word in given))

    def _near(self, word):
        if word not in self.near:
            alike = self.vocabulary.get(word[:BEGINNING], ())
            self.near[word] = frozenset(other for other in alike if is_same_word(word, other))
        return self.near[word]

    # What a series asks

    def _guess(self, facts):
        fitting, is_near = [], False
        for code, certainty in facts.areas or self._any_area():
            self.compared += len(self.wanted[code])
            for wanted in self.wanted[code]:
                fit = _fit(facts, wanted, min(certainty, self._kind_fit(wanted)))
                if fit is None:
                    continue
                is_near = True
                fitting.append(self._scored(facts, wanted, fit))
        if facts.is_other_area or (not fitting and (facts.people.sex or facts.is_age_of_row)):
            return Guess(is_of_others=True)
        if not fitting:
            return Guess(is_of_others=not is_near and bool(facts.people.origin))
        fitting.sort(key=lambda one: (-one.score, one.series))
        candidates = tuple(dict.fromkeys(one.series for one in fitting))[:MOST_CANDIDATES]
        best, others = fitting[0], fitting[1:]
        is_tie = any(best.score - one.score < MARGIN for one in others)
        if is_tie or not best.certainty:
            return Guess(candidates=candidates, score=best.score)
        return replace(best, candidates=candidates)

    def _kind_fit(self, wanted):
        """Periods of another kind make a match a guess; the reading will refuse them."""
        kind = wanted.series.kind
        fits = kind is None or not self.kinds or kind in self.kinds
        return Certainty.EXACT if fits else Certainty.GUESS

    def _any_area(self):
        """Where a row names no area, it may be of any."""
        return [(code, Certainty.GUESS) for code in self.wanted]

    def _scored(self, facts, wanted, fit):
        """How well the words agree, and so how sure the match is."""
        given = self._known_words(facts.names) | self.title_words
        indicator = _share(wanted.indicator, given)
        name = _share(wanted.name, given)
        is_numbered = bool(facts.numbers & wanted.tables)
        explained = self._explained(facts.names, wanted)
        cover = 1.0 if is_numbered else max(indicator, name)
        score = 2 * cover + name + explained + fit / 3 + (2 if is_numbered else 0)
        # Where words stand that no word of the series answers to, it is another measure.
        is_wordless = not facts.names and not self.title_words
        certainty = Certainty.GUESS if cover or is_wordless else Certainty.NONE
        if cover >= ENOUGH and explained >= HALF:
            certainty = min(fit, Certainty.LIKELY)
        is_named = indicator == 1 or (name == 1 and len(wanted.name) > 1)
        if fit == Certainty.EXACT and explained == 1 and (is_numbered or is_named):
            certainty = Certainty.EXACT
        return Guess(series=wanted.series.code, certainty=certainty, score=score)

    def _explained(self, names, wanted):
        """How many of the words of a row the series knows; all, if the row has none."""
        if not names:
            return 1.0
        own = wanted.indicator | wanted.name | wanted.groups
        return sum(not own.isdisjoint(self._near(word)) for word in names) / len(names)


def _fit(facts, wanted, certainty):
    """How surely area, group, age and unit agree; None when one of them does not."""
    people_fit = _people_fit(facts, wanted)
    age_fit = _age_fit(facts, wanted)
    unit_fit = _unit_fit(facts, wanted)
    if not (people_fit and age_fit and unit_fit):
        return None
    return min(certainty, people_fit, age_fit, unit_fit)


def _people_fit(facts, wanted):
    if wanted.groups:
        return Certainty.EXACT if wanted.groups <= facts.names else Certainty.NONE
    return max(same_people(facts.people, one) for one in wanted.people)


def _age_fit(facts, wanted):
    if facts.age == wanted.age:
        return Certainty.EXACT
    if facts.age and wanted.age:
        return Certainty.NONE
    if facts.age:  # the ages of a row cut it out of a series of all ages
        return Certainty.NONE if facts.is_age_of_row else Certainty.LIKELY
    return Certainty.LIKELY


def _unit_fit(facts, wanted):
    cap = wanted.series.cap
    if facts.is_above_hundred and (is_share(wanted.series.unit) or (cap and cap <= HUNDRED)):
        return Certainty.NONE
    if facts.unit and wanted.unit and facts.unit != wanted.unit:
        return Certainty.GUESS
    return Certainty.EXACT


def _share(wanted, given):
    return len(wanted & given) / len(wanted) if wanted else 0.0


def _wanted(series, of_area):
    said = tuple(people(name) for name in sorted(series.group_names | {series.group}) if name)
    who = tuple(one for one in said if one.sex or one.origin)
    is_other_group = bool(series.group) and not who
    return Wanted(
        series=series,
        people=who or (People(),),
        groups=people(series.group).rest if is_other_group else frozenset(),
        age=age_of(series.age, is_age=True) or age_of(series.name) or age_of(series.indicator),
        unit=unit_of(series.unit),
        indicator=people(series.indicator).rest - of_area - UNITS.keys(),
        name=people(series.name).rest - of_area - UNITS.keys(),
        tables=_numbers(series.table),
    )


def _by_beginning(wanted):
    found = defaultdict(set)
    for those in wanted.values():
        for one in those:
            for word in one.indicator | one.name | one.groups:
                found[word[:BEGINNING]].add(word)
    return found


def _areas_of(known):
    found = {}
    for series in known:
        names = found.get(series.area_code, Named("")).names
        found[series.area_code] = Named(
            code=series.area_code,
            names=names | series.area_names | {series.area},
            is_nation=series.is_nation,
        )
    return tuple(found.values())


def _numbers(text):
    """What may be the number of a table: words with a digit that are no years."""
    return frozenset(
        word
        for word in NUMBERED.findall(text.casefold())
        if len(word) >= 4 and not re.fullmatch("(?:19|20)[0-9]{2}", word)
    )


def _captions(table):
    """Notes that are the title of the table: offices write it above, reports below."""
    return [
        note.text
        for note in table.notes
        if folded(note.text).startswith(("tabell", "table", "diagram", "figur"))
    ]


def _one_area(texts):
    """The label of an area; a code in a column of its own goes before the name."""
    codes = [text for text in texts if BARE_CODE.fullmatch(text)]
    names = [text for text in texts if not BARE_CODE.fullmatch(text)]
    if codes and names and not BARE_CODE.match(names[-1]):
        return f"{codes[-1]} {names[-1]}"
    return (names or codes)[-1]


def _unit_said(of_row, around):
    """The unit of a row; a share of a row may be one in promille, as the title says."""
    found = next((unit for unit in of_row if unit), "")
    return around if not found or (found, around) == ("percent", "promille") else found


def _together(said, title):
    """Whom the labels of a row speak of together; the title speaks for those that say nothing."""
    sex = next((one.sex for one in reversed(said) if one.sex), "")
    origin = next((one.origin for one in reversed(said) if one.origin), "")
    is_young = next((one.is_young for one in reversed(said) if one.sex), None)
    if any(one.is_everybody for one in said) or sex or origin:
        return People(sex=sex, is_young=is_young, origin=origin)
    return People(sex=title.sex, is_young=title.is_young, origin=title.origin)


# What the label columns hold


def roles_of(table, areas):
    """For each label what it is about: area, group, age, unit, code, measure, or nothing known."""
    columns = _values(table)
    roles = [
        role_of_heading(name) or _role_of_values(values, areas)
        for name, values in zip(table.names_of_all, columns, strict=True)
    ]
    for place, values in enumerate(columns[:-1]):
        # Codes before the names they belong to.
        if not roles[place] and roles[place + 1] and all(map(BARE_CODE.fullmatch, values)):
            roles[place] = roles[place + 1]
    return tuple(roles)


def _values(table):
    """The first different values of each label."""
    found = [{} for _ in table.names_of_all]
    for line in table.lines:
        for values, text in zip(found, line.labels, strict=True):
            if text and len(values) < LOOKED_AT:
                values[text] = None
    return [tuple(values) for values in found]


def _role_of_values(values, areas):
    if not values:
        return ""
    by_code = {folded(value) for value in values}
    if len(by_code) > 1 and by_code <= SEX_CODES.keys():
        return "group"
    said = [people(value) for value in values]
    if sum(bool(one.sex or one.origin or one.is_everybody) for one in said) >= MOSTLY * len(said):
        return "group"
    if sum(bool(age_of(value)) for value in values) >= MOSTLY * len(values):
        return "age"
    named = [value for value in values if not BARE_CODE.fullmatch(value)]
    if named and any(match_area(value, areas) for value in named):
        return "area"
    return ""
