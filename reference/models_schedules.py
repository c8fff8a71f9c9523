"""Golden values of learning-rate schedules over many steps, and runs of ReduceLROnPlateau on given measures, from Keras 3.

Pinned: keras 3.15.1, tensorflow_cpu 2.21.0, numpy 2.4.6 (requirements.txt). Run: python reference/models_schedules.py
Writes packages/models/src/schedules/golden/schedules.json and packages/models/src/callbacks/golden/plateau.json.

A case of schedules.json is {name, options, steps, rates}. Keras has no one-cycle and no step decay of its own: those are written out
here in float64 by their definitions (Smith and Topin, arXiv 1708.07120, with the borders of PyTorch's OneCycleLR).
A case of plateau.json is {monitor, options, values, rates}: the rate after each epoch, 0.1 before the first.
"""
import math

import keras
import numpy as np

from models_golden import digits, write_cases

S = keras.optimizers.schedules
# No step lies on the border of two decays, where float32 logarithms of Keras choose either.
STEPS = [0, 1, 2, 3, 5, 7, 9, 10, 11, 13, 17, 19, 20, 21, 29, 33, 49, 50, 51, 64, 77, 99, 101, 128, 173, 251, 499, 1000]


def keras_case(name, options, schedule, skip=()):
    steps = [step for step in STEPS if step not in skip]
    rates = digits([float(schedule(np.int64(step))) for step in steps])
    return {"name": name, "options": options, "steps": steps, "rates": rates}


def written_case(name, options, rate):
    return {"name": name, "options": options, "steps": STEPS, "rates": digits([rate(step) for step in STEPS])}


def one_cycle(maximum, total, share=0.3, div=25, final_div=1e4, linear=False):
    initial = maximum / div
    phases = [(share * total - 1, initial, maximum), (total - 1, maximum, initial / final_div)]

    def rate(step):
        step = min(step, total - 1)
        start = 0
        for end, low, high in phases:
            if step <= end or end == total - 1:
                done = (step - start) / (end - start)
                return low + (high - low) * done if linear else high + (low - high) / 2 * (1 + math.cos(math.pi * done))
            start = end

    return rate


