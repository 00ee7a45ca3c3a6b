"""Ways to hand a shell to somebody on the network.

Source: the cheat sheets of PayloadsAllTheThings and revshells.com, read in November 2026. Each entry is one expression,
or several that must all be found in one script. No expression has a repeat inside of a repeat.
"""

from __future__ import annotations

import re

from hullmark.plugin import pattern

_FOLDER = r"(?:/[\w/.-]{0,40}/)?"
_NAME = r"(?:ba|da|z|k|a|c|tc|fi)?sh\b"
_SHELL = _FOLDER + _NAME
_NETWORK = _FOLDER + r"(?:nc|ncat|netcat|nc\.\w+|telnet|socat|openssl\s+s_client)\b"
_OPTIONS = r"(?:\s+-\w+){0,4}"

#: What gives each of the ways away, in lower case: a script without any of these is not looked at further.
HINTS = (
    "/dev/tcp/", "/dev/udp/", "/inet/tcp/", "/inet/udp/", "socat", "telnet", "s_client", "tcpclient", "tcplistener",
    "msfvenom", "socket", "fsockopen", "child_process",
)
#: Further ones, whose letters stand in many words.
NETCATS = ("nc ", "nc.", "ncat", "netcat")
NETCAT = pattern(r"\bn(?:c|cat|etcat)\b")

#: Name of the way, and the expressions.
WAYS: tuple[tuple[str, tuple[re.Pattern[str], ...]], ...] = tuple(
    (name, tuple(pattern(expression) for expression in expressions))
    for name, *expressions in (
        ("a shell tied to /dev/tcp",
         r"(?<![\w.-])" + _NAME + _OPTIONS + r"\s*(?:\d?>&?|&>|\d?<>?)\s*/dev/(?:tcp|udp)/"),
        ("a shell tied to /dev/tcp", r"\d<>\s*/dev/(?:tcp|udp)/", _NAME + _OPTIONS + r"\s*(?:\d?[<>]&\s*\d)"),
        ("a shell tied to /dev/tcp", r"\d<>\s*/dev/(?:tcp|udp)/", r"read\s[^\n;]{0,40};\s*do\s+(?:eval\s+)?[\"']?\$"),
        ("netcat that starts a shell",
         r"\bn(?:c|cat|etcat)(?:\.\w+)?\s[^\n|;&]{0,200}?(?:-\w*[ec]|--exec|--sh-exec)[\s=]+[\"']?"
         rf"(?:{_SHELL}|cmd\b|powershell)"),
        ("a shell between two ends of a pipe to the network",
         rf"\|\s*{_SHELL}{_OPTIONS}(?:\s*2>&1)?\s*\|\s*{_NETWORK}"),
        ("a shell fed by a listening netcat",
         rf"\bn(?:c|cat|etcat)\s[^\n|;&]{{0,80}}?-\w*l[^\n|;&]{{0,80}}\|\s*{_SHELL}"),
        ("socat that starts a shell", r"socat\b", r"(?i)\b(?:exec|system):[\"']?" + _SHELL,
         r"(?i)\b(?:tcp|udp|ssl|openssl)"),
        ("a Python socket tied to a shell", r"python", r"socket", r"os\.dup2|pty\.spawn", r"connect|bind"),
        ("a Perl socket tied to a shell", r"perl", r"(?i)socket", r"exec\s*[({]?\s*[\"']?" + _SHELL),
        ("a Ruby socket tied to a shell", r"ruby", r"TCPSocket|TCPServer", r"exec|popen|IO\.popen"),
        ("a PHP socket tied to a shell", r"fsockopen", r"\b(?:exec|shell_exec|system|passthru|popen|proc_open)\s*\("),
        ("a Node socket tied to a shell", r"child_process", r"net\.(?:Socket|connect|createConnection|createServer)",
         r"[\"']" + _SHELL),
        ("an awk socket", r"/inet/(?:tcp|udp)/0/", r"getline"),
        ("a PowerShell socket tied to a shell", r"(?i)tcpclient|tcplistener", r"(?i)getstream",
         r"(?i)\biex\b|invoke-expression|cmd\.exe"),
        ("a payload of msfvenom", r"msfvenom\s[^\n]{0,200}?-p\s*\S*?(?:reverse|bind|shell|meterpreter)"),
    )
)


def found(text: str) -> tuple[str, re.Match[str]] | None:
    """Return the first way that fits a text, by its name, and where it begins to show."""
    lowered = text.lower()
    if not NETCAT.search(lowered) and not any(hint in lowered for hint in HINTS):
        return None
    for name, expressions in WAYS:
        first = expressions[0].search(text)
        if first is not None and all(expression.search(text) for expression in expressions[1:]):
            return name, first
    return None
