"""Daemons that an image seldom needs, by what they do, and the rules about them.

Sources: the package indexes of Debian 13, Alpine 3.22 and Fedora 43, as known in November 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hullmark.model import Command
from hullmark.plugin import DAEMONS
from hullmark.plugin import DEFAULT
from hullmark.plugin import ERROR
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Rule
from hullmark.plugin import documented
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_containers.daemonkinds import Kind

#: What CMD or ENTRYPOINT runs, the word behind exec and the like.
_MAIN = pattern(r"(?im)^[ \t]*(?:CMD|ENTRYPOINT)[ \t]+(?:\[[ \t]*\"|exec[ \t]+|[\"'])?(?:[\w.-]*/){0,9}([\w.-]+)")


class Daemon(NamedTuple):
    """One line of the table: ``does`` completes "NAME ...", ``called`` are words by which a folder names such a server.

    ``programs`` and ``packages`` are names in small letters with blanks between them.
    """

    slug: str
    title: str
    does: str
    why: str
    instead: str
    programs: str
    packages: str
    called: str = ""
    severity: str = WARNING
    profile: str = DEFAULT

    @property
    def kind(self) -> Kind:
        """The programs, packages and services."""
        programs = frozenset(self.programs.split())
        return Kind(programs, {"": frozenset(self.packages.split())}, programs)


DAEMON_TABLE = (
    Daemon(
        "telnet-daemon", "A telnet server is in the image", "takes passwords in clear text",
        "names and passwords can be read on the way, and logins of that kind are tried all day.",
        "get into a container with ``docker exec`` or ``kubectl exec``.",
        "telnetd in.telnetd utelnetd", "telnetd telnetd-ssl inetutils-telnetd telnet-server", "telnet", ERROR,
    ),
    Daemon(
        "remote-shell-legacy-daemon", "A server for rsh, rlogin or rexec is in the image",
        "trusts whoever claims a name",
        "these protocols send everything in clear text and believe the address of the caller.",
        "get into a container with ``docker exec`` or ``kubectl exec``.",
        "rshd in.rshd rlogind in.rlogind rexecd in.rexecd in.fingerd talkd",
        "rsh-server rsh-redone-server rwho rwhod talkd finger-server fingerd efingerd", "rsh", ERROR,
    ),
    Daemon(
        "ftp-daemon", "An FTP or TFTP server is in the image", "sends names, passwords and files in clear text",
        "names, passwords and files can be read and changed on the way; TFTP asks for no password at all.",
        "serve files over HTTPS, or by SSH in a container of its own.",
        "vsftpd proftpd pure-ftpd ftpd in.ftpd tftpd in.tftpd atftpd",
        "vsftpd proftpd proftpd-basic proftpd-core pure-ftpd pure-ftpd-common ftpd inetutils-ftpd tftpd tftpd-hpa"
        " atftpd tftp-server",
        "ftp ftpd tftp pxe",
    ),
    Daemon(
        "inetd-daemon", "A super-server is in the image", "starts other servers, of which the platform sees none",
        "it starts a server for each connection, mostly old ones in clear text, beside what the container is for.",
        "run one server for each container, and let the platform pass its port on.",
        "xinetd inetd", "xinetd inetutils-inetd openbsd-inetd rinetd", "inetd xinetd ctf",
    ),
    Daemon(
        "mail-daemon", "A mail server is beside the application", "is a mail server of its own, with a queue to lose",
        "it needs root, keeps a queue that is lost with the container, and mail from its address is refused by most.",
        "hand mail to a relay outside, by SMTP with TLS; for programs that want sendmail msmtp is enough.",
        "postfix exim exim4 sendmail opensmtpd smtpd dovecot",
        "postfix sendmail sendmail-bin exim exim4 exim4-base exim4-daemon-light exim4-daemon-heavy opensmtpd nullmailer"
        " courier-mta courier-imap courier-pop dovecot dovecot-core dovecot-imapd dovecot-pop3d cyrus-imapd",
        "mail mailserver smtp imap mta relay", profile=STRICT,
    ),
    Daemon(
        "file-sharing-daemon", "A file server is in the image", "shares files with the network",
        "it needs rights of the host, and what it shares is open to whatever reaches its ports.",
        "mount a volume of the platform.",
        "smbd nmbd afpd netatalk", "samba samba-server netatalk lighttpd-mod-webdav", "samba smb nas share timemachine",
    ),
    Daemon(
        "rpc-daemon", "A port mapper, NIS or NFS server is in the image", "answers RPC from the network",
        "these services need the host's kernel and many ports, and amplify attacks on others.",
        "mount a volume of the platform; nfs-common alone mounts one.",
        "rpcbind rpc.mountd rpc.nfsd rpc.statd ypbind ypserv portmap",
        "rpcbind portmap nfs-kernel-server nfs-server ypserv nis", "nfs ganesha nis",
    ),
    Daemon(
        "snmp-daemon", "An SNMP agent is in the image", "tells the network about the machine",
        "with versions 1 and 2c whoever knows a word that is sent in clear text reads it; it sees the container only.",
        "let the platform measure, or offer metrics over HTTP.",
        "snmpd snmptrapd", "snmpd snmptrapd net-snmp", "snmp",
    ),
    Daemon(
        "syslog-daemon", "A syslog daemon is in the image", "keeps logs where the platform does not see them",
        "what it writes stays in the container and goes with it, and it mostly needs root.",
        "write to standard output and let the platform collect it.",
        "rsyslogd syslog-ng syslogd klogd",
        "rsyslog syslog-ng syslog-ng-core inetutils-syslogd sysklogd busybox-syslogd",
        "syslog log logs logging rsyslog", profile=STRICT,
    ),
    Daemon(
        "network-infrastructure-daemon", "A DNS, DHCP, time or discovery server is in the image",
        "serves the network beside what the container is for",
        "names and time are the platform's; such servers need root and answer whatever reaches them.",
        "use what the platform gives, or run the server in a container of its own.",
        "named dnsmasq unbound dhcpd ntpd chronyd avahi-daemon cupsd networkmanager",
        "bind9 dnsmasq unbound isc-dhcp-server kea ntp chrony openntpd avahi-daemon cups network-manager"
        " networkmanager wpasupplicant wpa_supplicant",
        "dns bind bind9 dhcp ntp pxe chrony cups print avahi mdns", profile=STRICT,
    ),
    Daemon(
        "remote-desktop-daemon", "A remote desktop is in the image", "gives a desktop to whoever reaches its port",
        "it is a way in with a password of its own or none, and brings hundreds of packages along.",
        "keep it out of what is deployed; for tests a virtual screen (``xvfb``) is enough.",
        "x11vnc xvnc vncserver tigervncserver xrdp websockify novnc",
        "x11vnc tigervnc-standalone-server tigervnc-server tightvncserver vnc4server novnc websockify xrdp x2goserver"
        " lightdm gdm3 ubuntu-desktop xubuntu-desktop",
        "vnc novnc desktop rdp xrdp guacamole selenium gui kasm", profile=STRICT,
    ),
    Daemon(
        "host-firewall-daemon", "A firewall or a watchman of hosts is in the image",
        "guards a host, which this is none",
        "it needs rights over the host's network, and sees nothing of what it is made for.",
        "limit traffic with a NetworkPolicy or the host's firewall, and scan images in the pipeline.",
        "fail2ban-server firewalld auditd",
        "fail2ban ufw firewalld iptables-persistent auditd aide rkhunter clamav-daemon",
        "fail2ban firewall clamav clamd antivirus",
    ),
    Daemon(
        "configuration-management-agent", "An agent that changes the configuration is in the image",
        "changes what was built",
        "an image that changes after it was built is none that was tested; agents run as root and ask the network.",
        "configure in the build, and build anew for each change.",
        "puppet chef-client salt-minion cf-agent cloud-init unattended-upgrade",
        "puppet puppet-agent chef salt-minion cfengine3 cloud-init landscape-client unattended-upgrades",
        "puppet chef salt saltstack", profile=STRICT,
    ),
    Daemon(
        "vpn-or-tunnel-daemon", "A VPN, a tunnel or an anonymiser is in the image",
        "opens a way past the platform's rules",
        "traffic in it passes every network policy unseen, in both directions.",
        "let the platform connect networks; where it must be, in a container of its own.",
        "openvpn charon tor privoxy ss-server v2ray xray frpc ngrok cloudflared chisel gost autossh sshuttle tailscaled"
        " zerotier-one",
        "openvpn strongswan xl2tpd tor privoxy shadowsocks-libev autossh sshuttle tailscale zerotier-one cloudflared"
        " ngrok",
        "vpn openvpn wireguard tor proxy tunnel socks privoxy tailscale", profile=STRICT,
    ),
)


def _documented(daemon: Daemon) -> str:
    """Write the documentation of a line."""
    packages = ", ".join(daemon.packages.split()[:6])
    return documented(
        daemon.title, why=daemon.why, instead=daemon.instead,
        flags=f"packages that hold one ({packages} and the like), and its program started beside another one.",
        not_flagged="an image that is for it: its only command, or by the name of its folder; stages that only build; a"
        " package that the same script removes again.",
        see="https://docs.docker.com/build/building/best-practices/#decouple-applications",
    )


def _is_for(path: str, words: str) -> bool:
    """Tell whether a file is by the name of a folder or its own for one of some servers."""
    parts = re.split(r"[^a-z0-9]+", path.lower())
    return not set(words.lower().split()).isdisjoint(parts)


def _declared(daemon: Daemon) -> Rule:
    """Make the rule of a line."""
    kind = daemon.kind
    names = f"{daemon.programs} {daemon.packages} {daemon.called}"

    def check(command: Command, context: Context) -> Iterator[Problem]:
        container = command.container
        if container is None or not container.ships or container.purpose == "run":
            return
        started = kind.started(command)
        found = list(kind.installed(command))
        if started is not None and sum(one.started is None for one in command.script.commands) > 1:
            found.append(started)
        if not found or _is_for(context.document.path, names):
            return
        if any(match[1] in kind.programs for match in _MAIN.finditer(context.document.text)):
            return
        for word in found:
            yield Problem(word, f"{word} {daemon.does}; most images do without")

    declare = rule(
        DAEMONS, daemon.severity, on=Command, when=kind.commands, hints=kind.hints, profile=daemon.profile,
        slug=daemon.slug,
    )
    return declare(check)


DOCS = {daemon.slug: _documented(daemon) for daemon in DAEMON_TABLE}
RULES = tuple(_declared(daemon) for daemon in DAEMON_TABLE)
