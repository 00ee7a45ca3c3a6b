"""Versions of APIs that are on their way out: a table.

Those of Kubernetes are by the deprecation guide and by the lifecycle tags in its API types; those of extensions by the
notes of the release that stopped to serve them.

Sources: https://kubernetes.io/docs/reference/using-api/deprecation-guide/
https://github.com/kubernetes/api
"""

from __future__ import annotations

from typing import NamedTuple

#: A version of Kubernetes, as (1, 22).
Version = tuple[int, int]

#: Later than every version: what is deprecated and still served has no end yet.
NEVER: Version = (99, 0)


class Outdated(NamedTuple):
    """Kinds, separated by blanks, of an API version; no kinds stand for all.

    ``deprecated`` and ``removed`` are versions of Kubernetes, or of the ``product`` whose extension it is; "" where
    that is open. ``since`` is the version that brought the replacement where it came later than the deprecation.
    """

    api_version: str
    kinds: str
    deprecated: str
    removed: str
    replacement: str
    since: str = ""
    product: str = "Kubernetes"

    @property
    def deprecated_in(self) -> Version:
        """The version from which there is something better."""
        return max(_parsed(self.deprecated), _parsed(self.since or self.deprecated))

    @property
    def removed_in(self) -> Version:
        """The version from which it is not served."""
        return _parsed(self.removed)

    @property
    def instead(self) -> str:
        """What to do, for a message."""
        return f"{'use' if ' ' in self.replacement else 'write'} {self.replacement}"


def _parsed(version: str) -> Version:
    major, _, minor = version.partition(".")
    return (int(major), int(minor)) if minor else NEVER


_ADMISSION = "admissionregistration.k8s.io/v1"
_FLOW = "flowcontrol.apiserver.k8s.io/v1"
_RESOURCE = "resource.k8s.io/v1"
_DEVICES = "DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice"
_ROLES = "Role ClusterRole RoleBinding ClusterRoleBinding"
_SECRETS = "ExternalSecret SecretStore ClusterSecretStore"
_SNAPSHOTS = "VolumeSnapshot VolumeSnapshotClass VolumeSnapshotContent"

