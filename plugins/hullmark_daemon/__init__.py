"""The configuration files around containers: of engines and clients, of Podman's units, of variables and builds."""
