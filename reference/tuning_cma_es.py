"""Generations of CMA-ES and of CMA-ES with margin, as the package cmaes has them, from given normal draws.

Points are drawn with the symmetric root of the covariance, which unlike its eigenvectors is the same for every linear algebra package.
Run it with cmaes 0.13.1 and numpy 1.24.2.
"""

import json
import pathlib

import cmaes
import numpy as np
from cmaes._cmawm import CMAwM

OUT = pathlib.Path(__file__).parent.parent / "packages/tuning/src/samplers/cma-es/golden/cma-es.json"


def rosenbrock(x):
    return float(np.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2))


def ellipsoid(x):
    return float(np.sum(10 ** (6 * np.arange(len(x)) / max(1, len(x) - 1)) * (x - 0.3) ** 2))


def sphere(x):
    return float(np.sum((x - 0.3) ** 2))


def drawn(cma, z):
    b, d = cma._eigen_decomposition()
    return cma._mean + cma._sigma * (b @ np.diag(d) @ b.T @ z)


def plain(function, mean, sigma, population, generations, seed):
    state = np.random.RandomState(seed)
    cma = cmaes.CMA(mean=np.array(mean), sigma=sigma, population_size=population)
    draws, states = [], []
    for _ in range(generations):
        z = np.round(state.randn(cma.population_size, cma.dim), 6)
        points = [drawn(cma, row) for row in z]
        cma.tell([(x, function(x)) for x in points])
        draws.append(z.tolist())
        states.append({"mean": cma._mean.tolist(), "sigma": float(cma._sigma), "covariance": cma._C.ravel().tolist()})
    return {
        "function": function.__name__,
        "mean": mean,
        "sigma": sigma,
        "population": cma.population_size,
        "draws": draws,
        "states": states,
        "stops": bool(cma.should_stop()),
    }


def with_margin(steps, generations, seed):
    """The first axes have steps; the function prefers a value near an end of the first of them."""
    state = np.random.RandomState(seed)
    dim = len(steps)
    cma = CMAwM(mean=np.full(dim, 0.5), sigma=1 / 6, bounds=np.array([[0.0, 1.0]] * dim), steps=np.array(steps))
    target = np.linspace(0.05, 0.6, dim)
    draws, states = [], []
    for _ in range(generations):
        z = np.round(state.randn(cma.population_size, dim), 6)
        solutions, tried = [], []
        for row in z:
            x = drawn(cma._cma, row)
            encoded = x.copy()
            encoded[cma._discrete_idx] = cma._encode_discrete_params(x[cma._discrete_idx])
            solutions.append((x, float(np.sum((encoded - target) ** 2))))
            tried.append(encoded.tolist())
        cma.tell(solutions)
        draws.append(z.tolist())
        states.append(
            {
                "tried": tried,
                "mean": cma.mean.tolist(),
                "sigma": float(cma._cma._sigma),
                "covariance": cma._cma._C.ravel().tolist(),
            }
        )
    return {"steps": steps, "target": target.tolist(), "draws": draws, "states": states}


def main():
    runs = [
        plain(ellipsoid, [0.5], 0.2, None, 6, 1),
        plain(rosenbrock, [0.5, -0.5], 0.3, None, 30, 2),
        plain(rosenbrock, [0.0] * 4, 0.5, 12, 25, 3),
        plain(ellipsoid, [0.5] * 8, 0.2, None, 25, 4),
        plain(sphere, [0.5] * 2, 0.2, 20, 50, 5),
    ]
    margins = [with_margin([0.2, 0.125, 0.0], 25, 6), with_margin([1.0, 0.1], 20, 7)]
    for run in runs:
        # Every fifth state is enough to compare.
        run["states"] = [each if i % 5 == 4 or i == len(run["states"]) - 1 else None for i, each in enumerate(run["states"])]
    OUT.write_text(json.dumps({"runs": runs, "margins": margins}) + "\n")
    print(OUT.stat().st_size, [run["stops"] for run in runs])


if __name__ == "__main__":
    main()
