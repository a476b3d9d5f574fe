"""Whether what people judged differs from what was computed. Neither corrects the other."""

from indicators.progress.values import MET, Development, Status

# Where the computation does not say whether a target is reached, people can't differ from it.
SILENT = {Status.CANNOT_ASSESS, Status.NO_TARGET, Status.AWAITING_FINAL}
ARROWS = {Development.POSITIVE, Development.UNCHANGED, Development.NEGATIVE}


def differs(judgement, *, arrow="", attainment=""):
    """Whether a person's arrow, or what they say of the target being reached, is another one.

    ``arrow``: positive, unchanged or negative; ``attainment``: reached, partly or not_reached.
    Anything else, and what the computation leaves open, differs from nothing.
    """
    return is_another(judgement.development, judgement.status, arrow, attainment)


def differs_from_kept(suggestion, *, arrow="", attainment=""):
    """The same of what was kept of a judgement (see ``kept``); None: nothing was."""
    judgement = suggestion and suggestion["judgement"]
    if not judgement:
        return False
    return is_another(judgement["development"], judgement["status"], arrow, attainment)


def is_another(development, status, arrow, attainment):
    if arrow in ARROWS and development in ARROWS and arrow != development:
        return True
    if attainment not in {"reached", "partly", "not_reached"} or status in SILENT:
        return False
    return attainment != attained(status)


def attained(status):
    if status in MET:
        return "reached"
    return "partly" if status == Status.PARTLY else "not_reached"
