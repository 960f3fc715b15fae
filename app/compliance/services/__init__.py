"""Acts of compliance: notices are issued, kept as files, and withdrawn."""
