"""Check our own rules of writing; each message names the cure, and `# rule: reason` on the line grants an exception."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from statistics import median

ROOT = Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
PACKAGES = ("izanau_protocol", "izanau_site", "izanau_desktop")
MODULE_LINES, FUNCTION_LINES = 400, 40

CURES = {
    "plain-timer": "a QTimer outlives its page: take the one that background.py gives, it ends with its owner",
    "process-events": "processEvents lets anything happen in the middle of this: split the work, or ask background.py",
    "nested-exec": "a nested event loop re-enters: use open() or show() and a signal",
    "print": "results go through click.echo, all else through logging",
    "clock": "time and ids come from izanau_protocol.ambient, so that tests rule them",
    "unseen-in-tr": "lupdate sees nothing but literals: give tr() the words themselves",
    "swallowed": "an error may not vanish: make it a Problem, log it, or say after `# rule:` why it is none",
    "literal-colour": "take the colour from the token table, or it is wrong in the other theme",
    "untranslated": "people read this: wrap it in tr() and translate it",
    "f-string-in-tr": "lupdate cannot see an f-string: tr('… %1') or tr('… {name}').format(name=…)",
    "opening-sentence": "open the module with one sentence on what it is for, ending in a full stop",
    "bare-ignore": "say after it, on the same line, why this is ignored",
    "long-module": f"over {MODULE_LINES} lines: cut it by what its parts are for, or name it in [tool.izanau.long] with the reason",
    "long-function": f"over {FUNCTION_LINES} lines: name its steps, or list it in [tool.izanau.long] with the reason",
    "idle-exception": "[tool.izanau.long] names what is not there or no longer so long: take the line out",
}
NAMES = {"processEvents": "process-events", "print": "print", "suppress": "swallowed"}
CLOCK = re.compile(
    r"^((datetime\.)?(datetime\.(now|utcnow|today)|date\.today)|time\.(time|monotonic|perf_counter)(_ns)?|(uuid\.)?uuid[147]"
    r"|os\.urandom|secrets\.\w+|random\.(?!Random$)\w+)$"  # a Random with a seed of its own rules itself
)
OWN_CLOCK = ("izanau_protocol/ambient.py", "izanau_desktop/tour/")
"""The source itself; and the tour, which stands outside of the program like a person, with a real clock."""
COLOUR = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b|\b(?:rgb|hsl|hsv)a?\(", re.IGNORECASE)
SHOWING = re.compile(
    r"^(set(Text|ToolTip|WindowTitle|Title|PlaceholderText|AccessibleName|AccessibleDescription|StatusTip|WhatsThis|Label"
    r"|HtmlText|PlainText|InformativeText)|addRow|addAction|addTab|addMenu|showMessage"
    r"|QLabel|QPushButton|QToolButton|QAction|QGroupBox|QCheckBox|QRadioButton|QMenu)$"
)
FIRST = frozenset(
    {"label", "button", "Paragraph", "Notice", "Card", "Chip", "set_words", "set_title", "addItem", "insertItem"}
)
"""Our own parts: their first argument is words, the next ones are looks, tones and icons."""
REST = frozenset({"EmptyState"})
"""What begins with the name of an icon."""
QCOLOR = re.compile(r"\bQColor(\.from\w+)?$")
WORDS = frozenset({"text", "title", "words"})
IGNORE = re.compile(r"#\s*(noqa(:[\sA-Z0-9,]+)?|type:\s*ignore(\[[^]]*\])?|pragma:\s*no\s*\w+)\s*$")


def name_of(node: ast.expr) -> str:
    """The dotted name of a call's function, as far as it has one: `datetime.now`, `exec`."""
    if isinstance(node, ast.Attribute):
        return f"{name_of(node.value)}.{node.attr}".lstrip(".")
    return node.id if isinstance(node, ast.Name) else ""


def has_letters(node: ast.expr) -> bool:
    """Whether an argument is, or is put together from, literal words."""
    if isinstance(node, ast.JoinedStr | ast.BinOp):
        parts = node.values if isinstance(node, ast.JoinedStr) else [node.left, node.right]
        return any(has_letters(part) for part in parts)
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and any(c.isalpha() for c in node.value)


def origins(tree: ast.Module) -> dict[str, str]:
    """What the names stand for that a module imports: `dt` for `datetime`, `monotonic` for `time.monotonic`."""
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {one.asname: one.name for one in node.names if one.asname}
        elif isinstance(node, ast.ImportFrom):
            found |= {one.asname or one.name: f"{node.module}.{one.name}" for one in node.names}
    return found


def shown(node: ast.Call, last: str) -> list[ast.expr]:
    """The arguments of a call that people read."""
    named = [keyword.value for keyword in node.keywords if keyword.arg in WORDS]
    if SHOWING.match(last):
        return [*node.args, *named]
    if last in REST:
        return [*node.args[1:], *named]
    if last == "addItem" and len(node.args) == 3:  # icon, words, data
        return node.args[1:2]
    asked = [
        a.body for a in (*node.args, *(k.value for k in node.keywords)) if isinstance(a, ast.Lambda) and not a.args.args
    ]
    return [*node.args[:1], *named, *asked] if last in FIRST else asked


