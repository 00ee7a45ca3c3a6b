"""Option tables of the programs that rules ask about, and arguments sorted by them.

The tables name only options that take a value as a separate argument; every other option is taken for a switch.
Sources: the manual pages of each program, read in 2026 (apt 2.9, apk-tools 2.14, dnf 4.19 and 5.2, zypper 1.14,
pip 25, npm 11, pnpm 10, yarn 1 and 4, RubyGems 3.6, go 1.24, cargo 1.85, curl 8.12, wget 1.25, shadow 4.17, git 2.48).
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from hullmark.deferred import pattern
from hullmark.text import Text

#: Programs that run the text behind ``-c`` or their input.
SHELLS = frozenset(("sh", "bash", "dash", "ash", "zsh", "ksh", "mksh", "rbash"))

_VERSIONED = pattern(r"(pip|python|pypy|ruby|gem|php|perl|easy_install|node|nodejs|lua|dnf)[-\d.]*")


class Option(NamedTuple):
    """One option: ``name`` with its dashes, its value if it has one, and the argument in which it is written."""

    name: str
    value: Text | None
    text: Text


class Arguments(NamedTuple):
    """The arguments of a command, sorted. ``subcommand`` is the first operand of a program that has subcommands."""

    subcommand: Text | None
    options: tuple[Option, ...]
    operands: tuple[Text, ...]

    def has(self, *names: str) -> bool:
        """Tell whether one of the options is given; ``--name=false`` and the like do not count."""
        return any(
            option.name in names and (option.value is None or option.value.lower() not in ("false", "no", "0"))
            for option in self.options
        )

    def option(self, *names: str) -> Option | None:
        """Return the last of the options with one of these names."""
        for option in reversed(self.options):
            if option.name in names:
                return option
        return None

    def value(self, *names: str) -> Text | None:
        """Return the value of the last of the options with one of these names."""
        option = self.option(*names)
        return option.value if option else None


class Spec(NamedTuple):
    """``short`` letters and ``long`` options take a value; ``words`` are long options with a single dash.

    ``subcommands`` tells that the first operand is a subcommand; ``stops`` that the first operand ends the options.
    """

    short: str = ""
    long: frozenset[str] = frozenset()
    subcommands: bool = False
    words: bool = False
    stops: bool = False


def _spec(short: str = "", long: str = "", *flags: str) -> Spec:
    names = frozenset(f"--{name}" for name in long.split())
    return Spec(short, names, "subcommands" in flags, "words" in flags, "stops" in flags)


_APT = _spec("tcoaP", "target-release default-release config-file option host-architecture build-profiles",
             "subcommands")
_DNF = _spec(
    "cdexR",
    "config debuglevel errorlevel installroot releasever setopt enablerepo disablerepo repo repoid exclude"
    " excludepkgs disableexcludes comment forcearch rpmverbosity advisory advisories cve cves bz bzs sec-severity"
    " downloaddir destdir color enableplugin disableplugin randomwait disableexcludepkgs from-repo",
    "subcommands",
)
_PIP = _spec(
    "rceitfdb",
    "requirement constraint editable index-url extra-index-url find-links target platform python-version"
    " implementation abi root prefix src upgrade-strategy global-option config-settings config-setting hash no-binary"
    " only-binary progress-bar root-user-action report log proxy retries timeout exists-action trusted-host cert"
    " client-cert cache-dir python keyring-provider build-option install-option group pypi-url index",
    "subcommands",
)
_GPG = _spec("oru", "keyserver recv-keyserver homedir output recipient local-user keyserver-options options"
             " no-default-keyring keyring batch-size passphrase passphrase-file passphrase-fd pinentry-mode"
             " trust-model status-fd logger-fd import-options export-options")
_NODE = _spec(
    "Cw",
    "registry loglevel prefix cache userconfig globalconfig workspace tag otp before omit include save-prefix dir"
    " filter store-dir reporter node-version fetch-retries fetch-timeout network-timeout mutex modules-folder cwd"
    " cache-folder use-yarnrc https-proxy proxy scope install-strategy cpu os libc network-concurrency"
    " virtual-store-dir lockfile-dir max-sockets location package",
    "subcommands",
)
_USERS = _spec(
    "bcdefgGkKpPRsuZ",
    "base-dir comment home-dir home expiredate inactive gid groups skel key password prefix root shell uid"
    " selinux-user ingroup firstuid lastuid firstgid lastgid gecos conf login move-home append-groups add-subuids",
)

_BUNDLE = _spec("j", "gemfile jobs path retry without with group", "subcommands")
_CONDA = _spec("ncpfr", "name channel prefix file solver root-prefix platform subdir relocate-prefix", "subcommands")
_GO = frozenset(
    "-C -p -asmflags -buildmode -compiler -covermode -coverpkg -exec -gccgoflags -gcflags -installsuffix -ldflags -mod"
    " -modfile -o -overlay -pgo -pkgdir -tags -toolexec --tags --ldflags --mod".split()
)

_KUBECTL = _spec("nfkols", "namespace filename kustomize output selector context cluster user kubeconfig server token"
                 " username password certificate-authority client-certificate client-key", "subcommands")
_SPECS: dict[str, Spec] = {
    "adduser": _spec("hgGsukbc", "home shell uid ingroup gid gecos firstuid lastuid conf comment firstgid lastgid"),
    "addgroup": _spec("g", "gid firstgid lastgid conf"),
    "apk": _spec(
        "Xptc",
        "repository root virtual arch keys-dir repositories-file wait cache-dir cache-max-age progress-fd"
        " timeout",
        "subcommands",
    ),
    "apt": _APT,
    "apt-get": _APT,
    "apt-key": _spec("", "keyserver keyring homedir keyserver-options", "subcommands"),
    "aptitude": _spec("tofFqSwd", "target-release default-release option display-format width sort", "subcommands"),
    "aria2c": _spec("doisxjkmtUl", "dir out input-file split max-connection-per-server log user-agent header"),
    "bun": _NODE,
    "bundle": _BUNDLE,
    "bundler": _BUNDLE,
    "cargo": _spec(
        "FjpZC", "version vers git branch tag rev path root index registry features target profile jobs package"
        " manifest-path config target-dir color", "subcommands",
    ),
    "chmod": _spec("", "reference"),
    "chown": _spec("", "reference from"),
    "chsh": _spec("sR", "shell root"),
    "composer": _spec("d", "working-dir prefer-install ignore-platform-req repository stability", "subcommands"),
    "conda": _CONDA,
    "cpanm": _spec("lLM", "local-lib local-lib-contained from mirror save-dists cpanfile with-feature"),
    "curl": _spec(
        "oHudeAbcmTxXwFEKYyzCrQPtDU",
        "output header user data data-raw data-binary data-urlencode referer user-agent cookie cookie-jar max-time"
        " upload-file proxy request write-out form cert config speed-limit speed-time time-cond continue-at range"
        " quote ftp-port telnet-option dump-header proxy-user connect-timeout retry retry-delay retry-max-time"
        " max-redirs limit-rate url cacert capath key cert-type key-type pass ciphers tls-max tls13-ciphers interface"
        " resolve connect-to noproxy socks5 socks5-hostname unix-socket oauth2-bearer json output-dir proto"
        " proto-default proto-redir pinnedpubkey crlfile engine doh-url dns-servers aws-sigv4 netrc-file"
        " create-file-mode max-filesize keepalive-time variable parallel-max stderr trace trace-ascii proxy-header"
        " preproxy",
    ),
    "debugpy": _spec("", "listen connect"),
    "dlv": _spec("l", "listen"),
    "dnf": _DNF,
    "doas": _spec("uCa", "", "stops"),
    "docker": _spec("H", "host config context log-level tlscacert tlscert tlskey", "subcommands"),
    "dotnet": _spec("", "version framework tool-path add-source configfile source verbosity", "subcommands"),
    "easy_install": _spec("fisdxab", "find-links index-url install-dir"),
    "gem": _spec("vnistP", "version bindir install-dir document source trust-policy platform build-root host"
                 " http-proxy key config-file", "subcommands"),
    "git": _spec(
        "cCbojm", "git-dir work-tree namespace branch origin depth reference separate-git-dir upload-pack template"
        " config jobs filter shallow-since shallow-exclude server-option super-prefix exec-path", "subcommands",
    ),
    "go": Spec("", _GO, True, True),
    "gpg": _GPG,
    "gpg2": _GPG,
    "groupadd": _spec("gKpRP", "gid key password root prefix"),
    "groupmod": _spec("gnpRP", "gid new-name password root prefix"),
    "helm": _spec("fn", "values set set-string namespace version repo kube-context kubeconfig username password"
                  " ca-file cert-file key-file", "subcommands"),
    "install": _spec("gmoSt", "group mode owner suffix target-directory context"),
    "kubectl": _KUBECTL,
    "luarocks": _spec("", "server only-server from tree local-tree lua-version lua-dir sign-key", "subcommands"),
    "mamba": _CONDA,
    "microdnf": _DNF,
    "micromamba": _CONDA,
    "npm": _NODE,
    "npx": _spec("pcw", "package call workspace registry cache", "stops"),
    "oc": _KUBECTL,
    "pacman": _spec("br", "dbpath root config cachedir gpgdir hookdir logfile arch color overwrite assume-installed"
                    " ignore ignoregroup print-format sysroot"),
    "passwd": _spec("inwxRS", "inactive mindays warndays maxdays root"),
    "pecl": _spec("D", "configureoptions", "subcommands"),
    "pip": _PIP,
    "pipx": _spec("i", "python index-url pip-args spec suffix fetch-missing-python global-option", "subcommands"),
    "pnpm": _NODE,
    "podman": _spec("", "connection identity log-level root runroot storage-driver url", "subcommands"),
    "ptvsd": _spec("", "host port"),
    "rdbg": _spec("", "host port"),
    "rpm": _spec("DErp", "define eval root dbpath rcfile macros prefix relocate excludepath queryformat qf pipe"),
    "rvm": _spec("", "", "subcommands"),
    "scp": _spec("cFiJloPSX"),
    "ssh": _spec("bcDeEFIiJlLmOopQRSWw", "", "stops"),
    "sudo": _spec("ughpCrtTUDR", "user group host prompt close-from role type chdir chroot", "stops"),
    "tar": _spec(
        "fCbTXIHgVKLNF", "file directory blocking-factor files-from exclude-from use-compress-program format"
        " listed-incremental label strip-components exclude transform xform owner group mode mtime one-top-level"
        " warning wildcards-match",
    ),
    "tdnf": _DNF,
    "unzip": _spec("dPx"),
    "useradd": _USERS,
    "usermod": _spec("cdefgGlpRsuvVwWZP", "comment home expiredate inactive gid groups login password root shell uid"
                     " prefix selinux-user"),
    "uv": _spec("rceitpb", "requirement requirements constraint constraints editable index-url extra-index-url"
                " find-links target prefix python default-index index cache-dir config-file directory project"
                " allow-insecure-host index-strategy link-mode resolution python-version", "subcommands"),
    "wget": _spec(
        "oaeiBtOTwQPUlADRIX", "output-file append-output execute input-file base tries output-document timeout wait"
        " quota directory-prefix user-agent level accept domains reject include-directories exclude-directories user"
        " password header referer post-data post-file method body-data body-file ca-certificate ca-directory"
        " certificate private-key http-user http-password proxy-user proxy-password limit-rate dns-timeout"
        " connect-timeout read-timeout waitretry bind-address prefer-family secure-protocol max-redirect progress"
        " start-pos default-page local-encoding remote-encoding restrict-file-names",
    ),
    "yarn": _NODE,
    "yum": _DNF,
    "zypper": _spec("Rctrp", "config root reposd-dir cache-dir type repo from installroot raw-cache-dir"
                    " solv-cache-dir pkg-cache-dir plus-repo plus-content", "subcommands"),
}
_DEFAULT = Spec()


@lru_cache(maxsize=1024)
def program_name(name: str) -> str:
    """Return the base name in lower case, without ``.exe`` and without the version of pip3.12, python3 and the like."""
    program = name.rsplit("/", 1)[-1].rsplit("\\", 1)[-1].lower()
    if program.endswith(".exe"):
        program = program[:-4]
    if program[-1:].isdigit():
        versioned = _VERSIONED.fullmatch(program)
        if versioned:
            return versioned[1]
    return "node" if program == "nodejs" else program


def parse_arguments(program: str, args: tuple[Text, ...]) -> Arguments:
    """Sort the arguments of a program; one without a table has only switches."""
    spec = _SPECS.get(program, _DEFAULT)
    options: list[Option] = []
    operands: list[Text] = []
    subcommand: Text | None = None
    position, count = 0, len(args)
    while position < count:
        arg = args[position]
        position += 1
        if arg == "--":
            operands += args[position:]
            break
        if len(arg) < 2 or arg[0] != "-":
            if spec.subcommands and subcommand is None:
                subcommand = arg
            elif spec.stops:
                operands += args[position - 1:]
                break
            else:
                operands.append(arg)
            continue
        if arg.startswith("--") or spec.words:
            equals = arg.find("=")
            if equals > 0:
                options.append(Option(arg[:equals], arg.part(equals + 1), arg))
            elif arg in spec.long and position < count:
                options.append(Option(str(arg), args[position], arg))
                position += 1
            else:
                options.append(Option(str(arg), None, arg))
            continue
        position = _short_group(arg, spec.short, args, position, options)
    return Arguments(subcommand, tuple(options), tuple(operands))


def _short_group(arg: Text, letters: str, args: tuple[Text, ...], position: int, options: list[Option]) -> int:
    """Split ``-yqo value`` into its options; return the position of the next argument."""
    for index in range(1, len(arg)):
        letter = arg[index]
        if letter in letters:
            if index + 1 < len(arg):
                value = arg.part(index + 2 if arg[index + 1] == "=" else index + 1)
                options.append(Option("-" + letter, value, arg))
            elif position < len(args):
                options.append(Option("-" + letter, args[position], arg))
                return position + 1
            else:
                options.append(Option("-" + letter, None, arg))
            return position
        if letter == "=":
            if options:
                options[-1] = options[-1]._replace(value=arg.part(index + 1))
            return position
        options.append(Option("-" + letter, None, arg))
    return position
