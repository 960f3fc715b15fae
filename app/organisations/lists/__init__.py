"""Lists of organisations that exist elsewhere: their columns, their reading, what is registered already."""
