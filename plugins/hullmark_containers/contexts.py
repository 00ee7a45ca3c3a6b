"""What should not be in the context of a build."""

from __future__ import annotations

#: Paths of credentials.
SECRETS = (
    ".env", ".env.local", ".env.production", ".npmrc", ".netrc", "id_rsa", ".aws/credentials", ".docker/config.json",
    ".ssh/id_rsa", "kubeconfig", "terraform.tfstate",
)
#: Paths of what belongs to the checkout and not into an image.
BALLAST = (".git", "node_modules")
