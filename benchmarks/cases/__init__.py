"""Each module is one case: `measure` checks what it times, then times the product and its floor in turn."""
