"""Values of published formulas worked out by hand, in 50 decimal digits and with nothing of the engine.

`python3 scripts/models/hand-values.py` prints the rows of test/fixtures/reference/other_models.json whose basis is
`by hand`. Kept for whoever wants to check them; neither the product nor its tests need Python.
"""

import json
from decimal import Decimal as D
from decimal import getcontext

getcontext().prec = 50
PI = D("3.14159265358979323846264338327950288419716939937511")
LIGHT = D(299792458)


def lg(value):
    return D(value).log10()


def at_one_metre(frequency_mhz):
    return 20 * lg(4 * PI * D(frequency_mhz) * 10**6 / LIGHT)


def motley_keenan(reference, exponent, distance_m, walls, floors, floor_loss):
    """Keenan and Motley 1990: L(1 m) + 10 n lg d + sum k_w W + k_f F."""
    loss = reference + 10 * D(exponent) * lg(distance_m) + D(floors) * D(floor_loss)
    return loss + sum(D(count) * D(each) for each, count in walls)


def motley_row(frequency_mhz, distance_m, exponent, walls, floors, floor_loss, reference=None):
    loss = motley_keenan(
        at_one_metre(frequency_mhz) if reference is None else D(reference),
        exponent,
        distance_m,
        walls,
        floors,
        floor_loss,
    )
    inputs = {
        "frequencyMhz": frequency_mhz,
        "distanceM": float(distance_m),
        "exponent": float(exponent),
        **({} if reference is None else {"referenceLossDb": float(reference)}),
        "walls": [{"lossDb": float(each), "count": count} for each, count in walls],
        "floors": floors,
        "floorLossDb": float(floor_loss),
    }
    return {"model": "motley-keenan", "inputs": inputs, "lossDb": round(float(loss), 12)}


ROWS = [
    motley_row(900, "33", "2.6", [], 3, "12"),
    motley_row(1800, "20", "2", [("3.4", 2), ("6.9", 1)], 1, "15"),
    motley_row(2600, "12.5", "3.1", [("5", 4)], 0, "0", "40"),
    motley_row(3500, "60", "2.2", [("19", 1), ("4.5", 3)], 2, "23.5"),
]

for row in ROWS:
    print(json.dumps({**row, "basis": "by hand", "source": "Keenan and Motley 1990; scripts/models/hand-values.py"}))
