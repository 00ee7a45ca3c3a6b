"""The capabilities of Linux, by what they give away. Source: capabilities(7) and the defaults of the runtimes."""

from __future__ import annotations

#: What Docker, containerd and CRI-O leave to a container that says nothing.
DEFAULTS = frozenset((
    "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "NET_RAW",
    "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
))
#: Those with which a process becomes root on the host, and what each of them does.
HOST = {
    "ALL": "holds every capability there is",
    "SYS_ADMIN": "mounts file systems and changes namespaces",
    "SYS_MODULE": "loads code into the kernel",
    "SYS_RAWIO": "writes to the host's memory and devices",
    "SYS_BOOT": "restarts the host or boots another kernel",
    "SYS_PTRACE": "reads and changes the memory of other processes",
    "DAC_READ_SEARCH": "reads every file of the host",
    "BPF": "runs programs in the kernel",
    "PERFMON": "observes the kernel and all processes",
    "MAC_ADMIN": "changes the rules of AppArmor and SELinux",
    "MAC_OVERRIDE": "passes by the rules of AppArmor and SELinux",
}
