"""Pages of HTML to a tree, safely: nothing is fetched, no script is run, what the parser would leave out is refused."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from tasks.errors import TranscriptUnreadable

NOT_SHOWN = frozenset(
    {"script", "style", "head", "title", "meta", "link", "template", "noscript", "xml", "iframe", "object", "svg"}
)
"""Elements whose text a browser does not show."""


def parse_html(text: str) -> etree._Element:
    """Parse HTML as browsers do.

    Beyond 2,048 levels libxml2 drops what follows: such a page is refused, not read in part.

    Raises:
        TranscriptUnreadable: ``damaged_file`` (``line``).
    """
    # the text is decoded already: an encoding that it declares is not obeyed. NUL would end it for libxml2
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    data = b"<html>" + text.replace("\0", "").encode("utf-8", "replace")
    try:
        tree: etree._Element = etree.fromstring(data, parser)
    except etree.LxmlError as error:
        raise TranscriptUnreadable("damaged_file", line=getattr(error, "lineno", None) or 1) from error
    fatal = next((entry for entry in parser.error_log if entry.level_name == "FATAL"), None)
    if fatal is not None:
        raise TranscriptUnreadable("damaged_file", line=max(fatal.line, 1))
    return tree


def walk(tree: etree._Element) -> Iterator[tuple[str, etree._Element, str]]:
    """Give what a browser shows, in its order: ``start`` and ``end`` of an element, ``text`` with the one it stands in.

    The third of each is the text, else empty. Not recursive: pages may be nested deeply.
    """
    hidden = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        shown = element.tag not in NOT_SHOWN
        if event == "start":
            hidden += not shown
            if not hidden:
                yield "start", element, ""
                if element.text:
                    yield "text", element, element.text
            continue
        if not hidden:
            yield "end", element, ""
        hidden -= not shown
        parent = element.getparent()
        if not hidden and element.tail and element is not tree and parent is not None:
            yield "text", parent, element.tail
