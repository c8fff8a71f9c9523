"""Studies of several objectives that Optuna's TPESampler made, trial by trial.

Run it with numpy 1.24.2 and SciPy 1.10.1 on an x86 processor with AVX-512, and Optuna 5.0.0.dev on PYTHONPATH.
"""

import json
import math
import pathlib

import optuna

OUT = pathlib.Path(__file__).parent.parent / "packages/tuning/src/samplers/golden/tpe-objectives.json"


def two(trial):
    x, y = trial.suggest_float("x", 0, 5), trial.suggest_float("y", 0, 3)
    return 4 * x**2 + 4 * y**2, (x - 5) ** 2 + (y - 5) ** 2


def mixed(trial):
    rate = trial.suggest_float("rate", 1e-4, 1, log=True)
    units = trial.suggest_int("units", 1, 20)
    kind = trial.suggest_categorical("kind", ["a", "b", "c"])
    cost = units * {"a": 1, "b": 2, "c": 0.5}[kind]
    return (math.log10(rate) + 2) ** 2 + 10 / units + {"a": 0, "b": -1, "c": 1}[kind], -cost


def three(trial):
    x, y, z = (trial.suggest_float(name, -2, 2) for name in "xyz")
    return (x - 1) ** 2 + y**2, x**2 + (y - 1) ** 2 + 0.1 * z**2, x**2 + y**2 + (z + 1) ** 2


def grouped(trial):
    """Values that are often the same, so that fronts have twins."""
    n, m = trial.suggest_int("n", 0, 4), trial.suggest_int("m", 0, 4)
    return float((n - 3) ** 2 + m), float(n + (m - 3) ** 2)


STUDIES = {
    "two": (two, ["minimize", "minimize"]),
    "mixed": (mixed, ["minimize", "maximize"]),
    "three": (three, ["minimize"] * 3),
    "grouped": (grouped, ["minimize", "minimize"]),
}


def record(name, multivariate, seed, trials):
    objective, directions = STUDIES[name]
    sampler = optuna.samplers.TPESampler(seed=seed, multivariate=multivariate)
    study = optuna.create_study(directions=directions, sampler=sampler)
    study.optimize(objective, n_trials=trials)
    return {
        "kind": name,
        "multivariate": multivariate,
        "seed": seed,
        "trials": [{"params": trial.params, "values": trial.values} for trial in study.trials],
    }


def main():
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    studies = [record(name, multivariate, 0, 80) for name in STUDIES for multivariate in (None, True)]
    OUT.write_text(json.dumps({"studies": studies}) + "\n")
    print(OUT.stat().st_size)


if __name__ == "__main__":
    main()
