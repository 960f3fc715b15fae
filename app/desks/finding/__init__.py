"""One search over titles, people, identifiers and publishers, with filters; and the codes of papers."""
