"""Optuna's side of the tuning benchmark: prints one JSON line for each study, in the form of `npm run tuning` in apps/bench.

Run it as `python reference/bench_optuna.py --sampler gp --seeds 0-29 --functions branin,hart6`, with Optuna 5, numpy, SciPy and torch
installed. The functions are those of apps/bench/src/tuning/functions.ts, by the same names; see there for their sources.
"""

import argparse
import contextlib
import json
import math
import time
import warnings

import optuna
import optuna.samplers._gp.sampler as gp_sampler
import torch

warnings.filterwarnings("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)



class Torch:
    """Optuna's view of torch, in which releases before 2 lack devices as contexts; there is none but the CPU here."""

    def __getattr__(self, name):
        return (lambda _: contextlib.nullcontext()) if name == "device" else getattr(torch, name)


gp_sampler.torch = Torch()

HARTMANN6 = (
    ((10, 3, 17, 3.5, 1.7, 8), (0.05, 10, 17, 0.1, 8, 14), (3, 3.5, 1.7, 10, 17, 8), (17, 8, 0.05, 10, 0.1, 14)),
    (
        (0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886),
        (0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991),
        (0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650),
        (0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381),
    ),
)
HARTMANN3 = (
    ((3, 10, 30), (0.1, 10, 35), (3, 10, 30), (0.1, 10, 35)),
    ((0.3689, 0.1170, 0.2673), (0.4699, 0.4387, 0.7470), (0.1091, 0.8732, 0.5547), (0.0381, 0.5743, 0.8828)),
)
SHIFTS = (7.3, -11.9, 3.1, -2.6, 15.2)


def floats(trial, count, low, high):
    return [trial.suggest_float(f"x{i}", low, high) for i in range(count)]


def branin(trial):
    x = trial.suggest_float("x", -5, 10)
    y = trial.suggest_float("y", 0, 15)
    bowl = y - 5.1 / (4 * math.pi**2) * x**2 + 5 / math.pi * x - 6
    return bowl**2 + 10 * (1 - 1 / (8 * math.pi)) * math.cos(x) + 10 - 0.39788735772973816


def hartmann(x, weights, least):
    scales, centres = weights
    total = 0.0
    for height, scale, centre in zip((1, 1.2, 3, 3.2), scales, centres):
        total += height * math.exp(-sum(a * (v - c) ** 2 for a, v, c in zip(scale, x, centre)))
    return least - total


def ackley(x):
    n = len(x)
    near = math.exp(-0.2 * math.sqrt(sum(v * v for v in x) / n))
    return 20 + math.e - 20 * near - math.exp(sum(math.cos(2 * math.pi * v) for v in x) / n)


def rosenbrock(x):
    return sum(100 * (b - a * a) ** 2 + (1 - a) ** 2 for a, b in zip(x, x[1:]))


def levy(x):
    w = [1 + (v - 1) / 4 for v in x]
    middle = sum((v - 1) ** 2 * (1 + 10 * math.sin(math.pi * v + 1) ** 2) for v in w[:-1])
    return math.sin(math.pi * w[0]) ** 2 + middle + (w[-1] - 1) ** 2 * (1 + math.sin(2 * math.pi * w[-1]) ** 2)


def mixed(trial):
    rate = trial.suggest_float("lr", 1e-5, 0.1, log=True)
    units = trial.suggest_int("units", 16, 512, log=True)
    cost = {"sgd": 0.1, "adam": 0, "rmsprop": 0.05, "adagrad": 0.2}[
        trial.suggest_categorical("opt", ["sgd", "adam", "rmsprop", "adagrad"])
    ]
    dropout = trial.suggest_float("drop", 0, 0.5)
    layers = trial.suggest_int("layers", 1, 6)
    rest = 0.1 * (math.log2(units) - 7) ** 2 + 2 * (dropout - 0.2) ** 2 + 0.05 * (layers - 3) ** 2
    return cost + 0.3 * (math.log10(rate) + 3) ** 2 + rest


def griewank(x):
    product = math.prod(math.cos(v / math.sqrt(i + 1)) for i, v in enumerate(x))
    return 1 + sum(v * v for v in x) / 4000 - product


def rastrigin(x):
    return sum(v * v - 10 * math.cos(2 * math.pi * v) + 10 for v in x)


def styblinski(x):
    return sum(v**4 - 16 * v**2 + 5 * v for v in x) / 2 + 39.16616570377142 * len(x)


def michalewicz(x):
    return 4.687658179088148 - sum(math.sin(v) * math.sin((i + 1) * v * v / math.pi) ** 20 for i, v in enumerate(x))


FUNCTIONS = {
    "branin": branin,
    "hart6": lambda trial: hartmann(floats(trial, 6, 0, 1), HARTMANN6, 3.322368011391339),
    "ackley5": lambda trial: ackley(floats(trial, 5, -32.768, 32.768)),
    "rosen4": lambda trial: rosenbrock(floats(trial, 4, -5, 10)),
    "levy4": lambda trial: levy(floats(trial, 4, -10, 10)),
    "sphere10": lambda trial: sum((v - 1) ** 2 for v in floats(trial, 10, -5.12, 5.12)),
    "mixed": mixed,
    "hart3": lambda trial: hartmann(floats(trial, 3, 0, 1), HARTMANN3, 3.8627797869493365),
    "griewank6": lambda trial: griewank([v - 3 for v in floats(trial, 6, -50, 50)]),
    "rastrigin4": lambda trial: rastrigin([v - 0.7 for v in floats(trial, 4, -5.12, 5.12)]),
    "styblinski5": lambda trial: styblinski(floats(trial, 5, -5, 5)),
    "michalewicz5": lambda trial: michalewicz(floats(trial, 5, 0, math.pi)),
    "ackley5-off": lambda trial: ackley([v - s for v, s in zip(floats(trial, 5, -32.768, 32.768), SHIFTS)]),
    "hart6-noisy": lambda trial: hartmann(floats(trial, 6, 0, 1), HARTMANN6, 3.322368011391339),
}
NOISE = {"hart6-noisy": 0.1}


def noise(seed, number):
    """About normal: twelve uniform numbers, of a linear congruential generator, less six."""
    state, total = (seed * 1009 + number * 9176 + 12345) % 2**31, 0.0
    for _ in range(16):
        state = (state * 1103515245 + 12345) % 2**31
        total += state / 2**31 if _ >= 4 else 0.0
    return total - 6


def make_sampler(name, seed):
    if name == "random":
        return optuna.samplers.RandomSampler(seed=seed)
    if name == "tpe":
        return optuna.samplers.TPESampler(seed=seed)
    if name == "tpe-univariate":
        return optuna.samplers.TPESampler(seed=seed, multivariate=False)
    return optuna.samplers.GPSampler(seed=seed)


def run(name, function, seed, trials):
    study = optuna.create_study(sampler=make_sampler(name, seed))
    deviation = NOISE.get(function, 0)
    regrets, best = [], (math.inf, math.inf)
    started = time.perf_counter()
    for number in range(trials):
        trial = study.ask()
        regret = FUNCTIONS[function](trial)
        value = regret + deviation * noise(seed, number)
        study.tell(trial, value)
        best = min(best, (value, regret))
        regrets.append(float(f"{best[1]:.4g}"))
    took = (time.perf_counter() - started) / trials * 1000
    return {"sampler": f"optuna-{name}", "function": function, "seed": seed, "ms": round(took, 2), "regrets": regrets}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sampler", default="gp", choices=["gp", "tpe", "tpe-univariate", "random"])
    parser.add_argument("--seeds", default="0-29")
    parser.add_argument("--functions", default=",".join(FUNCTIONS))
    parser.add_argument("--trials", type=int, default=100)
    options = parser.parse_args()
    first, last = (int(end) for end in options.seeds.split("-"))
    for seed in range(first, last + 1):
        for function in options.functions.split(","):
            print(json.dumps(run(options.sampler, function, seed, options.trials)), flush=True)


main()
