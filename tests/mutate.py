"""Does a fixture notice when its rule is wrong? Negate one condition of a rule, and its fixture must fail.

    python tests/mutate.py [--count 30] [--seed 1] [--pack hullmark_dockerfile] [SLUG ...]

A condition is the test of an ``if``, of a conditional expression or of a comprehension: in the module of the rule or,
where that has none or holds a table of rules, in it and the helpers of its pack, as far as the fixture reaches them.
What rules share may mean nothing to one of them: such a mutation is caught elsewhere where another's fixture fails.
Prints the survivors; exits with 1 if there is one.
"""

from __future__ import annotations

import argparse
import ast
import copy
import gc
import importlib
import random
import signal
import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from hullmark.config import Selection
from hullmark.fix import apply
from hullmark.fix import chosen
from hullmark.rule import Rule
from hullmark.rule import rules_of

from test_rules import BLOCKS
from test_rules import findings
from test_rules import installed
from test_rules import own_rules
from test_rules import select


def tree_of(module: str) -> ast.Module:
    """Return the syntax tree of an installed module."""
    path = importlib.import_module(module).__file__
    assert path is not None
    with open(path, encoding="utf-8") as stream:
        return ast.parse(stream.read())


def conditions(tree: ast.Module) -> Iterator[tuple[ast.AST, str, int]]:
    """Yield the places of conditions in functions: a node, the field that holds it, its index in a list or -1."""
    kinds = (ast.FunctionDef, ast.ClassDef)
    for node in (inner for outer in tree.body if isinstance(outer, kinds) for inner in ast.walk(outer)):
        if isinstance(node, (ast.If, ast.IfExp)):
            yield node, "test", -1
        elif isinstance(node, ast.comprehension):
            for index in range(len(node.ifs)):
                yield node, "ifs", index


def negated(tree: ast.Module, number: int) -> tuple[ast.Module, str]:
    """Return a copy of a tree with one of its conditions negated, and what that condition says."""
    changed = copy.deepcopy(tree)
    node, field, index = list(conditions(changed))[number]
    holder = getattr(node, field)
    test = holder if index < 0 else holder[index]
    inverse = ast.copy_location(ast.UnaryOp(ast.Not(), test), test)
    if index < 0:
        setattr(node, field, inverse)
    else:
        holder[index] = inverse
    return ast.fix_missing_locations(changed), f"line {test.lineno}: {ast.unparse(test)}"


def helpers(rule: Rule) -> list[str]:
    """Return the modules of its own pack that a rule imports."""
    pack = rule.module.partition(".")[0]
    return sorted({
        node.module
        for node in ast.walk(tree_of(rule.module))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(pack + ".")
        and not node.module.endswith((".tree", ".lexer", ".facts"))
    })


def candidates(rule: Rule) -> list[tuple[str, int]]:
    """Return the conditions of a rule: module and number."""
    own = [(rule.module, number) for number, _ in enumerate(conditions(tree_of(rule.module)))]
    alone = len(rules_of(vars(importlib.import_module(rule.module)))) == 1
    if own and alone:
        return own
    reached = lines_reached(rule)
    found = []
    for name in (*(() if alone else (rule.module,)), *helpers(rule)):
        path = importlib.import_module(name).__file__
        for number, (node, field, index) in enumerate(conditions(tree_of(name))):
            holder = getattr(node, field)
            if (path, (holder if index < 0 else holder[index]).lineno) in reached:
                found.append((name, number))
    return found


def lines_reached(rule: Rule) -> set[tuple[str, int]]:
    """Return the lines that run while the fixture of a rule is checked."""
    reached: set[tuple[str, int]] = set()

    def trace(frame: types.FrameType, event: str, argument: object) -> object:
        reached.add((frame.f_code.co_filename, frame.f_lineno))
        return trace

    forget()
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        passes(rule)
    finally:
        sys.settrace(before)
    return reached


def codes(code: types.CodeType) -> Iterator[types.CodeType]:
    """Yield the code of everything that is defined in some code, at any depth."""
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            yield inner
            yield from codes(inner)


