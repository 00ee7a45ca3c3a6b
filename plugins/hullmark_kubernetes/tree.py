"""The model of a manifest: objects, the pod templates in them, and the containers of those.

Names and meanings are those of the Kubernetes API reference. Everything is read from located YAML on demand; a node of
the wrong type counts as missing, since schema-violation reports it.
"""

from __future__ import annotations

from sys import intern

from hullmark.model import Container
from hullmark.model import Script
from hullmark.plugin import Document
from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import once
from hullmark.yaml import EMPTY
from hullmark.yaml import Mapping
from hullmark.yaml import Node
from hullmark.yaml import Scalar
from hullmark.yaml import Stream

#: Fields of a security context that a container takes over from its pod.
INHERITED = frozenset((
    "runAsUser", "runAsGroup", "runAsNonRoot", "seccompProfile", "seLinuxOptions", "appArmorProfile", "windowsOptions",
))

#: Kinds that keep their pods running: what serves.
CONTROLLERS = frozenset((
    "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "DeploymentConfig", "Rollout",
))
#: Kinds whose pods run to their end.
JOBS = frozenset(("Job", "CronJob"))
#: Kinds of the core API whose field holds pods: the word PodSpec kinds in the catalogue.
POD_KINDS = CONTROLLERS | JOBS | {"Pod", "PodTemplate", "Service", "Configuration", "Revision"}


class Resource:
    """One object. ``key`` is its kind; ``set`` is what it belongs to, None where only single files are linted.

    ``holder`` is the List that the object stands in, None where it stands alone. ``kind`` is what it is where it need
    not say so itself.
    """

    key = ""

    def __init__(self, node: Mapping, document: Document, holder: Mapping | None = None, kind: str = "") -> None:
        self.node = node
        self.document = document
        self.holder = holder
        said = node.text("kind")
        self.kind_text = said
        self.kind = self.key = kind if said is None else intern(str(said))
        version = node.text("apiVersion")
        self.api_text = version
        self.api_version = intern(str(version)) if version is not None else ""
        self.group, _, self.version = self.api_version.rpartition("/")
        self.set: ResourceSet | None = None
        self.pods: tuple[Pod, ...] = ()

    @property
    def metadata(self) -> Mapping:
        """The object's metadata."""
        return self.node.mapping("metadata")

    @property
    def spec(self) -> Mapping:
        """The object's spec."""
        return self.node.mapping("spec")

    @once
    def name(self) -> Text | None:
        """``metadata.name``, or ``generateName``."""
        return self.metadata.text("name") or self.metadata.text("generateName")

    @once
    def namespace(self) -> Text | None:
        """``metadata.namespace``."""
        return self.metadata.text("namespace")

    @property
    def labels(self) -> Mapping:
        """``metadata.labels``."""
        return self.metadata.mapping("labels")

    @property
    def annotations(self) -> Mapping:
        """``metadata.annotations``."""
        return self.metadata.mapping("annotations")

    @property
    def grip(self) -> Text | Scalar:
        """What to underline for the object as a whole: its name, else its kind, else its first key."""
        found = self.name or self.kind_text
        return found if found is not None else next(iter(self.node))[0]

    @property
    def span(self) -> Span:
        """The grip's place."""
        return self.grip.span

    @property
    def called(self) -> str:
        """How to call the object in a message: ``Deployment web``."""
        kind = self.kind or "object"
        return f"{kind} {self.name}" if self.name is not None else kind

    @property
    def pod(self) -> Pod | None:
        """The first pod template, None where there is none."""
        return self.pods[0] if self.pods else None

    @property
    def partial(self) -> bool:
        """Tell whether the object seems to be a patch of another, since it lacks what its kind cannot do without."""
        if self.api_version == "apps/v1" and self.kind in CONTROLLERS and not self.spec.has("selector"):
            return True
        return bool(self.pods) and not any(container.image for pod in self.pods for container in pod.containers)

    @property
    def company(self) -> ResourceSet | Manifest:
        """What it is applied with: its set, else its file."""
        tree: Manifest = self.document.tree
        return self.set if self.set is not None else tree

    def around(self, *kinds: str) -> list[Resource]:
        """Return the objects of some kinds that are applied with it, at least those of its file."""
        found = self.company.kinds
        return [other for kind in kinds for other in found.get(kind, ())]

    def at(self, *path: str) -> Scalar | Text:
        """Return where to underline what is missing at a path: its deepest key that is there, else the grip."""
        return self.node.grip(*path) or self.grip

    def forget(self) -> None:
        """Take apart what its containers say in shared facts, which no rule on another object asks for."""
        for pod in self.pods:
            for container in pod.containers:
                for script in container.scripts:
                    script.commands.clear()
                container.scripts = ()
                vars(container).pop("shared", None)


