"""Reads every DXF named as strictly as ezdxf can and audits it; prints one JSON object: file -> what is wrong with it."""
import json
import sys

import ezdxf

found = {}
for name in sys.argv[1:]:
    try:
        document = ezdxf.readfile(name)
        auditor = document.audit()
        problems = [f"{error.code}: {error.message}" for error in auditor.errors + auditor.fixes]
        layers = {entity.dxf.layer for entity in document.modelspace()}
        unknown = sorted(layer for layer in layers if layer not in document.layers and layer != "0")
        found[name] = problems + [f"entities on a layer without an entry: {layer}" for layer in unknown]
    except (ezdxf.DXFError, OSError, ValueError) as error:
        found[name] = [f"not read: {error}"]
print(json.dumps(found))
