"""The JSON Schema of the content of an edition, for all who take data."""

import json
from functools import cache
from pathlib import Path

PATH = Path(__file__).with_name("schema.json")


@cache
def schema():
    """The schema as it is published: JSON Schema, draft 2020-12."""
    return json.loads(PATH.read_text("utf-8"))


def problems(content):
    """Where a content is not as the schema says, each as “place: what is wrong”; none if it is.

    For tests: the library it asks is no part of a service.
    """
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    # Of what may be one of several things, that is told which comes nearest.
    found = [best_match([each]) for each in Draft202012Validator(schema()).iter_errors(content)]
    return sorted(f"{each.json_path}: {each.message}" for each in found)
