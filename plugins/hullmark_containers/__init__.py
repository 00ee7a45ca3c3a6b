"""Rules that hold wherever a container is described."""
