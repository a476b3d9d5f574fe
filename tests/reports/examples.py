"""A small content with everything the schema knows, made of the schema itself.

So whatever the schema comes to know is asked about too.
"""

from strategy.reports.schema import schema

TEXTS = {  # by the beginning of the pattern they must have
    r"^-?[0-9]+": "12.5",
    r"^[0-9]{4}-[0-9]{2}-": "2026-11-22",
    r"^[0-9]{4}(/": "2022",
    r"^[a-z0-9]+": "n08-women",
    r"^[a-z]{2,3}": "sv",
    r"^(https?": "https://www.scb.se/",
}
UNIONS = {"block", "inline"}


def example(**changes):
    """A content that is as the schema says, with every key, and one of whatever is many."""
    return {**made(schema(), ()), **changes}


def made(rule, path):
    """A value that a rule of the schema allows; ``path``: the names of the rules around it."""
    if "allOf" in rule:
        return narrowed(*rule["allOf"], path)
    if "anyOf" in rule:
        name = name_in(rule["anyOf"][0])
        return None if name in path else made(rule["anyOf"][0], path)
    if "$ref" in rule:
        name = name_in(rule)
        more = {key: made(each, path) for key, each in rule.get("properties", {}).items()}
        found = made(schema()["$defs"][name], (*path, name))
        return {**found, **more} if more else found
    if "const" in rule or "enum" in rule:
        return rule["const"] if "const" in rule else next(filter(None, rule["enum"]))
    kind = rule["type"] if isinstance(rule["type"], str) else rule["type"][0]
    match kind:
        case "object":
            return {key: made(each, path) for key, each in rule.get("properties", {}).items()}
        case "array":
            return many(rule["items"], path) if rule["items"] else []
        case "boolean" | "integer":
            return True if kind == "boolean" else 1
    pattern = rule.get("pattern", "")
    return next((text for start, text in TEXTS.items() if pattern.startswith(start)), "ord")


def name_in(rule):
    return rule.get("$ref", "").removeprefix("#/$defs/")


def many(rule, path):
    """One of them; of blocks and parts of sentences one of each kind. Nothing holds its like."""
    name = name_in(rule)
    if name in path:
        return []
    kinds = schema()["$defs"][name].get("oneOf") if name in UNIONS else [rule]
    return [made(each, (*path, name)) for each in kinds]


def narrowed(first, second, path):
    """What both rules allow: a figure with a value."""
    consts = {key: each["const"] for key, each in second["properties"].items() if "const" in each}
    return {**made(first, path), "missing": "", **consts}
