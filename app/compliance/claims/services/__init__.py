"""Acts on claims: a library asks or passes on, a depositor answers."""