class Pod:
    """A pod, or the template of pods in an object. ``key`` is the object's kind.

    ``metadata`` and ``spec`` are those of the template; ``outer`` is a spec around it that holds for all pods of the
    object. ``kind`` says how it runs: Pod, Deployment, Job ...
    """

    key = ""

    def __init__(self, resource: Resource, metadata: Mapping, spec: Mapping, grip: Scalar | None) -> None:
        self.resource = resource
        self.metadata = metadata
        self.spec = spec
        self.kind = self.key = resource.kind
        self._grip = grip
        self.containers: tuple[PodContainer, ...] = ()
        self.outer = EMPTY

    @property
    def grip(self) -> Text | Scalar:
        """What to underline for the pod as a whole: the key of its spec."""
        return self._grip if self._grip is not None else self.resource.grip

    @property
    def span(self) -> Span:
        """The grip's place."""
        return self.grip.span

    @property
    def called(self) -> str:
        """How to call the pod in a message: by the object that runs it."""
        return self.resource.called

    @property
    def labels(self) -> Mapping:
        """The labels of the template."""
        return self.metadata.mapping("labels")

    @property
    def annotations(self) -> Mapping:
        """The annotations of the template."""
        return self.metadata.mapping("annotations")

    @property
    def security(self) -> Mapping:
        """``securityContext`` of the pod, or what holds where it has none."""
        return self.spec.mapping("securityContext") or self.outer.mapping("securityContext")

    @property
    def main(self) -> tuple[PodContainer, ...]:
        """The containers that run side by side for as long as the pod does."""
        return tuple(container for container in self.containers if container.role in ("main", "sidecar"))

    @once
    def volumes(self) -> dict[str, Mapping]:
        """The volumes by name."""
        found = {}
        for volume in self.spec.mappings("volumes"):
            name = volume.text("name")
            if name is not None:
                found[str(name)] = volume
        return found

    @once
    def windows(self) -> bool:
        """Tell whether the pod is for Windows nodes."""
        selector = self.spec.mapping("nodeSelector")
        systems = (self.spec.mapping("os").text("name"), selector.text("kubernetes.io/os"))
        return "windows" in systems or self.spec.mapping("securityContext").has("windowsOptions")

    def at(self, *path: str) -> Scalar | Text:
        """Return where to underline what is missing at a path of the spec."""
        return self.spec.grip(*path) or self.grip


class PodContainer:
    """A container of a pod. ``key`` and ``role`` are main, init, sidecar (an init container that goes on) or ephemeral.

    ``shared`` is the same container as a fact of ``hullmark.model``, and ``scripts`` are what it runs; both are there
    while the facts of its object are read.
    """

    key = ""
    shared: Container
    scripts: tuple[Script, ...] = ()

    def __init__(self, pod: Pod, node: Mapping, role: str) -> None:
        self.pod = pod
        self.node = node
        self.role = self.key = role
        self.name = node.text("name")
        self.image = node.text("image")

    @property
    def grip(self) -> Text | Scalar:
        """What to underline for the container as a whole: its name, else its image, else its first key."""
        if self.name is not None:
            return self.name
        if self.image is not None:
            return self.image
        return next(iter(self.node))[0] if self.node else self.pod.grip

    @property
    def span(self) -> Span:
        """The grip's place."""
        return self.grip.span

    @property
    def called(self) -> str:
        """How to call the container in a message."""
        return f"container {self.name}" if self.name is not None else "the container"

    @property
    def security(self) -> Mapping:
        """The container's own ``securityContext``."""
        return self.node.mapping("securityContext")

    def effective(self, *path: str) -> Node | None:
        """Return a field of the security context: the container's own, else the pod's where that is inherited."""
        own = self.security.find(*path)
        if _said(own):
            return own
        if path[0] in INHERITED and not self.security.has(path[0]):
            inherited = self.pod.security.find(*path)
            return inherited if _said(inherited) else None
        return None

    def effective_scalar(self, *path: str) -> Scalar | None:
        """Return the effective field where it is a scalar."""
        found = self.effective(*path)
        return found if isinstance(found, Scalar) else None

    def amount(self, kind: str, name: str) -> Text | None:
        """Return an entry of ``resources``: kind is limits or requests, name is cpu, memory, ephemeral-storage ..."""
        return self.node.mapping("resources", kind).text(name)

    @property
    def words(self) -> list[Text]:
        """The words of ``command`` and ``args``, which Kubernetes runs one behind the other."""
        return self.node.texts("command") + self.node.texts("args")

    def at(self, *path: str) -> Scalar | Text:
        """Return where to underline what is missing at a path: its deepest key that is there, else the grip."""
        return self.node.grip(*path) or self.grip


