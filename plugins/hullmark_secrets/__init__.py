"""Credentials, wherever they are written."""
