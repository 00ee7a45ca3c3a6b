"""The facts of a manifest, in the order of the file: shared ones, and the format's own."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Clash
from hullmark.model import Container
from hullmark.model import Decoded
from hullmark.model import File
from hullmark.model import FileReference
from hullmark.model import Image
from hullmark.model import Mount
from hullmark.model import PlainEntrance
from hullmark.model import Port
from hullmark.model import RemoteReference
from hullmark.model import Repeated
from hullmark.model import Route
from hullmark.model import Security
from hullmark.model import User
from hullmark.model import Variable
from hullmark.model import Workload
from hullmark.model import parse_image
from hullmark.plugin import Document
from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import Wanted
from hullmark.shell.commands import parse_exec
from hullmark.shell.facts import ScriptFacts
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar
from hullmark.yaml import Violation

from hullmark_kubernetes.controlplane.clusterfiles import arguments_of
from hullmark_kubernetes.controlplane.clusterfiles import components_of
from hullmark_kubernetes.controlplane.commandlines import MARK
from hullmark_kubernetes.controlplane.commandlines import component_of
from hullmark_kubernetes.controlplane.components import Component
from hullmark_kubernetes.environment import pairs
from hullmark_kubernetes.environment import repeated
from hullmark_kubernetes.hostpaths import mounts_of
from hullmark_kubernetes.ingresses import route_of
from hullmark_kubernetes.kustomizations import fetched_by
from hullmark_kubernetes.kustomizations import named_by
from hullmark_kubernetes.redirects import entrances_of
from hullmark_kubernetes.resources import resources_of
from hullmark_kubernetes.secrets import decoded
from hullmark_kubernetes.secrets import entries
from hullmark_kubernetes.tree import Manifest
from hullmark_kubernetes.tree import Pod
from hullmark_kubernetes.tree import PodContainer
from hullmark_kubernetes.tree import Resource
from hullmark_kubernetes.validation import violations_of
from hullmark_kubernetes.workloads import PROBES

_APPARMOR = "container.apparmor.security.beta.kubernetes.io/"
_SECCOMP = "container.seccomp.security.alpha.kubernetes.io/"
_SECCOMP_POD = "seccomp.security.alpha.kubernetes.io/pod"
#: What the old annotations say, in the words of the fields that replaced them.
_PROFILES = {"runtime/default": "RuntimeDefault", "docker/default": "RuntimeDefault", "unconfined": "Unconfined"}
#: What ``imagePullPolicy`` says, in the words of Compose.
_PULLS = {"Always": "always", "IfNotPresent": "missing", "Never": "never"}
#: What ``mountPropagation`` says, in the words of the kernel.
_PROPAGATIONS = {"Bidirectional": "shared", "HostToContainer": "slave"}


def facts(tree: Manifest, document: Document, wanted: Wanted) -> Iterator[object]:
    """Yield the facts that some rule reads: an object, then its pods, then their containers with what they say."""
    reader = _Reader(wanted)
    schema = wanted(Violation)
    components = wanted(Component) and MARK.search(document.text) is not None
    clashes = wanted(Clash)
    entrances = wanted(PlainEntrance)
    yield tree.stream
    for resource in tree.resources:
        yield resource
        if schema:
            yield from violations_of(resource, document.options)
        if components:
            yield from components_of(resource)
        if resource.kind in ("ConfigMap", "Secret"):
            yield from reader.data(resource)
        elif resource.kind == "Ingress" and wanted(Route):
            yield from route_of(resource)
        elif resource.kind in ("Kustomization", "Component"):
            if wanted(FileReference):
                yield from named_by(resource.node)
            if wanted(RemoteReference):
                yield from fetched_by(resource.node)
        if entrances:
            yield from entrances_of(resource)
        if reader.variables:
            yield from _annotations(resource.annotations)
        for pod in resource.pods:
            if reader.variables and pod.annotations is not resource.annotations:
                yield from _annotations(pod.annotations)
            workload = workload_of(pod)
            yield workload
            yield pod
            if clashes:
                yield from clashes_of(pod)
            for container in pod.containers:
                container.shared = container_of(container, workload)
                yield container.shared
                yield container
                yield from reader.container(container)
                component = component_of(container) if components else None
                if component is not None:
                    yield component
        if reader.mounts:
            yield from mounts_of(resource)
        resource.forget()
    for settings in tree.settings if components else ():
        yield from arguments_of(settings, settings.node)
    yield tree


def _annotations(annotations: Mapping) -> Iterator[Variable]:
    for key, value in annotations:
        if isinstance(value, Scalar) and not value.null:
            yield Variable(Span(key.start, max(value.span.end, key.end)), key.text, value.text, "annotation")


def workload_of(pod: Pod) -> Workload:
    """Return the pod as a shared fact."""
    spec = pod.spec
    sysctls = tuple(
        (name, entry.text("value"))
        for entry in spec.mappings("securityContext", "sysctls")
        if (name := entry.text("name")) is not None
    )
    return Workload(
        pod.span, pod.kind, pod.resource.name, spec.flag("hostNetwork"), spec.flag("hostPID"), spec.flag("hostIPC"),
        _host_users(pod), sysctls, pod.resource.namespace == "kube-system",
        spec.text("restartPolicy") or Text("Always", pod.span, editable=False), pod.resource.partial,
    )


def clashes_of(pod: Pod) -> Iterator[Clash]:
    """Yield the names of containers and volumes of a pod, and the mount paths of a container, that stand twice."""
    yield from _clashes("container", [container.node.text("name") for container in pod.containers])
    yield from _clashes("volume", [volume.text("name") for volume in pod.spec.mappings("volumes")])
    for container in pod.containers:
        mounts = container.node.mappings("volumeMounts")
        yield from _clashes("mount path", [mount.text("mountPath") for mount in mounts])


def _clashes(kind: str, names: list[Text | None]) -> Iterator[Clash]:
    seen: dict[str, Text] = {}
    for name in names:
        if name is not None and name.known:
            first = seen.setdefault(str(name), name)
            if first is not name:
                yield Clash(name.span, kind, name, first.span)


def _host_users(pod: Pod) -> Text | None:
    """Tell whether user accounts are those of the node: by default, unless the pod can have no others."""
    said = pod.spec.flag("hostUsers")
    if said is not None or pod.windows or any(volume.has("nfs") for volume in pod.volumes.values()):
        return said
    return Text("true", pod.span, editable=False)


def container_of(container: PodContainer, workload: Workload) -> Container:
    """Return a container as a shared fact, with what it takes over from its pod."""
    image = image_of(container)
    return Container(
        container.span, container.name, container.role, True, image, user_of(container), None, "run",
        security_of(container), resources_of(container), workload, tuple(pairs(container.node.mappings("env"))),
    )


def image_of(container: PodContainer) -> Image | None:
    """Return the image of a container, None where it names none, or a blank that a trigger of OpenShift fills in."""
    if container.image is None or not container.image.strip():
        return None
    policy = container.node.text("imagePullPolicy")
    if policy is not None:
        policy = policy.substitute(_PULLS.get(str(policy), ""), policy.known)
    return parse_image(container.image, "run")._replace(pull_policy=policy)


def user_of(container: PodContainer) -> User | None:
    """Return the account that a container runs as, None where only the image says."""
    account = container.effective_scalar("runAsUser")
    group = container.effective_scalar("runAsGroup")
    if account is None or account.style or container.pod.windows:
        name = container.effective_scalar("windowsOptions", "runAsUserName")
        return User(name.span, name.text, None, None) if name is not None else None
    return User(account.span, None, account.text, group.text if group is not None else None)


def security_of(container: PodContainer) -> Security | None:
    """Return what a container may do, None on Windows, where the API takes none of this."""
    if container.pod.windows:
        return None
    own = container.security
    return Security(
        container.at("securityContext").span,
        own.flag("privileged"),
        own.flag("allowPrivilegeEscalation"),
        own.flag("readOnlyRootFilesystem"),
        _capabilities(own, "add"),
        _capabilities(own, "drop"),
        profile_of(container, "seccompProfile", _SECCOMP),
        profile_of(container, "appArmorProfile", _APPARMOR),
        own.text("procMount"),
        container.at("securityContext", "capabilities", "drop").span,
        tuple(
            word.substitute(_PROPAGATIONS.get(str(word), "private"), word.known)
            for mount in container.node.mappings("volumeMounts")
            if (word := mount.text("mountPropagation")) is not None
        ),
    )


def _capabilities(security: Mapping, kind: str) -> tuple[Text, ...]:
    """Return capabilities in upper case, without ``CAP_``, underlining them as written."""
    found = []
    for text in security.texts("capabilities", kind):
        name = text.upper().removeprefix("CAP_")
        found.append(text if name == text else text.substitute(name, text.known))
    return tuple(found)


def profile_of(container: PodContainer, field: str, annotation: str) -> Text | None:
    """Return the kind of a seccomp or AppArmor profile: from its field, or from the annotation that it replaced."""
    kind = container.effective_scalar(field, "type")
    if kind is not None:
        return kind.text
    pod = container.pod
    name = container.name or ""
    for holder in (pod.annotations, pod.resource.annotations):
        value = holder.text(annotation + name)
        if value is None and annotation == _SECCOMP:
            value = holder.text(_SECCOMP_POD)
        if value is not None:
            profile = "Localhost" if value.startswith("localhost/") else str(value)
            return value.substitute(_PROFILES.get(profile, profile), value.known)
    return None


class _Reader:
    """Turns containers and objects into shared facts, those that are wanted."""

    def __init__(self, wanted: Wanted) -> None:
        self.images = wanted(Image)
        self.variables = wanted(Variable)
        self.repeated = wanted(Repeated)
        self.ports = wanted(Port)
        self.mounts = wanted(Mount)
        self.files = wanted(File)
        self.decoded = wanted(Decoded)
        self.scripts = ScriptFacts(wanted)

    def container(self, container: PodContainer) -> Iterator[object]:
        """Yield what a container says."""
        shared = container.shared
        if self.images and shared.image is not None:
            yield shared.image._replace(container=shared)
        if self.variables:
            for entry in container.node.mappings("env"):
                name, value = entry.text("name"), entry.get("value")
                if name is not None and isinstance(value, Scalar):
                    yield Variable(entry.span, name, value.text, "env", shared)
        if self.repeated:
            yield from repeated(container.node.mappings("env"))
        if self.ports:
            for entry in container.node.mappings("ports"):
                number = entry.text("containerPort")
                if number is not None:
                    yield Port(number.span, number, None, entry.text("protocol"), None, shared)
        if self.scripts:
            for words, use in _scripts(container):
                span = Span(words[0].span.start, max(word.span.end for word in words))
                if words[0].startswith("-") and shared.image is not None:
                    words.insert(0, _entry_point(shared.image))
                script = parse_exec(tuple(words), span, use, shared, _Lookup(container))
                container.scripts += (script,)
                yield from self.scripts.of(script)

    def data(self, resource: Resource) -> Iterator[object]:
        """Yield the entries of a ConfigMap or a Secret: a value of several lines is a file."""
        for key, value, encoded in entries(resource):
            kind = "config" if resource.kind == "ConfigMap" else "secret"
            text = decoded(value.literal) if encoded else value.literal
            if self.decoded and encoded and not text.editable:
                yield Decoded(text)
            if "\n" in text.rstrip("\n"):
                if self.files:
                    yield File(value.span, key.text, text, kind=kind)
            elif self.variables:
                entry = Span(key.start, max(value.span.end, key.end))
                yield Variable(entry, key.text, text, kind)


def _scripts(container: PodContainer) -> Iterator[tuple[list[Text], str]]:
    """Yield the words of what a container runs, and when."""
    node = container.node
    words = _literals(node, "command") + _literals(node, "args")
    if words:
        yield words, "start"
    script = node.scalar("script")
    if script is not None:
        yield [script.literal.substitute("sh"), script.literal.substitute("-c"), script.literal], "start"
    for hook in ("postStart", "preStop"):
        words = _literals(node.mapping("lifecycle", hook, "exec"), "command")
        if words:
            yield words, "start"
    for probe in PROBES:
        words = _literals(node.mapping(probe, "exec"), "command")
        if words:
            yield words, "health"


def _entry_point(image: Image) -> Text:
    """Return the program of an image that is only given options: by custom it is called as the image is."""
    return image.name.substitute(image.name.rpartition("/")[2], image.name.known)


def _literals(node: Mapping, key: str) -> list[Text]:
    """Return the words of a command; what looks like a placeholder in a script is the shell's."""
    return [item.literal for item in node.sequence(key) if isinstance(item, Scalar)]


class _Lookup:
    """Looks up a variable of a container."""

    def __init__(self, container: PodContainer) -> None:
        self.entries = container.node.mappings("env")

    def __call__(self, name: str) -> Text | None:
        for entry in reversed(self.entries):
            if entry.text("name") == name:
                return entry.text("value")
        return None