@contextmanager
def mutated(place: tuple[str, int]) -> Iterator[str]:
    """Negate a condition in all functions that have it, closures too; yield what it says, and put it right again."""
    name, number = place
    changed, text = negated(tree_of(name), number)
    path = importlib.import_module(name).__file__ or ""
    new = {(code.co_qualname, code.co_firstlineno): code for code in codes(compile(changed, path, "exec"))}
    saved = [
        (function, function.__code__) for function in gc.get_objects()
        if isinstance(function, types.FunctionType) and function.__code__.co_filename == path
    ]
    forget()
    try:
        for function, code in saved:
            function.__code__ = new[code.co_qualname, code.co_firstlineno]
        yield f"{name.rpartition('.')[2]} {text}"
    finally:
        for function, code in saved:
            function.__code__ = code
        forget()


def forget() -> None:
    """Empty the caches of the packs' functions."""
    for name, module in list(sys.modules.items()):
        if name.startswith("hullmark_"):
            for member in list(vars(module).values()):
                if hasattr(member, "cache_clear"):
                    member.cache_clear()


def passes(rule: Rule) -> bool:
    """Tell whether the fixture of a rule passes with this version of it."""
    registry, ids = installed()
    if all(slug != rule.slug for slug, _ in BLOCKS):
        return False
    rules = tuple(rule if other.slug == rule.slug else other for other in registry.rules)
    for slug, block in BLOCKS:
        if slug != rule.slug:
            continue
        config = select((slug, "internal-error"), block.config).config
        found = findings(block.source, block, Selection(registry._replace(rules=rules), ids, config))
        real = {(f.line, f.column, f.end_column if f.end_line == f.line else None): f for f in found}
        drawn = {(e.line, e.column, e.end_column): e for e in block.expected}
        if len(found) != len(drawn) or real.keys() != drawn.keys():
            return False
        if not all(real[place].message.startswith(e.message) for place, e in drawn.items()):
            return False
        if any(e.severity and real[place].severity != e.severity for place, e in drawn.items()):
            return False
        for text, unsafe in ((block.fixed, False), (block.unsafe_fixed, True)):
            fixes = [f.fix for f in found if f.fix and (f.fix.safe or unsafe)]
            if text is not None and apply(block.source, chosen(fixes, unsafe)) != text:
                return False
    return True


class Stuck(BaseException):
    """A mutated loop does not end."""


def stop(number: int, frame: object) -> None:
    """Raise what nothing catches."""
    raise Stuck


def holds(rule: Rule) -> bool:
    """Tell whether the fixture of a rule passes in five seconds, and nothing breaks."""
    signal.signal(signal.SIGALRM, stop)
    signal.alarm(5)
    try:
        return passes(rule)
    except (Exception, Stuck):
        return False
    finally:
        signal.alarm(0)


@cache
def sharing(module: str) -> tuple[Rule, ...]:
    """Return the rules of the pack of a module, first those that it holds or helps."""
    pack = module.partition(".")[0]
    rules = [rule for rule in own_rules() if rule.module.partition(".")[0] == pack]
    return tuple(sorted(rules, key=lambda rule: module != rule.module and module not in helpers(rule)))


def main() -> int:
    """Mutate and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("slugs", nargs="*")
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pack", action="append", help="only rules of this package")
    parser.add_argument("--every", action="store_true", help="negate every condition of the rules, not one of each")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    rules = [rule for rule in own_rules() if not options.pack or rule.module.partition(".")[0] in options.pack]
    if options.slugs:
        rules = [rule for rule in rules if rule.slug in options.slugs]
    else:
        rules = chance.sample(rules, min(options.count, len(rules)))
    survivors = total = 0
    for rule in sorted(rules):
        assert passes(rule), f"the fixture of {rule.slug} fails as it is"
        places = candidates(rule)
        if not places:
            print(f"no condition {rule.slug}")
            continue
        for place in places if options.every else [chance.choice(places)]:
            total += 1
            with mutated(place) as text:
                found = "SURVIVED" if holds(rule) else "caught"
                if found == "SURVIVED" and not all(map(holds, sharing(place[0]))):
                    found = "elsewhere"
            survivors += found == "SURVIVED"
            print(f"{found:9} {rule.slug}: {text}")
    print(f"{total - survivors} of {total} mutations caught")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
