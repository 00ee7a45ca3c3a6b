"""Benchmarks: hullmark beside the tools that lint the same files."""
