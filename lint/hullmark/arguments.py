"""The command line's grammar. Imported by everything that starts: nothing heavy here."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any
from typing import NoReturn

from hullmark import __version__
from hullmark.finding import PROFILES
from hullmark.finding import SEVERITIES
from hullmark.report import REPORTERS

EXIT_CODES = """exit codes:
  0  nothing found at or above --fail-on
  1  findings at or above --fail-on
  2  wrong usage or configuration, or a file that could not be analysed
  3  hullmark, or an installed pack, failed
"""


class Help(argparse.RawDescriptionHelpFormatter):
    """Help as wide as the terminal, which argparse asks shutil for: its import takes 2 ms of each run."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


def _columns() -> int:
    """Return how wide the terminal is."""
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal() and int(said):
        return int(said)
    try:
        return os.get_terminal_size(1).columns or 80
    except OSError:
        return 80


class Parser(argparse.ArgumentParser):
    """An argument parser that suggests the nearest option or command."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"formatter_class": Help, **options})

    def error(self, message: str) -> NoReturn:
        """Print one line and exit with 2."""
        sys.stderr.write(f"{self.prog}: {message}{self._hint(message)}\n")
        sys.exit(2)

    def _hint(self, message: str) -> str:
        from hullmark.ids import hint

        word = message.rpartition(": ")[2].split(" (choose")[0].split()
        if "unrecognized arguments" in message:
            wrong = next((item for item in word if item.startswith("-")), "").partition("=")[0]
            return hint(wrong, self.known) if wrong else ""
        if "invalid choice" in message and word:
            choices = message.partition("(choose from ")[2].rstrip(")").replace("'", "").split(", ")
            return hint(word[0].strip("'"), choices)
        return ""

    known: tuple[str, ...] = ()


def _ids(text: str) -> tuple[str, ...]:
    return tuple(item for item in text.replace(",", " ").split() if item)


def _add_selection(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("rules", "An ID is a slug, a family, a category or another tool's id.")
    group.add_argument("--profile", choices=PROFILES, help="which rules run (default: default)")
    for name, text in (
        ("--select", "run these rules only"),
        ("--extend-select", "run these rules too"),
        ("--ignore", "leave these rules out"),
    ):
        group.add_argument(name, type=_ids, action="extend", default=[], metavar="ID,...", help=text)


def build() -> Parser:
    """Return the parser."""
    parser = Parser("hullmark", description="Lint what ships in containers.", allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"hullmark {__version__}")
    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", required=True, parser_class=Parser, prog="hullmark"
    )
    _check(commands)
    rules = commands.add_parser("rules", help="list the rules", allow_abbrev=False)
    _add_selection(rules)
    rules.add_argument("--format", choices=("text", "json"), default="text", help="how to print them")
    explain = commands.add_parser("explain", help="say what a rule is about", allow_abbrev=False)
    explain.add_argument("id", metavar="ID", help="a slug, or another tool's id such as DL3007")
    completion = commands.add_parser("completion", help="print a completion script", allow_abbrev=False)
    completion.add_argument("shell", choices=("bash", "zsh"))
    for command in (parser, *commands.choices.values()):
        command.known = tuple(option for action in command._actions for option in action.option_strings)
    parser.known += commands.choices["check"].known
    return parser


def _check(commands: Any) -> None:
    check = commands.add_parser("check", help="lint files and folders", allow_abbrev=False, epilog=EXIT_CODES)
    check.add_argument("paths", nargs="*", default=["."], metavar="PATH", help="files and folders; - reads stdin")
    _add_selection(check)
    output = check.add_argument_group("output")
    output.add_argument("--format", default="text", metavar="FORMAT", help=f"{', '.join(REPORTERS)} (default: text)")
    output.add_argument("--output", metavar="FILE", help="write the report there instead of to stdout")
    output.add_argument("--statistics", action="store_true", help="count the findings by rule instead of listing them")
    output.add_argument("--color", choices=("auto", "always", "never"), default="auto")
    output.add_argument("--show-suppressed", action="store_true", help="list suppressed findings too")
    run = check.add_argument_group("run")
    run.add_argument(
        "--fail-on", choices=(*SEVERITIES, "never"), help="exit with 1 from this severity on (default: warning)"
    )
    run.add_argument("--no-suppressions", action="store_true", help="honour no comment that silences findings")
    run.add_argument("--no-cache", action="store_true", help="remember no results, and use none of earlier runs")
    run.add_argument("--config", metavar="FILE", help="use this configuration for all files")
    run.add_argument("--isolated", action="store_true", help="use no configuration file")
    run.add_argument("--exclude", action="append", default=[], metavar="PATTERN", help="leave out, as in .gitignore")
    run.add_argument("--force-exclude", action="store_true", help="leave out also paths that are named")
    run.add_argument(
        "--project", action="store_true", help="take the files that are named for all that is deployed together"
    )
    run.add_argument("--stdin-filename", metavar="NAME", default="Dockerfile", help="what stdin is called")
    run.add_argument("--jobs", type=int, default=0, metavar="N", help="processes (default: one per core)")
    run.add_argument("--max-size", type=int, default=0, metavar="BYTES", help="the largest file that is read")
