"""Acts on the texts of the notice."""
