"""The control plane: how files set its components up, and tables of rules about their flags."""
