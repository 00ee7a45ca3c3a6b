"""Switches of tools that have no rule of their own: certificate verification, and signatures of packages.

Sources: the manual pages and ``--help`` of each tool, as of 2026.
"""

from __future__ import annotations

from hullmark_containers.switches import ANY
from hullmark_containers.switches import OFF
from hullmark_containers.switches import ON
from hullmark_containers.switches import Table
from hullmark_containers.switches import merged

_KUBE = frozenset(("--insecure-skip-tls-verify", "--kubelet-insecure-tls", "--kube-insecure-skip-tls-verify"))
_IMAGES = frozenset((
    "--tls-verify=false", "--src-tls-verify=false", "--dest-tls-verify=false", "--src-tls-verify=0",
    "--dest-tls-verify=0", "--tls-verify=0",
))
_INSECURE = frozenset(("--insecure",))
_BROWSER = frozenset(("--ignore-certificate-errors",))
_END = r"(?=\s|$)"
_APT = r"((?:-o)?Acquire::https::(?:\S+::)?Verify-(?:Peer|Host)=[\"']?(?:false|no|0)\b)"
_JAVA = r"(?:-Dmaven\.wagon\.http\.ssl\.(?:insecure|allowall)=true|-Dtrust_all_cert\S*)"

CLOUD = Table(
    options={
        "ansible-galaxy": frozenset(("--ignore-certs", "-c")),
        "argocd": frozenset(("--insecure", "--insecure-skip-tls-verify")),
        "aws": frozenset(("--no-verify-ssl",)),
        "buildah": _IMAGES,
        "cf": frozenset(("--skip-ssl-validation",)),
        "chromium": _BROWSER,
        "chromium-browser": _BROWSER,
        "cosign": frozenset(("--allow-insecure-registry",)),
        "crane": _INSECURE,
        "deno": frozenset(("--unsafely-ignore-certificate-errors",)),
        "docker": frozenset(("--tlsverify=false", "--tls-verify=false")),
        "etcdctl": frozenset(("--insecure-skip-tls-verify",)),
        "executor": frozenset(("--skip-tls-verify", "--skip-tls-verify-pull")),
        "google-chrome": _BROWSER,
        "grpcurl": frozenset(("-insecure", "--insecure")),
        "helm": _KUBE,
        "kubectl": _KUBE,
        "mc": _INSECURE,
        "metrics-server": _KUBE,
        "nomad": frozenset(("-tls-skip-verify",)),
        "oc": _KUBE,
        "oras": _INSECURE,
        "podman": _IMAGES,
        "rclone": frozenset(("--no-check-certificate",)),
        "s3cmd": frozenset(("--no-check-certificate", "--no-ssl-check-certificate")),
        "skopeo": _IMAGES,
        "subscription-manager": _INSECURE,
        "trivy": _INSECURE,
        "vault": frozenset(("-tls-skip-verify", "--tls-skip-verify")),
    },
    words={
        "gcloud": rf"(auth/disable_ssl_validation[ =](?:true|1)){_END}",
        "grpcurl": rf"(-insecure){_END}",
        "lftp": r"(ssl:verify-certificate[ =]/?(?:no|false|off))\b",
        "nomad": rf"(-tls-skip-verify){_END}",
        "vault": rf"(-tls-skip-verify){_END}",
    },
    variables={
        "ADAL_PYTHON_SSL_NO_VERIFY": ON,
        "ANSIBLE_GALAXY_IGNORE": ON,
        "AZURE_CLI_DISABLE_CONNECTION_VERIFICATION": ON,
        "CLOUDSDK_AUTH_DISABLE_SSL_VALIDATION": ON,
        "CONSUL_HTTP_SSL_VERIFY": OFF,
        "CURL_INSECURE": ON,
        "ETCDCTL_INSECURE_SKIP_TLS_VERIFY": ON,
        "HELM_KUBEINSECURE_SKIP_TLS_VERIFY": ON,
        "KUBERNETES_TRUST_CERTIFICATES": ON,
        "LDAPTLS_REQCERT": frozenset(("never", "allow")),
        "MC_INSECURE": ON,
        "NOMAD_SKIP_VERIFY": ON,
        "PERL_LWP_SSL_VERIFY_HOSTNAME": OFF,
        "RCLONE_NO_CHECK_CERTIFICATE": ON,
        "SSL_NO_VERIFY": ON,
        "SSL_VERIFY": OFF,
        "TLS_VERIFY": OFF,
        "TRIVY_INSECURE": ON,
        "VAULT_SKIP_VERIFY": ON,
        "VERIFY_SSL": OFF,
    },
    text=(
        r"\binsecure[-_]skip[-_](?:tls[-_])?verify[\"']?\s*[:=]\s*true\b|\bInsecureSkipVerify\s*[:=]\s*true\b"
        r"|^[ \t]*TLS_REQCERT[ \t]+(?:never|allow)\b|\bvalidate_certs\s*[:=]\s*(?:no|false)\b"
        r"|\b(?:skip[-_]?tls[-_]?verify|tls[-_]?skip[-_]?verify)[\"']?\s*[:=]\s*true\b"
    ),
    marks=(
        "insecure", "tls_reqcert", "validate_certs", "skiptlsverify", "skip_tls_verify", "skip-tls-verify",
        "tlsskipverify", "tls_skip_verify", "tls-skip-verify",
    ),
)

