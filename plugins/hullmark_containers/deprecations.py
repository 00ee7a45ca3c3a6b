"""Images that were given up, or have moved. Read in 2026."""

from __future__ import annotations

_KUBERNETES = "is frozen since 2023; its images are on registry.k8s.io"
#: What is wrong with all images whose names begin so.
FROZEN = {
    "k8s.gcr.io/": _KUBERNETES,
    "gcr.io/google_containers/": _KUBERNETES,
    "gcr.io/google-containers/": _KUBERNETES,
    "quay.io/kubernetes-ingress-controller/": "is frozen since 2020; its images are in registry.k8s.io/ingress-nginx",
}
#: What is wrong with images of Docker Hub.
DEPRECATED = {
    "openjdk": "is deprecated; take eclipse-temurin",
    "java": "is deprecated; take eclipse-temurin",
    "centos": "is deprecated; take quay.io/centos/centos, almalinux or rockylinux",
    "mysql/mysql-server": "is deprecated; take mysql",
    "containrrr/watchtower": "is archived; take its fork nickfedor/watchtower, or a bot that raises tags",
    "portainer/portainer": "ended with version 1; take portainer/portainer-ce",
    "mongo-express": "is hardly maintained; take a client such as mongosh",
    "atmoz/sftp": "is not maintained; take drakkan/sftpgo",
    "phusion/baseimage": "is hardly maintained; take ubuntu with an init such as tini",
}
#: What images of Docker Hub are called now.
RENAMED = {
    "jwilder/nginx-proxy": "nginxproxy/nginx-proxy",
}
