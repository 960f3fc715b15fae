"""Acts of cases: opened and kept, settled and reopened, sanctions proposed."""
