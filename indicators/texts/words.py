"""The words of blocks alone."""

SPACE = {"kind": "text", "text": " "}
BREAK = {"kind": "break"}


def plain(blocks):
    """The words as a reader meets them, a line for each paragraph, item and row of a table.

    Marks of footnotes are no words. What is not looked up yet stands as it was written.
    """
    return "\n".join(words_of(line) for line in lines(blocks))


def in_one_line(blocks):
    """The same as parts of one paragraph, with breaks in between: what a footnote is."""
    found = []
    for line in lines(blocks):
        if found:
            found.append(BREAK)
        found += line
    return found


def lines(blocks):
    """The parts of each line, in reading order."""
    for block in blocks:
        match block["kind"]:
            case "paragraph" | "heading":
                yield block["text"]
            case "list":
                for item in block["items"]:
                    yield from lines(item)
            case "quote":
                yield from lines(block["blocks"])
            case "code":
                yield [{"kind": "code", "text": block["text"]}]
            case "table":
                for row in (block["head"], *block["rows"]):
                    yield side_by_side(row)
            case "figure":
                yield [{"written": block["code"], **block, "kind": "mention"}]


def side_by_side(cells):
    return [part for cell in cells if cell for part in (SPACE, *cell)][1:]


def words_of(parts):
    """The words of parts of a line."""
    return "".join(word_of(part) for part in parts)


def word_of(part):
    match part["kind"]:
        case "text" | "code":
            return part["text"]
        case "strong" | "emphasis" | "link":
            return words_of(part["text"])
        case "break":
            return "\n"
        case "footnote":
            return ""
        case _:
            return part["shown"] if "shown" in part else part["written"]
