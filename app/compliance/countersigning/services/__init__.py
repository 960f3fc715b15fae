"""Acts on proposals of notices."""
