"""Draw a map as a printed page: PNG, SVG and PDF from the same drawing, with caption."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from matplotlib import style
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.collections import PatchCollection, PathCollection
from matplotlib.patches import Circle, PathPatch, Rectangle
from matplotlib.path import Path as Outline
from matplotlib.textpath import TextPath
from pyproj import CRS, Geod, Transformer
from shapely.geometry.base import BaseGeometry

from geo.layers.model import Atlas, Layer
from geo.maps import theme
from geo.maps.caption import (
    APPROXIMATE,
    SAMPLE,
    alt_text,
    caption,
    caption_file,
    finding,
    method_line,
    sources,
    warnings,
)
from geo.maps.furniture import (
    Badge,
    Block,
    Paragraph,
    Rule,
    ScaleBar,
    Sheet,
    Stack,
    draw_frame,
    soft,
)
from geo.maps.labels import Label, PlacedLabel, place_labels
from geo.maps.legend import CircleScale, Legend, hatch_of, is_marked, symbol_colour, zero_mark
from geo.maps.spec import MapSpec
from geo.maps.svg import HALO_PREFIX, finish_svg
from geo.maps.theme import Page, TextStyle

PNG_DPI = 300
