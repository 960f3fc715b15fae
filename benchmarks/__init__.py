"""How fast the product is beside the bare floor of the same work: `./nusxa bench`."""
