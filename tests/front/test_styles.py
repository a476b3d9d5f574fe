"""The one stylesheet: small, in layers, and in need of nothing else."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

LAYERS = "reset, base, layout, parts, pages, settings, print"


@pytest.fixture(scope="module")
def styles():
    return Path(finders.find("framsteg.css")).read_text(encoding="utf-8")


def test_the_stylesheet_is_small(styles):
    assert len(gzip.compress(styles.encode())) < 15_000


def test_it_asks_for_nothing_else(styles):
    assert not re.search(r"@import|@font-face|url\(|https?:", styles)


def test_all_its_rules_stand_in_layers_that_are_in_order(styles):
    plain = re.sub(r"/\*.*?\*/", "", styles, flags=re.DOTALL)
    assert plain.lstrip().startswith(f"@layer {LAYERS};")
    depth, outside = 0, ""
    for letter in plain:
        depth += {"{": 1, "}": -1}.get(letter, 0)
        outside += letter if depth == 0 else ""
    assert depth == 0
    assert {*re.findall(r"[^;}\s][^;}]*", outside)} <= {
        f"@layer {LAYERS}",
        *(f"@layer {each} " for each in LAYERS.split(", ")),
    }


@pytest.mark.parametrize(
    "wish",
    [
        "prefers-color-scheme: dark",
        "prefers-contrast: more",
        "prefers-reduced-motion",
        "forced-colors: active",
        "print",
    ],
)
def test_it_follows_what_readers_have_set(styles, wish):
    assert re.search(rf"@media[^{{]*\(?{wish}", styles)
