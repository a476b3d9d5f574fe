"""What a page says of itself to those who show links to it, and to search engines for data."""

import json
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from indicators import periods
from strategy.overview.saying import headline_of

LONGEST = 200  # characters of a description
COUNTRIES = {"sv": "sv_SE", "nb": "nb_NO", "en": "en_GB"}  # languages as Open Graph names them
FILES = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# What could end the element that holds data, or be taken for the end of a line in it.
NOT_IN_DATA = {ord(each): f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"}


@dataclass(frozen=True, kw_only=True)
class About:
    """What a page is about."""

    title: str = ""
    description: str = ""
    kind: str = "article"  # as Open Graph names it
    image: str = ""  # address of a picture of 1200 × 630 pixels
    image_text: str = ""  # what it shows


# What pages show under these names, from the narrowest; the names are those views give.


def about(shown):
    """What a page is about, by the values its view gives; nothing where it is about the site."""
    for name, describe in DESCRIBED.items():
        if shown.get(name):
            return describe(shown)
    return About(kind="website")


def about_indicator(shown):
    read, indicator = shown["overview"], shown["indicator"]
    said = str(headline_of(indicator))
    return About(
        title=titled(indicator.name, read),
        description=shortened(said or indicator.wording),
        image=picture(read, indicator),
        image_text=shortened(f"{indicator.name}. {said}"),
    )


def about_goal(shown):
    read, goal = shown["overview"], shown["goal"]
    first = goal.indicators[0] if goal.indicators else None
    return About(
        title=titled(goal.name, read),
        description=shortened(goal.statement or goal.rationale or goal.name),
        image=picture(read, first) if first else "",
        image_text=first.name if first else "",
    )


def about_report(shown):
    follow_up = shown["report"].follow_up
    partnership = follow_up.strategy.partnership
    return About(
        title=f"{follow_up.title} · {partnership.name}",
        description=shortened(str(follow_up.strategy.title)),
    )


def about_strategy(shown):
    read = shown["overview"]
    vision = read.vision.statement if read.vision else ""
    return About(
        title=f"{read.strategy.title} · {read.partnership.name}",
        description=shortened(vision or read.strategy.introduction or read.strategy.title),
    )


def about_partnership(shown):
    partnership = shown["partnership"]
    return About(
        title=partnership.name,
        description=shortened(partnership.description or partnership.name),
    )


DESCRIBED = {
    "indicator": about_indicator,
    "goal": about_goal,
    "report": about_report,
    "overview": about_strategy,
    "partnership": about_partnership,
}


def titled(name, read):
    return f"{name} · {read.strategy.name}"


def shortened(text):
    return Truncator(" ".join(str(text).split())).chars(LONGEST)


def picture(read, indicator):
    return reverse("indicator-picture", args=codes(read, indicator))


def codes(read, indicator):
    return [read.partnership.code, read.strategy.code, indicator.code]


def locale_of(language):
    return COUNTRIES.get(language, "")


def other_locales(language):
    return [locale_of(code) for code, _name in settings.LANGUAGES if code != language]


# Data for search engines: https://schema.org/Dataset


def dataset(read, indicator, absolute):
    """An indicator as a dataset, with where its page stands among the others.

    ``absolute`` makes an address absolute. What is not known is left out.
    """
    page = absolute(reverse("indicator", args=codes(read, indicator)))
    sources = sources_of(indicator)
    found = {
        "@type": "Dataset",
        "@id": page,
        "url": page,
        "identifier": page,
        "name": indicator.name,
        "description": described(indicator),
        "inLanguage": read.partnership.language,
        "isAccessibleForFree": True,
        "creator": organisation(read.partnership),
        "publisher": organisation(read.partnership),
        "keywords": [*(goal.name for goal in read.goals), *(area.name for area in read.areas)],
        "license": [licence(each) for each in dict.fromkeys(s.licence for s in sources) if each],
        "isBasedOn": [work(each) for each in sources],
        "temporalCoverage": coverage(indicator),
        "spatialCoverage": [
            {"@type": "Place", "name": name}
            for name in dict.fromkeys(each.area.name for each in indicator.series)
        ],
        "variableMeasured": [
            with_value({"@type": "PropertyValue", "name": each.title, "unitText": each.unit})
            for each in indicator.series
        ],
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "name": read.strategy.title,
            "url": absolute(reverse("strategy", args=codes(read, indicator)[:2])),
        },
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": kind,
                "contentUrl": absolute(reverse("download", args=[*codes(read, indicator), form])),
            }
            for form, kind in FILES.items()
        ],
    }
    graph = [with_value(found), trail(read, indicator, absolute)]
    return {"@context": "https://schema.org", "@graph": graph}


def with_value(described_as):
    return {name: value for name, value in described_as.items() if value not in ("", [], None)}


def described(indicator):
    """Its words as adopted, what is measured, and how it stands."""
    said = (indicator.wording, indicator.definition, str(headline_of(indicator)))
    return " ".join(" ".join(each.split()) for each in said if each)


def sources_of(indicator):
    """The sources of the series and those named for the indicator, each once."""
    found = [each.source for each in (*indicator.series, *(indicator.citations or ()))]
    return tuple(dict.fromkeys(each for each in found if each))


def organisation(partnership):
    return with_value(
        {"@type": "Organization", "name": partnership.name, "url": partnership.homepage}
    )


def licence(text):
    is_address = text.startswith(("https://", "http://")) and " " not in text
    return text if is_address else {"@type": "CreativeWork", "name": text}


def work(source):
    return with_value(
        {
            "@type": "CreativeWork",
            "name": source.name,
            "publisher": source.publisher,
            "url": source.address,
        }
    )


def coverage(indicator):
    """From the first to the last day that figures are about, as ISO 8601 writes it."""
    known = [
        periods.parse(each.period)
        for series in indicator.series
        for each in (*series.observations, *series.baselines)
        if each.period and each.value is not None
    ]
    if not known:
        return ""
    return f"{min(each.start for each in known)}/{max(each.end for each in known)}"


def trail(read, indicator, absolute):
    """The pages above an indicator and itself, as https://schema.org/BreadcrumbList."""
    two = codes(read, indicator)[:2]
    pages = [
        (read.partnership.name, reverse("partnership", args=two[:1])),
        (read.strategy.name, reverse("strategy", args=two)),
        *((goal.name, reverse("goal", args=[*two, goal.code])) for goal in read.goals),
        (indicator.name, reverse("indicator", args=codes(read, indicator))),
    ]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": absolute(address)}
            for place, (name, address) in enumerate(pages, start=1)
        ],
    }


def in_page(data):
    """Data as JSON that can stand in an element of a page, whatever is written in it."""
    return SafeString(json.dumps(data, ensure_ascii=False).translate(NOT_IN_DATA))
