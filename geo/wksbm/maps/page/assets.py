"""The scripts and styles of the interactive page: Leaflet's from its package, and ours."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from graphlib import TopologicalSorter
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path

from rjsmin import jsmin  # type: ignore[import-untyped]

from wksbm.errors import ContentError, Problem
from wksbm.text import Text

_LEAFLET = ("XStatic-Leaflet", "xstatic/pkg/leaflet/data")
_CLUSTER = ("XStatic-Leaflet-MarkerCluster", "xstatic/pkg/leaflet_markercluster/data")
_UNPACKING, _MAP, _LATER = "begin.js", "app.js", "complete.js"
_MAP_STYLES = ("base.css", "head.css", "panels.css", "map.css", "legend.css")
_LATER_STYLES = ("tables.css", "findings.css", "tools.css")
_NARROW_STYLES = ("phone.css", "print.css")
_NEEDS = re.compile(r"^/\* needs (.*?) \*/$", re.DOTALL | re.MULTILINE)
_RULE_WITH_PICTURE = re.compile(r"[^{}]+\{[^{}]*url\([^{}]*\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_REMARK = re.compile(r"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*\n", re.DOTALL | re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+|^\n", re.MULTILINE)
_SPACE = re.compile(r"\s*([{};,])\s*|(?<=:)\s+")
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)


def scripts() -> tuple[str, ...]:
    """
    Return the scripts in the order in which they run: a check, unpacking, Leaflet, the map.

    Raises
    ------
    ContentError
        If the package that carries Leaflet is not complete.
    """
    return (
        _safe_script(_joined(["browser.js"])),
        _safe_script(_joined(_needed_by(_UNPACKING))),
        _safe_script(_packaged(*_LEAFLET, "leaflet.js")),
        _safe_script(_joined(_needed_by(_MAP, after=(_UNPACKING,)))),
    )


def later_script(more: str) -> str:
    """
    Return the script that the page runs once its map is drawn; it travels packed.

    Parameters
    ----------
    more
        What makes the cluster of points, run once its package is there and before our scripts.

    Raises
    ------
    ContentError
        If the package that carries the clusters is not complete.
    """
    clusters = _packaged(*_CLUSTER, "leaflet.markercluster.js")
    return "\n".join((clusters, more, _joined(_needed_by(_LATER, after=(_UNPACKING, _MAP)))))


def styles() -> tuple[str, ...]:
    """
    Return the style sheets of the page; rules of Leaflet that need a picture are left out.

    The last one is for narrow screens and for paper.

    Raises
    ------
    ContentError
        If the package that carries Leaflet is not complete.
    """
    leaflet = _COMMENT.sub("", _packaged(*_LEAFLET, "leaflet.css"))
    leaflet = _RULE_WITH_PICTURE.sub("", leaflet)
    return (_tight(leaflet), _sheet(_MAP_STYLES), _sheet(_NARROW_STYLES))


def later_style() -> str:
    """Return the style sheet that the page takes with its later script, before its last one."""
    return _tight(_lean(_packaged(*_CLUSTER, "MarkerCluster.css"))) + _sheet(_LATER_STYLES)


def skeleton() -> str:
    """Return the page without its content."""
    return _INDENT.sub("", _own("page.html"))


def csp_hash(text: str) -> str:
    """Return the source expression by which a Content-Security-Policy allows an inline text."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _own(name: str) -> str:
    return _unix((files("wksbm.maps.page") / "web" / name).read_text(encoding="utf-8"))


def _needed_by(script: str, *, after: tuple[str, ...] = ()) -> list[str]:
    """Order a script and what it needs, first what is needed; leave out what ran `after`."""
    needs: dict[str, list[str]] = {}
    waiting = [script]
    while waiting:
        name = waiting.pop()
        if name not in needs:
            needs[name] = _needs(name)
            waiting += needs[name]
    ran = {name for earlier in after for name in _needed_by(earlier)}
    return [name for name in TopologicalSorter(needs).static_order() if name not in ran]


def _needs(name: str) -> list[str]:
    found = _NEEDS.search(_own(name))
    return re.split(r",\s*", found[1]) if found else []


def _joined(names: Iterable[str]) -> str:
    script: str = jsmin("".join(_lean(_own(name)) for name in names))
    return script


def _sheet(names: Iterable[str]) -> str:
    return _tight("".join(_lean(_own(name)) for name in names))


def _lean(text: str) -> str:
    """Leave out indentation, blank lines and comments that have lines of their own."""
    return _INDENT.sub("", _REMARK.sub("", text))


def _tight(style: str) -> str:
    """Leave out the blanks of a style sheet that mean nothing."""
    return _SPACE.sub(r"\1", style).replace(";}", "}")


def _packaged(package: str, folder: str, name: str) -> str:
    path = Path(str(distribution(package).locate_file(f"{folder}/{name}")))
    if not path.is_file():
        raise ContentError(
            Problem(
                Text(
                    f"paket {package} tidak lengkap: {name} tidak ada",
                    f"the package {package} is not complete: {name} is missing",
                ),
                cure=Text(
                    f"Pasang ulang: pip install --force-reinstall {package}",
                    f"Install it again: pip install --force-reinstall {package}",
                ),
            )
        )
    return _SOURCE_MAP.sub("", _unix(path.read_text(encoding="utf-8")))


def _unix(text: str) -> str:
    """Use the line ends to which a browser normalises before it computes a hash."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _safe_script(text: str) -> str:
    """Keep a script from ending its own element."""
    return re.sub(r"</(script)", r"<\\/\1", text, flags=re.IGNORECASE).replace("<!--", r"<\!--")
