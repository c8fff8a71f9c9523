"""How Keras 3 initializes weights: fans, the bounds and deviations it documents, and moments of large samples.

Pinned: keras 3.15.1, tensorflow_cpu 2.21.0, numpy 2.4.6 (requirements.txt). Run: python reference/models_initializers.py
Writes packages/models/src/initializers/golden/initializers.json

A case is an initializer on a shape: fanIn, fanOut, variance (that of the definition, scale / fan), for a uniform `limit` (values in
±limit), for a normal `deviation` (of the normal before it is cut) and `bound` (values in ±bound, two deviations). `sample` has the mean,
variance, least and largest of `draws` values that Keras drew, and `standardError`, the standard error of that mean and variance.
For orthogonal it has the largest difference of the smaller Gram matrix from gain² I.
"""
import math

import keras
import numpy as np
from keras.src.initializers.random_initializers import compute_fans

from models_golden import digits, write_cases

SHAPES = [[784, 128], [3, 3, 16, 32], [64, 64]]
DRAWS = 400_000
#: Deviation of a standard normal cut at ±2, which Keras divides by so that the variance comes out right.
CUT = 0.87962566103423978
FAMILIES = {"glorot": (1, "average"), "he": (2, "in"), "lecun": (1, "in")}


def number(value):
    return digits([value])[0]


def sample(make, shape):
    size = math.prod(shape)
    values = np.concatenate([np.asarray(make(seed)(shape), np.float64).ravel() for seed in range(math.ceil(DRAWS / size))])
    mean, variance = values.mean(), values.var()
    fourth = ((values - mean) ** 4).mean()
    return {
        "draws": values.size, "mean": number(mean), "variance": number(variance), "minimum": number(values.min()), "maximum": number(values.max()),
        "standardError": {"mean": number(math.sqrt(variance / values.size)), "variance": number(math.sqrt((fourth - variance**2) / values.size))},
    }


def scaled(family, distribution, shape):
    scale, mode = FAMILIES[family]
    fan_in, fan_out = compute_fans(tuple(shape))
    variance = scale / (fan_in if mode == "in" else (fan_in + fan_out) / 2)
    deviation = math.sqrt(variance) / CUT
    spread = {"limit": number(math.sqrt(3 * variance))} if distribution == "uniform" else {"deviation": number(deviation), "bound": number(2 * deviation)}
    kind = getattr(keras.initializers, f"{family.capitalize()}{distribution.capitalize()}")
    found = sample(lambda seed: kind(seed=seed), shape)
    limit = spread.get("limit", spread.get("bound"))
    assert max(-found["minimum"], found["maximum"]) <= limit * (1 + 1e-6), "Keras left the documented bounds"
    assert abs(found["variance"] - variance) < 5 * found["standardError"]["variance"], "Keras left the documented variance"
    return {"name": f"{family}{distribution.capitalize()}", "shape": shape, "fanIn": int(fan_in), "fanOut": int(fan_out), "variance": number(variance), **spread, "sample": found}


MODES = {"fan_in": "fanIn", "fan_out": "fanOut", "fan_avg": "fanAverage"}
DISTRIBUTIONS = {"uniform": "uniform", "truncated_normal": "truncatedNormal", "untruncated_normal": "untruncatedNormal"}


def general(scale, mode, distribution, shape):
    fan_in, fan_out = compute_fans(tuple(shape))
    variance = scale / {"fan_in": fan_in, "fan_out": fan_out, "fan_avg": (fan_in + fan_out) / 2}[mode]
    deviation = math.sqrt(variance)
    spread = {"uniform": {"limit": number(math.sqrt(3) * deviation)}, "truncated_normal": {"bound": number(2 * deviation / CUT)}, "untruncated_normal": {}}[distribution]
    found = sample(lambda seed: keras.initializers.VarianceScaling(scale, mode, distribution, seed), shape)
    assert abs(found["variance"] - variance) < 5 * found["standardError"]["variance"], "Keras left the documented variance"
    return {"name": "varianceScaling", "options": {"scale": scale, "mode": MODES[mode], "distribution": DISTRIBUTIONS[distribution]}, "shape": shape,
            "fanIn": int(fan_in), "fanOut": int(fan_out), "variance": number(variance), **spread, "sample": found}


def truncated(mean, deviation, shape):
    found = sample(lambda seed: keras.initializers.TruncatedNormal(mean, deviation, seed), shape)
    fan_in, fan_out = compute_fans(tuple(shape))
    return {"name": "truncatedNormal", "options": {"mean": mean, "standardDeviation": deviation}, "shape": shape, "fanIn": int(fan_in), "fanOut": int(fan_out),
            "variance": number((CUT * deviation) ** 2), "mean": mean, "bound": number(2 * deviation), "sample": found}


def identity(gain, shape):
    fan_in, fan_out = compute_fans(tuple(shape))
    return {"name": "identity", "options": {"gain": gain}, "shape": shape, "fanIn": int(fan_in), "fanOut": int(fan_out),
            "data": digits(keras.initializers.Identity(gain)(shape))}


def orthogonal(gain, shape):
    matrix = np.asarray(keras.initializers.Orthogonal(gain=gain, seed=1)(shape), np.float64).reshape(-1, shape[-1])
    gram = matrix @ matrix.T if matrix.shape[0] < matrix.shape[1] else matrix.T @ matrix
    error = np.abs(gram - gain**2 * np.eye(len(gram))).max()
    fan_in, fan_out = compute_fans(tuple(shape))
    return {
        "name": "orthogonal", "options": {"gain": gain}, "shape": shape, "fanIn": int(fan_in), "fanOut": int(fan_out),
        "rows": matrix.shape[0], "columns": matrix.shape[1], "orthonormal": "rows" if matrix.shape[0] < matrix.shape[1] else "columns",
        "sample": {"gramError": number(error), "mean": number(matrix.mean()), "variance": number(matrix.var())},
    }


cases = [scaled(family, distribution, shape) for family in FAMILIES for distribution in ("uniform", "normal") for shape in SHAPES]
cases += [orthogonal(gain, shape) for shape in (*SHAPES, [6, 20]) for gain in (1.0, 2.0)]
cases += [general(scale, mode, distribution, [784, 128]) for scale, mode, distribution in [
    (1.0, "fan_in", "truncated_normal"), (3.0, "fan_out", "uniform"), (0.5, "fan_avg", "untruncated_normal"), (2.0, "fan_out", "truncated_normal")]]
cases += [truncated(mean, deviation, [784, 128]) for mean, deviation in [(0.0, 0.05), (1.5, 0.5)]]
cases += [identity(gain, shape) for gain, shape in [(1.0, [3, 3]), (2.5, [2, 4]), (1.0, [4, 2])]]
cases += [{"name": "fans", "shape": shape, "fanIn": int(fans[0]), "fanOut": int(fans[1])}
          for shape in ([], [7], [5, 3], [4, 5, 3], [2, 4, 5, 3]) for fans in [compute_fans(tuple(shape))]]
write_cases("initializers/golden/initializers.json", cases)
