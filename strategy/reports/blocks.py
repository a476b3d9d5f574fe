"""The blocks a report is put together from, beside those of the texts of people."""

DEEPEST = 6


def text(words):
    return {"kind": "text", "text": words}


def strong(words):
    return {"kind": "strong", "text": [text(words)]}


def link(address):
    return {"kind": "link", "href": address, "text": [text(address)]}


def paragraph(words):
    return {"kind": "paragraph", "text": [text(words)]}


def quiet(words):
    """A remark of the report itself, or what stands beside the matter."""
    return {"kind": "quiet", "text": [text(words)]}


def quote(words):
    return {"kind": "quote", "blocks": lines(words)}


def lines(words):
    """A paragraph for each line of a plain text."""
    return [paragraph(each) for each in words.splitlines() if each.strip()]


def listed(items):
    return {"kind": "list", "ordered": False, "start": 1, "items": items}


def table(head, rows, *, shares=()):
    """A table of inlines; ``head`` are plain words, ``shares`` how wide its columns are."""
    heads = [[text(each)] for each in head]
    return {"kind": "table", "head": heads, "rows": rows, "shares": list(shares)}


def facts(rows):
    """Terms, each with the blocks that tell what it is."""
    return {"kind": "facts", "rows": [{"term": term, "blocks": blocks} for term, blocks in rows]}


def heading(level, words, *, in_contents=True):
    """A heading of the report; the contents list those of the first two levels."""
    return {
        "kind": "heading",
        "level": level,
        "text": [text(words)],
        "in_contents": in_contents and level <= 2,
        "begins_page": False,
    }


def below(blocks, level):
    """The blocks of a text under a heading of this level, their own headings without gaps."""
    written = sorted({each["level"] for each in headings(blocks)})
    depth, found = level, []
    for block in blocks:
        placed, depth = placed_below(block, level, depth, written)
        found.append(placed)
    return found


def headings(blocks):
    """The headings of a text, also those in its lists and quotes."""
    for block in blocks:
        if block["kind"] == "heading":
            yield block
        for inner in inside(block):
            yield from headings(inner)


def says(inlines):
    """Whether there is a letter to be read; a heading without one is none."""
    return any(
        says(each["text"]) if isinstance(each.get("text"), list) else has_letters(each)
        for each in inlines
    )


def has_letters(inline):
    words = inline.get("text") or inline.get("shown") or inline.get("written") or ""
    return any(each.isalnum() for each in words)


def inside(block):
    """The texts a block holds: the items of a list, what is quoted."""
    match block["kind"]:
        case "list":
            return block["items"]
        case "quote":
            return [block["blocks"]]
    return []


def placed_below(block, level, depth, written):
    """A block with its headings set, and the level of the last heading before what follows."""
    match block["kind"]:
        case "heading" if not says(block["text"]):
            return {"kind": "paragraph", "text": block["text"]}, depth
        case "heading":
            depth = min(level + 1 + written.index(block["level"]), depth + 1, DEEPEST)
            return {**block, "level": depth, "in_contents": False, "begins_page": False}, depth
        case "list":
            items = []
            for item in block["items"]:
                placed, depth = all_placed(item, level, depth, written)
                items.append(placed)
            return {**block, "items": items}, depth
        case "quote":
            placed, depth = all_placed(block["blocks"], level, depth, written)
            return {**block, "blocks": placed}, depth
    return block, depth


def all_placed(blocks, level, depth, written):
    found = []
    for block in blocks:
        placed, depth = placed_below(block, level, depth, written)
        found.append(placed)
    return found, depth
