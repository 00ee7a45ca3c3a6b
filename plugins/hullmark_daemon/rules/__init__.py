"""Rules that only these files can break."""
