"""What the scripts models_*.py share: numbers to nine significant digits (enough for any float32), one case a line."""
import json
from pathlib import Path

import numpy as np

SRC = Path(__file__).parent.parent / "packages/models/src"


def digits(values):
    return [float(f"{value:.9g}") for value in np.asarray(values, np.float64).ravel()]


def pack(array):
    """An array as float32, row by row."""
    array = np.asarray(array, np.float32)
    return {"shape": list(array.shape), "data": digits(array)}


def write_cases(path, cases):
    path = SRC / path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("[\n" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases) + "\n]\n")
    print(path.name, len(cases), "cases", path.stat().st_size, "bytes")
