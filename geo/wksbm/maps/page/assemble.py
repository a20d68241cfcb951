"""Put the interactive page together from its parts, in one pass in which no part is read again."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from wksbm.maps.page.assets import csp_hash
from wksbm.text import Lang

_SLOT = re.compile(r"<!--slot:([a-z]+)-->|@slot:([a-z]+)@")


class Later(NamedTuple):
    """The script and the style that a page takes once its map is drawn."""

    script: str
    style: str


def assemble(
    skeleton: str,
    *,
    lang: Lang,
    title: str,
    styles: Sequence[str],
    scripts: Sequence[str],
    data: str,
    later: Later,
    images: Sequence[str] = (),
) -> str:
    """
    Fill the skeleton of the page.

    Parameters
    ----------
    skeleton
        HTML with ``<!--slot:NAME-->`` for elements and ``@slot:NAME@`` for text.
    lang, title
        Of the document; the title is escaped here.
    styles, scripts
        Style sheets and scripts, inlined and allowed by their hash.
    data
        Text of the data block, in characters that mean nothing to HTML (base64).
    later
        What is in the data block, and allowed by its hash too.
    images
        Origins from which pictures may be fetched; usually none.

    Returns
    -------
    str
        The whole page. Its policy allows these scripts and styles and nothing from outside but
        `images`.
    """
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(csp_hash, (*scripts, later.script)))}",
            f"style-src {' '.join(map(csp_hash, (*styles, later.style)))}",
            " ".join(("img-src data:", *images)),
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    parts: Mapping[str, str] = {
        "lang": html.escape(lang),
        "title": html.escape(title),
        "policy": html.escape(policy),
        "styles": "\n".join(f"<style>{style}</style>" for style in styles),
        "data": f'<script type="application/octet-stream" id="atlas-data">{data}</script>',
        "scripts": "\n".join(f"<script>{script}</script>" for script in scripts),
    }
    return _SLOT.sub(lambda match: parts[match[1] or match[2]], skeleton)
