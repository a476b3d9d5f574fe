"""The labels of rows, each written once for the rows it is about.

Pure.
"""

from indicators.workbook.labels import folded, without_marks

DEEPEST = 8  # groups that a row is told to belong to


def stub_labels(rows, columns, *, is_long=False):
    """The labels of each row from some columns, left to right.

    A label that is left out is the one above, until a label to its left changes; the last
    label of a row is never filled in. ``is_long``: rows carry their own labels, so that only
    those before the first written one are filled in.
    """
    current = [""] * len(columns)
    for row in rows:
        written = [without_marks(row.cells[c].text) if c in row.cells else "" for c in columns]
        last = max((level for level, text in enumerate(written) if text), default=-1)
        has_changed = False
        for level, text in enumerate(written):
            has_changed = has_changed or bool(text and (is_long or text != current[level]))
            if text or has_changed or level > last:
                current[level] = text
        yield tuple(current)


def indented_labels(rows, column, data_columns):
    """The labels of each row from one column in which groups stand above their members.

    Gives (row, labels) for the rows with figures. Members are found by their indent; without
    any, by the rows without figures, if the same members come again under another of them.
    """
    named = [row for row in rows if column in row.cells or _has_data(row, data_columns)]
    if any(_indent(row, column) for row in named):
        return _by_indent(named, column, data_columns)
    if _are_groups(named, column, data_columns):
        return _by_lone_rows(named, column, data_columns)
    return [(row, (_label(row, column),)) for row in named if _has_data(row, data_columns)]


def _has_data(row, data_columns):
    return any(column in row.cells for column in data_columns)


def _label(row, column):
    return without_marks(row.cells[column].text) if column in row.cells else ""


def _indent(row, column):
    text = row.cells[column].text if column in row.cells else ""
    return len(text) - len(text.lstrip())


def _by_indent(rows, column, data_columns):
    stack, found = [], []
    for row in rows:
        indent, label = _indent(row, column), _label(row, column)
        while stack and stack[-1][0] >= indent:
            stack.pop()
        labels = (*(parent for _, parent in stack[-DEEPEST:]), label)
        if label:
            stack.append((indent, label))
        if _has_data(row, data_columns):
            found.append((row, labels))
    return _same_length(found)


def _by_lone_rows(rows, column, data_columns):
    levels, run, depth, found = [], [], 0, []
    for row in rows:
        if not _has_data(row, data_columns):
            run.append(_label(row, column))
            continue
        if run:
            depth = max(depth, len(run))
            levels = [*levels[: depth - len(run)], *run]
            run = []
        found.append((row, (*levels, _label(row, column))))
    return _same_length(found)


def _are_groups(rows, column, data_columns):
    """Whether rows without figures head the rows below them, and are not just empty."""
    blocks = [set()]
    for row in rows:
        if _has_data(row, data_columns):
            blocks[-1].add(folded(_label(row, column)))
        elif blocks[-1]:
            blocks.append(set())
    first_is_head = bool(rows) and not _has_data(rows[0], data_columns)
    members = [member for block in blocks for member in block]
    return first_is_head or len(set(members)) < len(members)


def _same_length(found):
    """Labels padded before the last one: what a row is itself called stays last."""
    depth = max((len(labels) for _, labels in found), default=0)
    return [
        (row, (*labels[:-1], *[""] * (depth - len(labels)), labels[-1])) for row, labels in found
    ]
