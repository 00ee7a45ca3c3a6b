"""Compose files: the format, and the rules that only they can break."""