write_cases("schedules/golden/schedules.json", [
    keras_case("exponentialDecay", {"initialLearningRate": 0.1, "decaySteps": 50, "decayRate": 0.9}, S.ExponentialDecay(0.1, 50, 0.9)),
    keras_case("exponentialDecay", {"initialLearningRate": 0.3, "decaySteps": 20, "decayRate": 0.5, "staircase": True}, S.ExponentialDecay(0.3, 20, 0.5, True)),
    keras_case("inverseTimeDecay", {"initialLearningRate": 0.1, "decaySteps": 10, "decayRate": 0.5}, S.InverseTimeDecay(0.1, 10, 0.5)),
    keras_case("inverseTimeDecay", {"initialLearningRate": 0.1, "decaySteps": 10, "decayRate": 0.5, "staircase": True}, S.InverseTimeDecay(0.1, 10, 0.5, True)),
    keras_case("piecewiseConstant", {"boundaries": [10, 50], "values": [0.1, 0.05, 0.01]}, S.PiecewiseConstantDecay([10, 50], [0.1, 0.05, 0.01])),
    keras_case("piecewiseConstant", {"boundaries": [3], "values": [1, 0.5]}, S.PiecewiseConstantDecay([3], [1.0, 0.5])),
    keras_case("polynomialDecay", {"initialLearningRate": 0.1, "decaySteps": 100}, S.PolynomialDecay(0.1, 100)),
    keras_case("polynomialDecay", {"initialLearningRate": 0.1, "decaySteps": 50, "endLearningRate": 0.01, "power": 0.5}, S.PolynomialDecay(0.1, 50, 0.01, 0.5)),
    keras_case("polynomialDecay", {"initialLearningRate": 0.1, "decaySteps": 20, "endLearningRate": 0.02, "power": 2, "cycle": True}, S.PolynomialDecay(0.1, 20, 0.02, 2.0, True)),
    keras_case("cosineDecay", {"initialLearningRate": 0.1, "decaySteps": 100}, S.CosineDecay(0.1, 100)),
    keras_case("cosineDecay", {"initialLearningRate": 0.1, "decaySteps": 64, "alpha": 0.1}, S.CosineDecay(0.1, 64, 0.1)),
    keras_case("cosineDecay", {"initialLearningRate": 0, "decaySteps": 100, "alpha": 0.05, "warmupTarget": 0.2, "warmupSteps": 20}, S.CosineDecay(0.0, 100, 0.05, warmup_target=0.2, warmup_steps=20)),
    keras_case("cosineDecayRestarts", {"initialLearningRate": 0.1, "firstDecaySteps": 12}, S.CosineDecayRestarts(0.1, 12)),
    keras_case("cosineDecayRestarts", {"initialLearningRate": 0.1, "firstDecaySteps": 15, "tMul": 1, "mMul": 0.9}, S.CosineDecayRestarts(0.1, 15, 1.0, 0.9)),
    keras_case("cosineDecayRestarts", {"initialLearningRate": 0.2, "firstDecaySteps": 14, "tMul": 1.5, "mMul": 0.8, "alpha": 0.1}, S.CosineDecayRestarts(0.2, 14, 1.5, 0.8, 0.1)),
    written_case("stepDecay", {"initialLearningRate": 0.1, "decaySteps": 30}, lambda step: 0.1 * 0.5 ** (step // 30)),
    written_case("stepDecay", {"initialLearningRate": 0.4, "decaySteps": 10, "decayRate": 0.1}, lambda step: 0.4 * 0.1 ** (step // 10)),
    written_case("oneCycle", {"maxLearningRate": 0.1, "totalSteps": 100}, one_cycle(0.1, 100)),
    written_case("oneCycle", {"maxLearningRate": 1, "totalSteps": 173, "warmupShare": 0.45, "divFactor": 10, "finalDivFactor": 100}, one_cycle(1, 173, 0.45, 10, 100)),
    written_case("oneCycle", {"maxLearningRate": 0.5, "totalSteps": 60, "anneal": "linear"}, one_cycle(0.5, 60, linear=True)),
])


class FakeModel:
    """What the callback asks of a model."""

    def __init__(self):
        self.optimizer = keras.optimizers.SGD(0.1)


def plateau(monitor, options, keras_options, values):
    name = {"valLoss": "val_loss", "valAccuracy": "val_accuracy"}[monitor]
    callback = keras.callbacks.ReduceLROnPlateau(monitor=name, mode="min" if monitor == "valLoss" else "max", **keras_options)
    model = FakeModel()
    callback.set_model(model)
    callback.on_train_begin()
    rates = []
    for epoch, value in enumerate(values):
        callback.on_epoch_end(epoch, {name: value})
        rates.append(float(model.optimizer.learning_rate.numpy()))
    return {"monitor": monitor, "options": options, "values": values, "rates": digits(rates)}


falling = [1.0, 0.8, 0.7, 0.7, 0.69995, 0.71, 0.6, 0.65, 0.64, 0.63, 0.62, 0.61, 0.6, 0.6, 0.6, 0.59, 0.7, 0.7, 0.7, 0.7]
flat = [0.5] * 14
rising = [round(1 - value, 5) for value in falling]
write_cases("callbacks/golden/plateau.json", [
    plateau("valLoss", {}, {}, falling + flat),
    plateau("valLoss", {"patience": 2}, {"patience": 2}, falling),
    plateau("valLoss", {"patience": 1, "factor": 0.5}, {"patience": 1, "factor": 0.5}, falling),
    plateau("valLoss", {"patience": 0, "factor": 0.9}, {"patience": 0, "factor": 0.9}, falling),
    plateau("valLoss", {"patience": 2, "minDelta": 0.05, "factor": 0.3}, {"patience": 2, "min_delta": 0.05, "factor": 0.3}, falling),
    plateau("valLoss", {"patience": 1, "cooldown": 3, "factor": 0.5}, {"patience": 1, "cooldown": 3, "factor": 0.5}, falling),
    plateau("valLoss", {"patience": 2, "cooldown": 1, "factor": 0.5}, {"patience": 2, "cooldown": 1, "factor": 0.5}, flat),
    plateau("valLoss", {"patience": 1, "minLearningRate": 0.004}, {"patience": 1, "min_lr": 0.004}, flat),
    plateau("valAccuracy", {"patience": 2, "factor": 0.5}, {"patience": 2, "factor": 0.5}, rising),
    plateau("valAccuracy", {"patience": 1, "cooldown": 2, "minDelta": 0.02}, {"patience": 1, "cooldown": 2, "min_delta": 0.02}, rising),
])
