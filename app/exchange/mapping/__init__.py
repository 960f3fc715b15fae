"""What the fields of each format are in the words of a registration."""
