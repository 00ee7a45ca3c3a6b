"""Kubernetes manifests: objects, their pod templates and what belongs together."""
