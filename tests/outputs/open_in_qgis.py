"""
Open a project in QGIS and tell as JSON what it found; run by the Python that QGIS belongs to.

Usage: open_in_qgis.py PROJECT FOLDER. Writes each print layout to FOLDER as <number>.png.
"""

import json
import os
import sys
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsLayerTreeModel,
    QgsLayoutExporter,
    QgsMapLayerType,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtXml import QDomDocument


def categories(renderer):
    if renderer is not None and renderer.type() == "singlebandpseudocolor":
        ramp = renderer.shader().rasterShaderFunction()
        return [[item.value, item.label, item.color.name()] for item in ramp.colorRampItemList()]
    if renderer is None or renderer.type() != "categorizedSymbol":
        return []
    return [
        [item.value(), item.label(), item.symbol().color().name()] for item in renderer.categories()
    ]


def rows(layer):
    raster = layer.type() == QgsMapLayerType.RasterLayer
    return layer.width() * layer.height() if raster else layer.featureCount()


def bounds(found):
    return [found.xMinimum(), found.yMinimum(), found.xMaximum(), found.yMaximum()]


def rules(renderer):
    return [
        [rule.label(), rule.filterExpression(), rule.symbol().color().name()]
        for rule in renderer.rootRule().children()
    ]


def main(path, folder):
    messages = []
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], False)
    application.initQgis()
    application.messageLog().messageReceived.connect(
        lambda text, tag, _: messages.append([tag, text])
    )
    project = QgsProject.instance()
    told = {"read": project.read(path), "title": project.title(), "crs": project.crs().authid()}
    root = project.layerTreeRoot()
    told["layers"] = {
        node.layerId(): {
            "valid": node.layer() is not None and node.layer().isValid(),
            "name": node.layer().name(),
            "rows": rows(node.layer()),
            "bounds": bounds(node.layer().extent()),
            "visible": node.isVisible(),
            "crs": node.layer().crs().authid(),
            "licences": node.layer().metadata().licenses(),
            "categories": categories(node.layer().renderer()),
        }
        for node in root.findLayers()
    }
    model = QgsLayerTreeModel(root)
    model.setFlag(QgsLayerTreeModel.AllowNodeChangeVisibility)
    last = root.findLayers()[-1]
    model.setData(model.node2index(last), Qt.Checked, Qt.CheckStateRole)
    told["after_ticking_the_last"] = [n.layerId() for n in root.findLayers() if n.isVisible()]
    themes = project.mapThemeCollection()
    told["themes"] = {}
    for theme in themes.mapThemes():
        themes.applyTheme(theme, root, model)
        told["themes"][theme] = [n.layerId() for n in root.findLayers() if n.isVisible()]

    package = str(Path(path).with_name("desa.gpkg"))
    layer = QgsVectorLayer(f"{package}|layername=desa", "desa", "ogr")
    told["default"] = [layer.loadDefaultStyle()[1], categories(layer.renderer())]
    count, ids, names, _, _ = layer.listStylesInDatabase()
    told["styles"] = {}
    for place in range(count):
        text, _ = layer.getStyleFromDatabase(ids[place])
        style = QDomDocument()
        style.setContent(text)
        read, _ = layer.importNamedStyle(style)
        told["styles"][names[place]] = [read, categories(layer.renderer())]
    told["slds"] = {}
    for sld in sorted(Path(folder).glob("*.sld")):
        _, read = layer.loadSldStyle(str(sld))
        told["slds"][sld.stem] = [read, rules(layer.renderer())]

    told["layouts"] = {}
    for place, layout in enumerate(project.layoutManager().printLayouts()):
        settings = QgsLayoutExporter.ImageExportSettings()
        settings.dpi = 100
        done = QgsLayoutExporter(layout).exportToImage(str(Path(folder) / f"{place}.png"), settings)
        told["layouts"][layout.name()] = done
    told["messages"] = messages
    print(json.dumps(told), flush=True)
    os._exit(0)  # QGIS 3.22 crashes while it clears up, after all is told


main(*sys.argv[1:])
