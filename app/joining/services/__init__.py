"""What can be done with applications: by who applies, and by who vets."""
