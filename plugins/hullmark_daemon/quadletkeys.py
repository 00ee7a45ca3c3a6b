"""The keys that the sections of Podman's units have. Source: podman-systemd.unit(5), Podman 4.4 to 5.7."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import hint
from hullmark.yaml import Scalar
from hullmark.yaml import Violation

from hullmark_daemon.unitfile import Section

_COMMON = "ContainersConfModule GlobalArgs PodmanArgs ServiceName"

_KEYS = {
    "Container": (
        "AddCapability AddDevice AddHost Annotation AppArmor AutoUpdate CgroupsMode ContainerName DNS DNSOption"
        " DNSSearch DropCapability Entrypoint Environment EnvironmentFile EnvironmentHost Exec ExposeHostPort GIDMap"
        " Group GroupAdd HealthCmd HealthInterval HealthLogDestination HealthMaxLogCount HealthMaxLogSize"
        " HealthOnFailure HealthRetries HealthStartPeriod HealthStartupCmd HealthStartupInterval"
        " HealthStartupRetries HealthStartupSuccess HealthStartupTimeout HealthTimeout HostName HttpProxy Image IP"
        " IP6 Label LogDriver LogOpt Mask Memory Mount Network NetworkAlias NoNewPrivileges Notify PidsLimit Pod"
        " PublishPort Pull ReadOnly ReadOnlyTmpfs ReloadCmd ReloadSignal RemapGid RemapUid RemapUidSize RemapUsers"
        " Retry RetryDelay Rootfs RunInit SeccompProfile Secret SecurityLabelDisable SecurityLabelFileType"
        " SecurityLabelLevel SecurityLabelNested SecurityLabelType ShmSize StartWithPod StopSignal StopTimeout"
        " SubGIDMap SubUIDMap Sysctl Timezone Tmpfs UIDMap Ulimit Unmask User UserNS VolatileTmp Volume WorkingDir"
    ),
    "Pod": (
        "AddHost DNS DNSOption DNSSearch ExitPolicy GIDMap HostName IP IP6 Label Network NetworkAlias PodName"
        " PublishPort RemapGid RemapUid RemapUidSize RemapUsers ShmSize StopTimeout SubGIDMap SubUIDMap UIDMap UserNS"
        " Volume"
    ),
    "Kube": (
        "AutoUpdate ConfigMap ExitCodePropagation KubeDownForce LogDriver Network PublishPort RemapGid RemapUid"
        " RemapUidSize RemapUsers SetWorkingDirectory UserNS Yaml"
    ),
    "Image": (
        "AllTags Arch AuthFile CertDir Creds DecryptionKey Image ImageTag OS Policy Retry RetryDelay TLSVerify Variant"
    ),
    "Build": (
        "Annotation Arch AuthFile BuildArg DNS DNSOption DNSSearch Environment File ForceRM GroupAdd IgnoreFile"
        " ImageTag Label Network Pull Retry RetryDelay Secret SetWorkingDirectory Target TLSVerify Variant Volume"
    ),
    "Volume": "Copy Device Driver Group Image Label Options Type User VolumeName",
    "Network": (
        "DisableDNS DNS Driver Gateway InterfaceName Internal IPAMDriver IPRange IPv6 Label NetworkDeleteOnStop"
        " NetworkName Options Subnet"
    ),
}
KEYS = {name: frozenset(f"{keys} {_COMMON}".split()) for name, keys in _KEYS.items()}
#: Keys of systemd's own sections that are easily put into the wrong one.
_SYSTEMD = frozenset((
    "After", "Before", "Description", "ExecStartPre", "ExecStartPost", "ExecStopPost", "Requires", "Restart",
    "RestartSec", "TimeoutStartSec", "WantedBy", "Wants",
))


def misplaced(section: Section) -> Iterator[Violation]:
    """Yield the keys that Podman does not know in a section: misspelt ones, and those of another section.

    A key that resembles none may be one of a newer version.
    """
    known = KEYS[section.name]
    elsewhere = _SYSTEMD.union(*KEYS.values())
    for entry in section.entries:
        key = str(entry.key)
        if key not in known and (key in elsewhere or hint(key, known)):
            node = Scalar("", entry.key.start, entry.key.end, key, "", "")
            expected = () if key in _SYSTEMD else tuple(sorted(known))
            yield Violation(node, "unknown", (str(section.name), key), expected, key)