OUTDATED = (
    Outdated("extensions/v1beta1", "DaemonSet Deployment ReplicaSet", "1.8", "1.16", "apps/v1", "1.9"),
    Outdated("extensions/v1beta1", "Ingress", "1.14", "1.22", "networking.k8s.io/v1", "1.19"),
    Outdated("extensions/v1beta1", "NetworkPolicy", "1.9", "1.16", "networking.k8s.io/v1"),
    Outdated("extensions/v1beta1", "PodSecurityPolicy", "1.11", "1.16", "Pod Security Admission"),
    Outdated("apps/v1beta1", "ControllerRevision Deployment StatefulSet", "1.8", "1.16", "apps/v1", "1.9"),
    Outdated(
        "apps/v1beta2", "ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet", "1.9", "1.16",
        "apps/v1",
    ),
    Outdated(
        "admissionregistration.k8s.io/v1alpha1", "InitializerConfiguration", "1.13", "1.14", "an admission webhook"
    ),
    Outdated(
        "admissionregistration.k8s.io/v1beta1", "MutatingWebhookConfiguration ValidatingWebhookConfiguration",
        "1.16", "1.22", _ADMISSION,
    ),
    Outdated(
        "admissionregistration.k8s.io/v1alpha1", "ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding",
        "1.28", "1.32", _ADMISSION, "1.30",
    ),
    Outdated(
        "admissionregistration.k8s.io/v1beta1", "ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding",
        "1.31", "1.34", _ADMISSION,
    ),
    Outdated("apiextensions.k8s.io/v1beta1", "CustomResourceDefinition", "1.16", "1.22", "apiextensions.k8s.io/v1"),
    Outdated("apiregistration.k8s.io/v1beta1", "APIService", "1.19", "1.22", "apiregistration.k8s.io/v1"),
    Outdated("audit.k8s.io/v1alpha1", "Policy", "1.21", "1.24", "audit.k8s.io/v1"),
    Outdated("audit.k8s.io/v1beta1", "Policy", "1.21", "1.24", "audit.k8s.io/v1"),
    Outdated("auditregistration.k8s.io/v1alpha1", "AuditSink", "1.18", "1.19", "the audit webhook of the API server"),
    Outdated("authentication.k8s.io/v1beta1", "TokenReview", "1.19", "1.22", "authentication.k8s.io/v1"),
    Outdated(
        "authorization.k8s.io/v1beta1",
        "LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview",
        "1.19", "1.22", "authorization.k8s.io/v1",
    ),
    Outdated("autoscaling/v2beta1", "HorizontalPodAutoscaler", "1.22", "1.25", "autoscaling/v2", "1.23"),
    Outdated("autoscaling/v2beta2", "HorizontalPodAutoscaler", "1.23", "1.26", "autoscaling/v2"),
    Outdated("batch/v2alpha1", "CronJob", "1.8", "1.21", "batch/v1", "1.21"),
    Outdated("batch/v1beta1", "CronJob", "1.21", "1.25", "batch/v1"),
    Outdated("certificates.k8s.io/v1beta1", "CertificateSigningRequest", "1.19", "1.22", "certificates.k8s.io/v1"),
    Outdated("coordination.k8s.io/v1beta1", "Lease", "1.19", "1.22", "coordination.k8s.io/v1"),
    Outdated("discovery.k8s.io/v1beta1", "EndpointSlice", "1.21", "1.25", "discovery.k8s.io/v1"),
    Outdated("events.k8s.io/v1beta1", "Event", "1.22", "1.25", "events.k8s.io/v1"),
    Outdated(
        "flowcontrol.apiserver.k8s.io/v1beta1", "FlowSchema PriorityLevelConfiguration", "1.23", "1.26", _FLOW,
        "1.29",
    ),
    Outdated(
        "flowcontrol.apiserver.k8s.io/v1beta2", "FlowSchema PriorityLevelConfiguration", "1.26", "1.29", _FLOW,
        "1.29",
    ),
    Outdated("flowcontrol.apiserver.k8s.io/v1beta3", "FlowSchema PriorityLevelConfiguration", "1.29", "1.32", _FLOW),
    Outdated(
        "kubescheduler.config.k8s.io/v1beta2", "KubeSchedulerConfiguration", "1.25", "1.28",
        "kubescheduler.config.k8s.io/v1",
    ),
    Outdated(
        "kubescheduler.config.k8s.io/v1beta3", "KubeSchedulerConfiguration", "1.26", "1.29",
        "kubescheduler.config.k8s.io/v1",
    ),
    Outdated("networking.k8s.io/v1beta1", "Ingress IngressClass", "1.19", "1.22", "networking.k8s.io/v1"),
    Outdated("networking.k8s.io/v1beta1", "IPAddress ServiceCIDR", "1.34", "1.37", "networking.k8s.io/v1"),
    Outdated("node.k8s.io/v1beta1", "RuntimeClass", "1.22", "1.25", "node.k8s.io/v1"),
    Outdated("policy/v1beta1", "PodDisruptionBudget", "1.21", "1.25", "policy/v1"),
    Outdated("policy/v1beta1", "PodSecurityPolicy", "1.21", "1.25", "Pod Security Admission"),
    Outdated("rbac.authorization.k8s.io/v1alpha1", _ROLES, "1.17", "1.23", "rbac.authorization.k8s.io/v1"),
    Outdated("rbac.authorization.k8s.io/v1beta1", _ROLES, "1.17", "1.22", "rbac.authorization.k8s.io/v1"),
    Outdated(
        "resource.k8s.io/v1alpha2", "ResourceClaim ResourceClaimTemplate ResourceClass", "1.30", "1.31",
        _RESOURCE, "1.34",
    ),
    Outdated("resource.k8s.io/v1alpha3", _DEVICES, "1.32", "1.34", _RESOURCE, "1.34"),
    Outdated("resource.k8s.io/v1beta1", _DEVICES, "1.35", "1.38", _RESOURCE),
    Outdated("resource.k8s.io/v1beta2", _DEVICES, "1.36", "1.39", _RESOURCE),
    Outdated("scheduling.k8s.io/v1alpha1", "PriorityClass", "1.14", "1.23", "scheduling.k8s.io/v1"),
    Outdated("scheduling.k8s.io/v1beta1", "PriorityClass", "1.14", "1.22", "scheduling.k8s.io/v1"),
    Outdated("settings.k8s.io/v1alpha1", "PodPreset", "1.19", "1.20", "a mutating admission webhook"),
    Outdated(
        "storage.k8s.io/v1beta1", "CSIDriver CSINode StorageClass VolumeAttachment", "1.19", "1.22",
        "storage.k8s.io/v1",
    ),
    Outdated("storage.k8s.io/v1beta1", "CSIStorageCapacity", "1.24", "1.27", "storage.k8s.io/v1"),
    Outdated("storage.k8s.io/v1beta1", "VolumeAttributesClass", "1.34", "1.37", "storage.k8s.io/v1"),
    Outdated("v1", "ComponentStatus", "1.19", "", "the health endpoints of the components"),
    Outdated("v1", "Endpoints", "1.33", "", "EndpointSlice of discovery.k8s.io/v1"),
    Outdated("certmanager.k8s.io/v1alpha1", "", "0.11", "0.11", "cert-manager.io/v1", product="cert-manager"),
    Outdated("cert-manager.io/v1alpha2", "", "1.4", "1.6", "cert-manager.io/v1", product="cert-manager"),
    Outdated("cert-manager.io/v1alpha3", "", "1.4", "1.6", "cert-manager.io/v1", product="cert-manager"),
    Outdated("cert-manager.io/v1beta1", "", "1.4", "1.6", "cert-manager.io/v1", product="cert-manager"),
    Outdated("authentication.istio.io/v1alpha1", "", "1.4", "1.6", "security.istio.io/v1", product="Istio"),
    Outdated("rbac.istio.io/v1alpha1", "", "1.4", "1.6", "security.istio.io/v1", product="Istio"),
    Outdated(
        "external-secrets.io/v1alpha1", _SECRETS, "0.5", "0.17", "external-secrets.io/v1",
        product="External Secrets",
    ),
    Outdated(
        "external-secrets.io/v1beta1", _SECRETS, "0.16", "0.17", "external-secrets.io/v1",
        product="External Secrets",
    ),
    Outdated(
        "gateway.networking.k8s.io/v1alpha2", "Gateway GatewayClass HTTPRoute", "0.8", "1.0",
        "gateway.networking.k8s.io/v1", product="Gateway API",
    ),
    Outdated(
        "gateway.networking.k8s.io/v1alpha2", "GRPCRoute", "1.1", "1.2", "gateway.networking.k8s.io/v1",
        product="Gateway API",
    ),
    Outdated("karpenter.k8s.aws/v1alpha1", "", "0.32", "0.33", "karpenter.k8s.aws/v1", product="Karpenter"),
    Outdated("karpenter.k8s.aws/v1beta1", "", "1.0", "1.1", "karpenter.k8s.aws/v1", product="Karpenter"),
    Outdated("karpenter.sh/v1alpha5", "", "0.32", "0.33", "karpenter.sh/v1", product="Karpenter"),
    Outdated("karpenter.sh/v1beta1", "", "1.0", "1.1", "karpenter.sh/v1", product="Karpenter"),
    Outdated("keda.k8s.io/v1alpha1", "", "2.0", "2.0", "keda.sh/v1alpha1", product="KEDA"),
    Outdated("serving.knative.dev/v1alpha1", "", "0.14", "1.0", "serving.knative.dev/v1", product="Knative"),
    Outdated("serving.knative.dev/v1beta1", "", "0.14", "1.0", "serving.knative.dev/v1", product="Knative"),
    Outdated(
        "snapshot.storage.k8s.io/v1alpha1", _SNAPSHOTS, "2.0", "3.0", "snapshot.storage.k8s.io/v1",
        product="the snapshot controller",
    ),
    Outdated(
        "snapshot.storage.k8s.io/v1beta1", _SNAPSHOTS, "4.0", "6.0", "snapshot.storage.k8s.io/v1",
        product="the snapshot controller",
    ),
    Outdated("traefik.containo.us/v1alpha1", "", "2.10", "3.0", "traefik.io/v1alpha1", product="Traefik"),
)

_BY_KIND = {(line.api_version, kind): line for line in OUTDATED for kind in line.kinds.split() or [""]}


def outdated(api_version: str, kind: str) -> Outdated | None:
    """Return the line of the table for an object, None where its version is not on its way out."""
    return _BY_KIND.get((api_version, kind)) or _BY_KIND.get((api_version, ""))