PACKAGES = Table(
    options={
        "apk": frozenset(("--no-check-certificate",)),
        "go": frozenset(("-insecure",)),
    },
    words={
        **dict.fromkeys(("apt", "apt-get", "aptitude"), _APT),
        **dict.fromkeys(("conda", "mamba", "micromamba"), rf"(ssl_verify[ =](?:false|no|0)){_END}"),
        "bundle": rf"(ssl_verify_mode[ =](?:0|none)){_END}",
        "composer": rf"(disable-tls[ =](?:true|1)|secure-http[ =](?:false|0)){_END}",
        "go": rf"(GOINSECURE=\S+){_END}",
        **dict.fromkeys(("gradle", "java", "mvn", "mvnw"), rf"({_JAVA}){_END}"),
    },
    variables={
        "BUNDLE_SSL_VERIFY_MODE": frozenset(("0", "none")),
        "COMPOSER_DISABLE_TLS": ON,
        "CONDA_SSL_VERIFY": OFF,
        "GOFLAGS": r"(?:^|\s)-insecure\b",
        "GOINSECURE": ANY,
        **dict.fromkeys(("GRADLE_OPTS", "JAVA_OPTS", "JAVA_TOOL_OPTIONS", "MAVEN_ARGS", "MAVEN_OPTS"), _JAVA),
    },
    text=(
        r"\bVerify-(?:Peer|Host)\s+[\"']?(?:false|no|0)\b[\"']?|:ssl_verify_mode:\s*0\b|\bVERIFY_NONE\b"
        r"|^[ \t]*ssl_verify\s*:\s*(?:false|no)\b|[\"']disable-tls[\"']\s*:\s*true|[\"']secure-http[\"']\s*:\s*false"
        r"|\bmaven\.wagon\.http\.ssl\.(?:insecure|allowall)=true|\ballowInsecureProtocol\s*=\s*true"
    ),
    marks=(
        "verify-peer", "verify-host", "ssl_verify", "verify_none", "disable-tls", "secure-http", "maven.wagon.http.ssl",
        "allowinsecureprotocol",
    ),
)

WINDOWS = Table(
    text=r"-SkipCertificateCheck\b|\bServerCertificateValidationCallback\s*=\s*\{\s*\$true|\bTrustAllCertsPolicy\b",
    marks=("-skipcertificatecheck", "servercertificatevalidationcallback", "trustallcertspolicy"),
)

TLS = merged(CLOUD, PACKAGES, WINDOWS)

SIGNATURES = Table(
    options={
        "choco": frozenset(("--allow-empty-checksums", "--allow-empty-checksums-secure", "--ignore-checksums")),
        "debootstrap": frozenset(("--no-check-gpg",)),
        "dpkg": frozenset(("--force-bad-verify", "--force-bad-verify-sig")),
        "flatpak": frozenset(("--no-gpg-verify",)),
        "nix": frozenset(("--no-require-sigs", "--no-check-sigs")),
        "ostree": frozenset(("--no-gpg-verify",)),
        "snap": frozenset(("--dangerous",)),
        "winget": frozenset(("--ignore-security-hash",)),
        "zypper": frozenset(("--no-gpg-checks", "--no-gpgcheck", "--allow-unsigned-rpm", "-G")),
    },
    words={
        "add-apt-repository": r"(\[[^\]]{0,200}\b(?:trusted|allow-insecure)=yes\b[^\]]{0,200}\])",
        "nix": rf"(require-sigs[ =]false){_END}",
    },
    text=(
        r"\[[^\]\n]{0,200}\b(?:trusted|allow-insecure)=yes\b[^\]\n]{0,200}\](?:[ \t]*(?:file|copy):)?"
        r"|^[ \t]*Trusted:[ \t]*yes\b"
        r"|(?:^[ \t]*|(?<=[\"']))(?:Local|Remote)?(?:File)?SigLevel[ \t]*=[^#\n]*\b(?:Never|TrustAll)\b"
        r"|-SkipPublisherCheck\b"
    ),
    marks=("trusted=yes", "allow-insecure=yes", "trusted:", "siglevel", "-skippublishercheck"),
)
