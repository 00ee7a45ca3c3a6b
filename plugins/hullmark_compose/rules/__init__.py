"""The rules on Compose files, one file each."""
