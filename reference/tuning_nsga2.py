"""Ranks and crowding distances of Optuna, and how far its NSGAIISampler comes on test functions of two objectives.

Run it with numpy 1.24.2 and Optuna 5.0.0.dev on PYTHONPATH.
"""

import json
import math
import pathlib

import numpy as np
import optuna
from optuna._hypervolume import compute_hypervolume
from optuna.samplers.nsgaii._elite_population_selection_strategy import _calc_crowding_distance
from optuna.study._multi_objective import _fast_non_domination_rank
from optuna.trial import create_trial

OUT = pathlib.Path(__file__).parent.parent / "packages/tuning/src/samplers/nsga2/golden/nsga2.json"
DIMENSIONS = 8
SEEDS = 15
TRIALS = 400
REFERENCE = [1.1, 8.0]


def sorting(count, objectives, rounded, penalized, seed):
    state = np.random.RandomState(seed)
    values = state.rand(count, objectives)
    if rounded:
        values = np.round(values * 5)
    penalty = np.where(state.rand(count) < 0.4, np.round(state.rand(count) * 4), 0) if penalized else None
    trials = [create_trial(values=row.tolist()) for row in values]
    for number, trial in enumerate(trials):
        trial.number = number
    distances = _calc_crowding_distance(list(trials))
    return {
        "values": values.tolist(),
        "penalty": penalty.tolist() if penalized else None,
        "ranks": _fast_non_domination_rank(values, penalty=penalty).tolist(),
        "distances": [None if math.isinf(distances[i]) else distances[i] for i in range(count)],
        "distinct": not rounded,
    }


def zdt(number):
    def objective(trial):
        x = [trial.suggest_float(f"x{i}", 0, 1) for i in range(DIMENSIONS)]
        g = 1 + 9 * sum(x[1:]) / (DIMENSIONS - 1)
        ratio = x[0] / g
        return x[0], g * (1 - (math.sqrt(ratio) if number == 1 else ratio**2))

    return objective


def volumes(number, make):
    found = []
    for seed in range(SEEDS):
        study = optuna.create_study(directions=["minimize", "minimize"], sampler=make(seed))
        study.optimize(zdt(number), n_trials=TRIALS)
        values = np.array([trial.values for trial in study.trials])
        values = values[(values <= REFERENCE).all(axis=1)]
        found.append(float(compute_hypervolume(values, np.array(REFERENCE))))
    print(number, np.percentile(found, [0, 25, 50, 75, 100]))
    return float(np.median(found))


def main():
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    nsga2 = lambda seed: optuna.samplers.NSGAIISampler(seed=seed, population_size=20)
    sbx = lambda seed: optuna.samplers.NSGAIISampler(
        seed=seed, population_size=20, crossover=optuna.samplers.nsgaii.SBXCrossover()
    )
    random = lambda seed: optuna.samplers.RandomSampler(seed=seed)
    golden = {
        "sorting": [
            sorting(30, 2, False, False, 1),
            sorting(40, 3, False, True, 2),
            sorting(40, 2, True, True, 3),
        ],
        "dimensions": DIMENSIONS,
        "trials": TRIALS,
        "reference": REFERENCE,
        "volumes": {
            f"zdt{number}": {"uniform": volumes(number, nsga2), "sbx": volumes(number, sbx), "random": volumes(number, random)}
            for number in (1, 2)
        },
    }
    OUT.write_text(json.dumps(golden) + "\n")


if __name__ == "__main__":
    main()
