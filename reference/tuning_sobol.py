"""Sobol's sequence: direction numbers of Joe and Kuo as SciPy has them, as source text, and points to compare with.

Run it with SciPy 1.10.1. It prints the table of packages/tuning/src/math/sobol-directions.ts and writes the golden points.
"""

import json
import pathlib

import numpy as np
import scipy
from scipy.stats import qmc, _qmc

OUT = pathlib.Path(__file__).parent.parent / "packages/tuning/src/math/golden/sobol.json"
AXES = 64


def directions():
    """For each axis after the first: the polynomial's inner coefficients as a number, then the first odd numbers m."""
    path = pathlib.Path(_qmc.__file__).parent / "_sobol_direction_numbers.npz"
    table = np.load(path)
    for polynomial, initial in zip(table["poly"][1:AXES].tolist(), table["vinit"][1:AXES].tolist()):
        degree = polynomial.bit_length() - 1
        inner = (polynomial >> 1) & ((1 << (degree - 1)) - 1)
        yield " ".join(str(number) for number in [inner, *initial[:degree]])


def main():
    print(";".join(directions()))
    points = qmc.Sobol(AXES, scramble=False, bits=30).random(64)
    late = qmc.Sobol(8, scramble=False, bits=30).fast_forward(4095).random(4)
    golden = {"madeBy": f"scipy {scipy.__version__}", "first": points.tolist(), "late": late.tolist()}
    OUT.write_text(json.dumps(golden) + "\n")


main()
