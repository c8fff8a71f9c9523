"""Numbers that decisions of Optuna hang on to the last bit: numpy's elementary functions, sums, orders and draws.

Run it with numpy 1.24.2 and SciPy 1.10.1 (Debian 12's python3-numpy and python3-scipy) on an x86 processor with AVX-512: on
others numpy rounds otherwise, and Optuna decides otherwise where two candidates are equally good.
"""

import json
import math
import pathlib

import numpy as np
from scipy import stats

OUT = pathlib.Path(__file__).parent.parent / "packages/tuning/src/math/golden/arithmetic.json"


def elementary(state):
    ranges = {
        "exp": [-state.rand(150) * 5, -state.rand(50) * 200, state.rand(50) * 30, [0.0, -1e-20, -0.5, -750.0, 1.0]],
        "log": [state.rand(150), 1 + state.rand(50) * 60, 0.93 + state.rand(50) * 0.15, [1e-300, 1.0, 0.25, 1 / 3]],
        "log1p": [-state.rand(150), state.rand(50) * 5, -state.rand(50) * 1e-9, [0.0, -0.5]],
    }
    inputs = {name: np.concatenate(parts) for name, parts in ranges.items()}
    return {name: {"x": x.tolist(), "y": getattr(np, name)(x).tolist()} for name, x in inputs.items()}


def errors(state):
    x = np.concatenate([state.uniform(-1.25, 1.25, 150), state.uniform(-9, 9, 100), [0.0, 0.25, 27.0]]).tolist()
    return {"x": x, "erf": [math.erf(v) for v in x], "erfc": [math.erfc(v) for v in x]}


def tied(state, count):
    values = state.randint(0, 6, count).astype(float)
    return {"values": values.tolist(), "order": np.argsort(values).tolist()}


def summed(state, count):
    values = state.rand(count)
    return {"values": values.tolist(), "sum": float(values.sum())}


def signed_ranks(state, count, ties):
    differences = state.normal(0.2, 1, count)
    if ties:
        differences = np.round(differences * 2) / 2
    test = stats.wilcoxon(differences, alternative="greater", zero_method="zsplit")
    return {"differences": differences.tolist(), "p": float(test.pvalue)}


def main():
    state = np.random.RandomState(17)
    draws = np.random.RandomState(5)
    golden = {
        "versions": {"numpy": np.__version__},
        "elementary": elementary(state),
        "errors": errors(state),
        "orders": [tied(state, count) for count in [1, 2, 16, 17, 18, 40, 100, 300]],
        "sums": [summed(state, count) for count in [1, 7, 8, 9, 100, 128, 129, 300, 1000]],
        "signedRanks": [signed_ranks(state, n, ties) for n in [2, 5, 12, 30, 60] for ties in [False, True]],
        "draws": {"seed": 5, "uniform": draws.random_sample(700).tolist()},
    }
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(golden) + "\n")


main()
