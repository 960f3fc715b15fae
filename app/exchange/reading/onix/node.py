"""An element of a message, asked for what is in it by reference names."""

from collections.abc import Iterable, Iterator

from app.exchange.reading.onix.flavour import Flavour, reference_name
from app.exchange.reading.safe_xml import Element, local_name, text_of


class Node:
    """An element, whose children are sorted by their tags once it is asked for one of them."""

    __slots__ = ("_above", "_inside", "element", "flavour")

    def __init__(self, element: Element, flavour: Flavour, above: "Node | None" = None) -> None:
        self.element = element
        self.flavour = flavour
        self._above = above
        self._inside: dict[str, list[Node]] | None = None

    @property
    def path(self) -> str:
        """The reference names from the product, or the header, down to this element."""
        name = reference_name(local_name(self.element), self.flavour.short)
        return name if self._above is None else f"{self._above.path}/{name}"

    def all(self, name: str) -> "list[Node]":
        """Return the elements with this name directly inside."""
        if self._inside is None:
            self._inside = {}
            for child in self.element.iterchildren("*"):
                self._inside.setdefault(child.tag, []).append(Node(child, self.flavour, self))
        return self._inside.get(self.flavour.tag(name), [])

    def first(self, *names: str) -> "Node | None":
        """Return the first element down a path of names, None if there is none."""
        node = self
        for name in names:
            found = node.all(name)
            if not found:
                return None
            node = found[0]
        return node

    def text(self, *names: str) -> str:
        """Return the text of the first element down a path of names, empty if there is none."""
        found = self.first(*names)
        return "" if found is None else text_of(found.element)

    def names(self) -> Iterator[tuple[str, int]]:
        """Yield the reference name of each element directly inside, with its line."""
        for child in self.element.iterchildren("*"):
            yield reference_name(local_name(child), self.flavour.short), child.sourceline

    def others(self, known: Iterable[str]) -> Iterator[tuple[str, int]]:
        """Yield the name of each element directly inside that is none of these, with its line."""
        tags = {self.flavour.tag(name) for name in known}
        for child in self.element.iterchildren("*"):
            if child.tag not in tags:
                yield reference_name(local_name(child), self.flavour.short), child.sourceline

    def text_beside(self) -> str:
        """Return the first text that stands between the elements directly inside, empty if there is none."""
        texts = [self.element.text, *(child.tail for child in self.element)]
        return next((text.strip() for text in texts if text and text.strip()), "")
