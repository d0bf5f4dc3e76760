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
    "swallowed": "an error may not vanish: make it a Problem, log it, or say after `# rule:` why it is none",
    "literal-colour": "take the colour from the token table, or it is wrong in the other theme",
    "untranslated": "people read this: wrap it in tr() and translate it",
    "f-string-in-tr": "lupdate cannot see an f-string: tr('… %1') or tr('… {name}').format(name=…)",
    "opening-sentence": "open the module with one sentence on what it is for, ending in a full stop",
    "bare-ignore": "say after the code, in a comment of its own, why this is ignored",
    "long-module": f"over {MODULE_LINES} lines: cut it by what its parts are for, or name it in [tool.izanau.long] with the reason",
    "long-function": f"over {FUNCTION_LINES} lines: name its steps, or list it in [tool.izanau.long] with the reason",
}
NAMES = {"processEvents": "process-events", "print": "print", "suppress": "swallowed"}
CLOCK = re.compile(r"^(datetime\.)?(datetime\.(now|utcnow|today)|date\.today|time\.time|(uuid\.)?uuid[147])$")
COLOUR = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b|\b(?:rgb|hsl|hsv)a?\(", re.IGNORECASE)
SHOWING = re.compile(
    r"^(set(Text|ToolTip|WindowTitle|Title|PlaceholderText|AccessibleName|AccessibleDescription|StatusTip|WhatsThis|Label"
    r"|HtmlText|PlainText|InformativeText)|addRow|addAction|addTab|addMenu|showMessage"
    r"|QLabel|QPushButton|QToolButton|QAction|QGroupBox|QCheckBox|QRadioButton|QMenu)$"
)
IGNORE = re.compile(r"#\s*(noqa(:[\sA-Z0-9,]+)?|type:\s*ignore(\[[^]]*\])?)\s*$")


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


def broken_by_call(node: ast.Call, path: str) -> Iterator[str]:
    """The rules that one call breaks."""
    name = name_of(node.func)
    last = name.rsplit(".", 1)[-1]
    first = node.args[0] if node.args else None
    if (name == "QTimer" or name.startswith(("QTimer.", "QtCore.QTimer"))) and "/background" not in path:
        yield "plain-timer"
    if last in {"exec", "exec_"} and "." in name and path != "izanau_desktop/app.py":
        yield "nested-exec"
    if CLOCK.match(name) and not path.endswith("/ambient.py"):
        yield "clock"
    if last in NAMES:
        yield NAMES[last]
    if last == "QColor" and isinstance(first, ast.Constant) and not path.endswith("/tokens.py"):
        yield "literal-colour"
    if (
        path.startswith("izanau_desktop")
        and SHOWING.match(last)
        and any(has_letters(argument) for argument in node.args)
    ):
        yield "untranslated"
    if last in {"tr", "translate"} and any(isinstance(a, ast.JoinedStr | ast.BinOp) for a in node.args[:2]):
        yield "f-string-in-tr"


def broken_by_code(tree: ast.Module, path: str) -> Iterator[tuple[int, str]]:
    """The rules of the packages that a module breaks, with the lines."""
    coloured = path.startswith("izanau_desktop") and not path.endswith("/tokens.py")
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from ((node.lineno, rule) for rule in broken_by_call(node, path))
        elif isinstance(node, ast.ExceptHandler) and all(isinstance(s, ast.Pass | ast.Continue) for s in node.body):
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


def check(file: Path, exceptions: dict[str, str], lengths: list[int]) -> Iterator[str]:
    """All that is wrong in one file, as lines for a terminal."""
    path = file.relative_to(ROOT).as_posix()
    source = file.read_text(encoding="utf-8")
    lines, tree = source.splitlines(), ast.parse(source)
    broken = [(number, "bare-ignore") for number, line in enumerate(lines, 1) if IGNORE.search(line)]
    if not (ast.get_docstring(tree) or "").split("\n\n")[0].rstrip().endswith((".", "?")):
        broken.append((1, "opening-sentence"))
    if len(lines) > MODULE_LINES and path not in exceptions:
        broken.append((1, "long-module"))
    for node, length in functions(tree):
        lengths.append(length)
        if length > FUNCTION_LINES and f"{path}:{node.name}" not in exceptions:
            broken.append((node.lineno, "long-function"))
    if path.startswith(PACKAGES):
        broken += broken_by_code(tree, path)
    for number, rule in sorted(set(broken)):
        if not re.search(r"# rule: \w+\W+\w+", lines[number - 1] if lines else ""):
            yield f"{path}:{number}: {rule}: {CURES[rule]}"


def main() -> int:
    """Check every module of the project; tell the lengths; 1 when a rule is broken."""
    exceptions = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["izanau"]["long"]
    files = [f for d in (*PACKAGES, "tools", "tests", "bench") for f in sorted((ROOT / d).rglob("*.py"))]
    files = [f for f in files if not f.is_relative_to(ROOT / "izanau_desktop/forms")]
    lengths: list[int] = []
    found = [message for file in files for message in check(file, exceptions, lengths)]
    figures = f"functions: median {median(lengths):.0f}, p90 {sorted(lengths)[len(lengths) * 9 // 10]}, longest {max(lengths)} lines"
    sys.stdout.write(
        "\n".join([*found, f"{len(files)} modules, {len(lengths)} {figures}; {len(found)} rules broken"]) + "\n"
    )
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
