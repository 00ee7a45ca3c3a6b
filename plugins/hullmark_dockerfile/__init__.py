"""Dockerfiles: the format, its rules, and the suppressions of the tools that lint them."""
