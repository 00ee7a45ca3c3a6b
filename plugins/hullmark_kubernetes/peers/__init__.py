"""Configuration files of the tools that lint manifests, each read as a configuration of ours by a module of its own."""