def broken_by_call(node: ast.Call, path: str, known: dict[str, str]) -> Iterator[str]:
    """The rules that one call breaks."""
    name = name_of(node.func)
    last = name.rsplit(".", 1)[-1]
    head, dot, tail = name.partition(".")
    if (name == "QTimer" or name.startswith(("QTimer.", "QtCore.QTimer"))) and "/background" not in path:
        yield "plain-timer"
    if last in {"exec", "exec_"} and "." in name and path != "izanau_desktop/running.py":
        yield "nested-exec"
    if CLOCK.match(known.get(head, head) + dot + tail) and not path.startswith(OWN_CLOCK):
        yield "clock"
    if last in NAMES:
        yield NAMES[last]
    if QCOLOR.search(name) and any(isinstance(a, ast.Constant) for a in node.args) and not path.endswith("/tokens.py"):
        yield "literal-colour"
    if path.startswith("izanau_desktop") and "/tour/" not in path and any(map(has_letters, shown(node, last))):
        yield "untranslated"
    if last in {"tr", "translate"} and any(isinstance(a, ast.JoinedStr | ast.BinOp) for a in node.args[:2]):
        yield "f-string-in-tr"
    elif last == "tr" and not isinstance(node.args[0] if node.args else None, ast.Constant):
        yield "unseen-in-tr"


def swallows(node: ast.ExceptHandler) -> bool:
    """Whether a handler does nothing, or puts a plain value where the answer should have come."""
    plain = (ast.Constant, ast.Dict, ast.List, ast.Tuple)
    return all(
        isinstance(s, ast.Pass | ast.Continue)
        or (
            isinstance(s, ast.Expr | ast.Assign | ast.AnnAssign)
            and isinstance(s.value, plain)
            and not any_name(s.value)
        )
        for s in node.body
    )


def any_name(value: ast.expr) -> bool:
    """Whether a value is made from what is known, so that nothing got lost."""
    return any(isinstance(node, ast.Name) for node in ast.walk(value))


def broken_by_code(tree: ast.Module, path: str) -> Iterator[tuple[int, str]]:
    """The rules of the packages that a module breaks, with the lines."""
    coloured = path.startswith("izanau_desktop") and not path.endswith("/tokens.py")
    known = origins(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from ((node.lineno, rule) for rule in broken_by_call(node, path, known))
        elif isinstance(node, ast.ExceptHandler) and swallows(node):
            yield node.lineno, "swallowed"
        elif isinstance(node, ast.Constant) and coloured and COLOUR.search(str(node.value)):
            yield node.lineno, "literal-colour"


def functions(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef | ast.AsyncFunctionDef, int]]:
    """Each function with its length in lines, its docstring not counted."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node, span(node) - (span(node.body[0]) if ast.get_docstring(node) else 0)


def span(node: ast.stmt) -> int:
    """How many lines a statement takes."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def check(file: Path, exceptions: set[str], lengths: list[int]) -> Iterator[str]:
    """All that is wrong in one file, as lines for a terminal; what was excepted is taken out of `exceptions`."""
    path = file.relative_to(ROOT).as_posix()
    source = file.read_text(encoding="utf-8")
    lines, tree = source.splitlines(), ast.parse(source)
    broken = [(number, "bare-ignore") for number, line in enumerate(lines, 1) if IGNORE.search(line)]
    if not (ast.get_docstring(tree) or "").split("\n\n")[0].rstrip().endswith((".", "?")):
        broken.append((1, "opening-sentence"))
    long = {path: (1, "long-module")} if len(lines) > MODULE_LINES else {}
    for node, length in functions(tree):
        lengths.append(length)
        if length > FUNCTION_LINES:
            long[f"{path}:{node.name}"] = (node.lineno, "long-function")
    broken += [place for name, place in long.items() if name not in exceptions]
    exceptions -= set(long)
    if path.startswith(PACKAGES):
        broken += broken_by_code(tree, path)
    for number, rule in sorted(set(broken)):
        if not re.search(r"# rule: \w+\W+\w+", lines[number - 1] if lines else ""):
            yield f"{path}:{number}: {rule}: {CURES[rule]}"


def main() -> int:
    """Check every module of the project; tell the lengths; 1 when a rule is broken."""
    exceptions = set(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["izanau"]["long"])
    files = [f for d in (*PACKAGES, "tools", "tests", "bench") for f in sorted((ROOT / d).rglob("*.py"))]
    files = [f for f in files if not f.is_relative_to(ROOT / "izanau_desktop/forms")]
    lengths: list[int] = []
    found = [message for file in files for message in check(file, exceptions, lengths)]
    found += [f"pyproject.toml: {name}: idle-exception: {CURES['idle-exception']}" for name in sorted(exceptions)]
    figures = f"functions: median {median(lengths):.0f}, p90 {sorted(lengths)[len(lengths) * 9 // 10]}, longest {max(lengths)} lines"
    sys.stdout.write(
        "\n".join([*found, f"{len(files)} modules, {len(lengths)} {figures}; {len(found)} rules broken"]) + "\n"
    )
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
