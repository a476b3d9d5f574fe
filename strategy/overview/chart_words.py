"""What charts show, in words: where a line begins and ends, its extremes, what is missing."""

from django.utils.translation import gettext as _

from indicators.judging.writing import number, period


def told(panels):
    """The charts of a drawing in the reader's language, sentence after sentence."""
    if not panels:
        return _("There are no figures of single periods to draw.")
    return " ".join(sentence for panel in panels for sentence in sentences(panel))


def sentences(panel):
    chart = panel.chart
    yield _("Chart: %(title)s, %(unit)s.") % {"title": panel.title, "unit": panel.unit}
    for line in chart.lines:
        told_of_it = [course(line), *extremes(line), *missing(line), *baselines(line)]
        told_of_it += [_("not drawn: %(figure)s") % {"figure": each} for each in line.line.besides]
        yield f"{line.name}: {'; '.join(told_of_it)}."
    for level in chart.levels:
        yield f"{aim(level.target)}{'; '.join(['', *ways(level.target)])}."
    for gap in chart.gaps:
        if gap.told:
            yield _("Not to be compared across %(told)s.") % {"told": gap.told}


# A line


def course(line):
    first, last = line.marks[0].point, line.last.point
    if first == last:
        return valued(first)
    return _("from %(first)s to %(last)s") % {"first": valued(first), "last": valued(last)}


def valued(point):
    """A figure with its period, and how sure it is."""
    told_of_it = [period(point.text)]
    if point.is_provisional:
        told_of_it.append(_("provisional"))
    if point.is_estimated:
        told_of_it.append(_("estimated"))
    return f"{written(point)} ({', '.join(told_of_it)})"


def written(point):
    return number(point.value, point.decimals)


def extremes(line):
    """The highest and the lowest figure, where these are not the first and the last."""
    points = [mark.point for mark in line.marks]
    ends = {points[0].value, points[-1].value}
    highest = max(points, key=lambda each: each.value)
    lowest = min(points, key=lambda each: each.value)
    if highest.value not in ends:
        yield _("highest %(figure)s") % {"figure": valued(highest)}
    if lowest.value not in ends:
        yield _("lowest %(figure)s") % {"figure": valued(lowest)}


def missing(line):
    """The periods that are known to have no figure; not starting points, which are told apart."""
    periods = [
        period(each.text)
        for each in sorted(line.line.points, key=lambda each: each.period)
        if each.value is None and each.is_single and not each.is_baseline
    ]
    if periods:
        yield _("no figure for %(periods)s") % {"periods": ", ".join(periods)}


def baselines(line):
    for point in line.baselines:
        values = {"value": written(point) if point.value is not None else _("without a value")}
        values["period"] = period(point.text)
        if point.is_start and point.is_reference:
            yield _("starting point and reference year %(value)s (%(period)s)") % values
        elif point.is_start:
            yield _("starting point %(value)s (%(period)s)") % values
        else:
            yield _("reference year %(value)s (%(period)s)") % values


# A target


def aim(target):
    """Its words, like "Target 2030: at least 25", and whether it is met."""
    first, *others = target.words
    told_of_it = ", ".join([*others, *target.names])
    if target.is_met is None or target.is_aside:
        return f"{first}: {told_of_it}"
    met = _("met by the latest figure") if target.is_met else _("not met by the latest figure")
    return f"{first}: {told_of_it}; {met}"


def ways(target):
    for way in target.ways:
        values = {"value": number(way.value), "period": period(way.text)}
        if way.is_geometric:
            words = _("the way there, the same per cent each year, from %(value)s (%(period)s)")
        else:
            words = _("the way there, a straight line, from %(value)s (%(period)s)")
        yield words % values + (f", {way.whose}" if way.whose else "")