def _said(node: Node | None) -> bool:
    """Tell whether a value is there and not null."""
    return node is not None and not (isinstance(node, Scalar) and node.null)


class ResourceSet:
    """Objects that are applied together: those of a directory of plain manifests."""

    def __init__(self, resources: list[Resource]) -> None:
        self.resources = resources
        self.kinds = by_kind(resources)
        self._pods: dict[str | None, list[Pod]] = {}
        for resource in resources:
            resource.set = self

    def of(self, *kinds: str) -> list[Resource]:
        """Return the objects of these kinds, in all namespaces."""
        return [resource for kind in kinds for resource in self.kinds.get(kind, ())]

    @once
    def running(self) -> list[Resource]:
        """The objects that have pods."""
        return [resource for resource in self.resources if resource.pods]

    @once
    def consumers(self) -> dict[str, Resource]:
        """The first object of each namespace that takes from what the namespace may have."""
        found: dict[str, Resource] = {}
        for resource in self.resources:
            if resource.pods or resource.kind == "PersistentVolumeClaim":
                found.setdefault(resource.namespace or "default", resource)
        return found

    def beside(self, resource: Resource, *kinds: str) -> list[Resource]:
        """Return the objects of these kinds in the namespace of another object, that object left out."""
        return [
            other for other in self.of(*kinds)
            if other is not resource and same_namespace(other.namespace, resource.namespace)
        ]

    def pods_beside(self, resource: Resource) -> list[Pod]:
        """Return the pod templates in the namespace of an object."""
        namespace = resource.namespace
        name = (namespace or "default") if namespace is None or namespace.known else None
        if name not in self._pods:
            self._pods[name] = [
                pod for other in self.running if same_namespace(other.namespace, namespace) for pod in other.pods
            ]
        return self._pods[name]


def by_kind(resources: list[Resource]) -> dict[str, list[Resource]]:
    """Return objects by their kind."""
    found: dict[str, list[Resource]] = {}
    for resource in resources:
        found.setdefault(resource.kind, []).append(resource)
    return found


def same_namespace(one: Text | None, other: Text | None) -> bool:
    """Tell whether two namespaces are, or may be, the same: none is ``default``, one with a placeholder is any."""
    if one is not None and not one.known or other is not None and not other.known:
        return True
    return (one or "default") == (other or "default")


class Manifest:
    """A parsed file: its YAML and the objects in it.

    ``settings`` are mappings of the configuration of k3s and RKE2, which are no objects and of no kind.
    """

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self.resources: list[Resource] = []
        self.settings: list[Resource] = []

    @once
    def kinds(self) -> dict[str, list[Resource]]:
        """The objects by their kind."""
        return by_kind(self.resources)

    @property
    def span(self) -> Span:
        """The first character."""
        return Span(0, min(1, len(self.stream.text)))

    def close(self) -> None:
        """Take apart what refers to itself; nothing of the tree may be used afterwards."""
        for resource in (*self.resources, *self.settings):
            resource.forget()
            for pod in resource.pods:
                for container in pod.containers:
                    vars(container).clear()
                vars(pod).clear()
            vars(resource).clear()
        self.resources.clear()
        self.settings.clear()
