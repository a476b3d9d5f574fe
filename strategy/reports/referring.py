"""What one part of a report says of another: footnotes said twice, diagrams that are there."""


def referred(blocks):
    """The blocks with every second mark of a footnote known as such, and no link to nowhere."""
    drawn = {each["code"] for each in of_kind(blocks, "drawing")}
    return with_marks(blocks, drawn, set())


def of_kind(value, kind):
    """The parts of this kind, in reading order."""
    if isinstance(value, dict):
        if value.get("kind") == kind:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from of_kind(each, kind)


def with_marks(value, drawn, noted):
    if isinstance(value, list):
        return [with_marks(each, drawn, noted) for each in value]
    if not isinstance(value, dict):
        return value
    match value.get("kind"):
        case "footnote":
            is_again = value["number"] in noted
            noted.add(value["number"])
            return {**value, "is_again": is_again}
        case "mention" if value["code"] not in drawn:
            return {"kind": "text", "text": value["shown"]}
    return {name: with_marks(each, drawn, noted) for name, each in value.items()}
