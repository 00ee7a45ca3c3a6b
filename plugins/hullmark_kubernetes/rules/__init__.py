"""The rules on Kubernetes objects, one file each."""
