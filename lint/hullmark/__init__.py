"""hullmark lints what ships in containers, before it is built or deployed."""

__version__ = "0.1.0"
