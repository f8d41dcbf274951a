"""The tree of an HTML page, for tests."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Element:
    tag: str
    attributes: dict[str, str | None]
    inside: list["Element | str"] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return (self.attributes.get("class") or "").split()

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.inside)

    def all(self, name: str = "") -> Iterator["Element"]:
        """The elements inside, of this class or tag, in order."""
        for part in self.inside:
            if isinstance(part, Element):
                if name in ("", part.tag, *part.classes):
                    yield part
                yield from part.all(name)


class Page(HTMLParser):
    """The tree of a page; fails on an element that is not closed in its turn."""

    VOID = ("meta", "br", "input")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]
        self.feed(html)
        self.close()
        assert self.open == [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        self.open[-1].inside.append(element)
        if tag not in self.VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)

    def column(self, name: str) -> list[Element]:
        (main,) = self.root.all("main")
        return list(main.all(name))

    def text(self, column: str) -> str:
        return "".join(cell.text for cell in self.column(column))

    def marked(self, column: str, name: str) -> list[Element]:
        return [element for cell in self.column(column) for element in cell.all(name)]

    def pieces(self, column: str, of: str) -> list[Element]:
        return [e for cell in self.column(column) for e in cell.all() if e.attributes.get("data-of") == of]


def assert_self_contained(page: Page) -> None:
    """Nothing is fetched from elsewhere, and the page's own script is the only one."""
    for element in page.root.all():
        assert element.tag not in ("link", "img", "iframe", "object", "embed", "base")
        assert "src" not in element.attributes
        assert not any(name.startswith("on") for name in element.attributes)
    (style,) = page.root.all("style")
    assert "url(" not in style.text
    assert "@import" not in style.text
    assert len(list(page.root.all("script"))) == 1


def assert_links_lead_somewhere(page: Page) -> None:
    """Each id is there once, each link leads to one or to https."""
    ids = [element.attributes["id"] for element in page.root.all() if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    for link in page.root.all("a"):
        target = link.attributes["href"] or ""
        assert target.startswith("https://") or target[1:] in ids
