"""Variances of regression trees by axis, as Optuna's fANOVA has them, and importances of studies.

Run it with scikit-learn 1.3.2, numpy 1.24.2 and Optuna 5.0.0.dev on PYTHONPATH. Optuna counts mixtures of choices as places of the space, which
they are not, so variances of trees with choices are computed here from the trees' predictions at all cells.
"""

import itertools
import json
import pathlib

import numpy as np
import optuna
from optuna.importance import FanovaImportanceEvaluator, get_param_importances
from optuna.importance._fanova._tree import _FanovaTree
from sklearn.ensemble import RandomForestRegressor
from sklearn.tree import DecisionTreeRegressor

OUT = pathlib.Path(__file__).parent.parent / "packages/tuning/src/importances/fanova/golden/fanova.json"


def nodes_of(tree):
    t = tree.tree_
    return [
        {"value": float(t.value[i].ravel()[0])}
        if t.feature[i] < 0
        else {
            "axis": int(t.feature[i]),
            "at": float(t.threshold[i]),
            "left": int(t.children_left[i]),
            "right": int(t.children_right[i]),
        }
        for i in range(t.node_count)
    ]


def numeric(bounds, count, depth, seed):
    state = np.random.RandomState(seed)
    bounds = np.array(bounds, dtype=float)
    x = state.uniform(bounds[:, 0], bounds[:, 1], (count, len(bounds)))
    y = np.sin(x[:, 0]) + (x[:, 1] - bounds[1, 0]) ** 2 + 0.3 * x[:, 0] * x[:, -1] + 0.1 * state.randn(count)
    forest = RandomForestRegressor(n_estimators=1, max_depth=depth, random_state=seed).fit(x, y)
    tree = _FanovaTree(forest.estimators_[0].tree_, bounds)
    return {
        "bounds": bounds.tolist(),
        "nodes": nodes_of(forest.estimators_[0]),
        "variance": float(tree.variance),
        "marginals": [float(tree.get_marginal_variance(np.array([i]))) for i in range(len(bounds))],
    }


def grown(bounds, choices, count, seed):
    """A tree of given samples, deep enough where no two splits are equally good: one numeric axis after the other, then one-hot columns of the choices."""
    state = np.random.RandomState(seed)
    bounds = np.array(bounds, dtype=float)
    x = state.uniform(bounds[:, 0], bounds[:, 1], (count, len(bounds)))
    # Single precision is what scikit-learn sees.
    x = x.astype(np.float32).astype(float)
    kind = state.randint(0, choices, count)
    y = x[:, 0] ** 2 + np.array([0.0, 2.0, -1.0, 0.5, 0.7])[kind] * x[:, 1] + state.randn(count) * 0.05
    hot = np.eye(choices)[kind]
    tree = DecisionTreeRegressor(random_state=0, max_depth=3).fit(np.hstack([x, hot]), y)
    thresholds = [sorted({t for f, t in zip(tree.tree_.feature, tree.tree_.threshold) if f == i}) for i in range(len(bounds))]
    edges = [np.array([low, *t, high]) for (low, high), t in zip(bounds, thresholds)]
    middles = [(e[1:] + e[:-1]) / 2 for e in edges]
    cells = np.array(list(itertools.product(*middles, range(choices))))
    rows = np.hstack([cells[:, :-1], np.eye(choices)[cells[:, -1].astype(int)]])
    shape = [len(m) for m in middles] + [choices]
    values = tree.predict(rows).reshape(shape)
    shares = [np.diff(e) / (e[-1] - e[0]) for e in edges] + [np.full(choices, 1 / choices)]
    weights = np.einsum(",".join("abcdef"[: len(shape)]) + "->" + "abcdef"[: len(shape)], *shares)
    mean = np.sum(weights * values)
    marginals = []
    for axis, share in enumerate(shares):
        others = tuple(i for i in range(len(shape)) if i != axis)
        means = np.sum(weights * values, axis=others) / share
        marginals.append(float(np.sum(share * (means - mean) ** 2)))
    return {
        "bounds": bounds.tolist(),
        "choices": choices,
        "x": x.tolist(),
        "kind": kind.tolist(),
        "y": y.tolist(),
        "leaves": int(tree.get_n_leaves()),
        "variance": float(np.sum(weights * (values - mean) ** 2)),
        "marginals": marginals,
    }


def study(seed):
    """Importances of Optuna, as the mean over seeds of its forest."""
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    found = optuna.create_study(sampler=optuna.samplers.RandomSampler(seed=seed))

    def objective(trial):
        x = trial.suggest_float("x", -5, 10)
        y = trial.suggest_float("y", 0, 15)
        n = trial.suggest_int("n", 1, 9)
        if n > 4:
            trial.suggest_float("branch", 0, 1)
        return (y - 5.1 / (4 * np.pi**2) * x**2 + 5 / np.pi * x - 6) ** 2 + 10 * np.cos(x) + 4 * n

    found.optimize(objective, n_trials=150)
    runs = [get_param_importances(found, evaluator=FanovaImportanceEvaluator(seed=i)) for i in range(10)]
    branch = [
        get_param_importances(found, evaluator=FanovaImportanceEvaluator(seed=i), params=["x", "branch"]) for i in range(10)
    ]
    spread = {name: float(np.std([run[name] for run in runs])) for name in runs[0]}
    print(spread, {name: float(np.std([run[name] for run in branch])) for name in branch[0]})
    return {
        "trials": [{"params": t.params, "value": t.value} for t in found.trials],
        "importances": {name: float(np.mean([run[name] for run in runs])) for name in runs[0]},
        "branch": {name: float(np.mean([run[name] for run in branch])) for name in branch[0]},
    }


def main():
    golden = {
        "trees": [
            numeric([[0, 3], [-1, 1]], 30, 64, 1),
            numeric([[0, 3], [-1, 1], [5, 9]], 60, 64, 2),
            numeric([[-2, 2], [0, 1], [0, 1], [3, 4], [-1, 1]], 80, 5, 3),
        ],
        "grown": [grown([[0, 1], [-1, 1]], 3, 80, 4), grown([[0, 2], [-1, 3]], 5, 90, 5)],
        "study": study(6),
    }
    OUT.write_text(json.dumps(golden) + "\n")
    print(OUT.stat().st_size, golden["study"]["importances"], golden["study"]["branch"])


if __name__ == "__main__":
    main()
