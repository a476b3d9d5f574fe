"""The one way the content of an edition is written as bytes, and the digest of them.

Pure: no Django. Anybody with any JSON library gets the same bytes, see docs/editions.md.
"""

import hashlib
import json


def canonical(content):
    """The content as UTF-8, with its keys in the order of their code points and without spaces.

    Raises ValueError for a number with a fraction, which programs do not write alike: numbers of
    statistics are texts.
    """
    refuse_fractions(content)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def digest(content):
    """The SHA-256 of the canonical bytes, in 64 hexadecimal digits."""
    return hashlib.sha256(canonical(content)).hexdigest()


def refuse_fractions(content):
    waiting = [content]
    while waiting:
        value = waiting.pop()
        if isinstance(value, float):
            raise ValueError(f"{value!r} is a number with a fraction: write it as a text")
        if isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list | tuple):
            waiting.extend(value)
