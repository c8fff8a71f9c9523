"""Golden values of penalties, constraints, gradient clipping, label smoothing and early stopping, all from Keras.

Pinned: see requirements.txt. Run: python reference/regularization.py
Writes packages/regularization/src/golden/{penalties,constraints,clipping,labels,early-stopping}.json
"""

import json
import os
import random
from pathlib import Path

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np
import tensorflow as tf

OUT = Path(__file__).parent.parent / "packages/regularization/src/golden"
MADE_BY = f"keras {keras.__version__}, tensorflow {tf.__version__}"
rng = np.random.default_rng(7)


def write(name, content):
    path = OUT / f"{name}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"madeBy": MADE_BY, **content}, separators=(",", ":")) + "\n")
    print(path, path.stat().st_size, "bytes")


def floats(shape, scale=1.0):
    return np.round(rng.normal(size=shape) * scale, 4).astype("float32")


def lists(array):
    return np.asarray(array, dtype="float64").tolist()


def penalties():
    w = floats((4, 3))
    w[0, 0] = 0.0
    cases = []
    for name, regularizer, options in [
        ("l1", keras.regularizers.L1(), 0.01),
        ("l1", keras.regularizers.L1(0.3), 0.3),
        ("l2", keras.regularizers.L2(), 0.01),
        ("l2", keras.regularizers.L2(0.5), 0.5),
        ("l1l2", keras.regularizers.L1L2(l1=0.2, l2=0.1), {"l1": 0.2, "l2": 0.1}),
        ("l1l2", keras.regularizers.L1L2(), {}),
    ]:
        x = tf.Variable(w)
        with tf.GradientTape() as tape:
            value = regularizer(x)
        gradient = tape.gradient(value, x)
        gradient = np.zeros_like(w) if gradient is None else gradient.numpy()
        layer = keras.layers.Activation("linear", activity_regularizer=regularizer)
        layer(tf.constant(w))
        cases.append({
            "name": name,
            "options": options,
            "penalty": float(value),
            "gradient": lists(gradient.ravel()),
            "activityPenalty": float(sum(layer.losses)),
        })
    write("penalties", {"shape": list(w.shape), "w": lists(w.ravel()), "cases": cases})


def constraints():
    dense, kernel = floats((4, 3), 2.0), floats((2, 2, 2, 3), 0.6)
    dense[:, 2] = 0.0
    cases = []
    for w in (dense, kernel):
        axis = 0 if w.ndim == 2 else [0, 1, 2]
        for name, constraint, options in [
            ("maxNorm", keras.constraints.MaxNorm(axis=axis), {"axis": axis}),
            ("maxNorm", keras.constraints.MaxNorm(0.5, axis=axis), {"max": 0.5, "axis": axis}),
            ("unitNorm", keras.constraints.UnitNorm(axis=axis), {"axis": axis}),
            ("nonNeg", keras.constraints.NonNeg(), {}),
            ("minMaxNorm", keras.constraints.MinMaxNorm(1.5, 2.0, axis=axis), {"min": 1.5, "max": 2, "axis": axis}),
            (
                "minMaxNorm",
                keras.constraints.MinMaxNorm(0.5, 1.0, rate=0.3, axis=axis),
                {"min": 0.5, "max": 1, "rate": 0.3, "axis": axis},
            ),
        ]:
            cases.append({
                "name": name,
                "options": options,
                "shape": list(w.shape),
                "w": lists(w.ravel()),
                "projected": lists(np.asarray(constraint(w)).ravel()),
                "config": {"class_name": type(constraint).__name__, "config": constraint.get_config()},
            })
    write("constraints", {"cases": cases})


def clipping():
    sets = [
        [floats((3, 2), 3.0), floats((2,), 0.1), floats((2, 2, 1), 1.0)],
        [floats((2, 2), 0.01), floats((2,), 0.01)],
        [np.zeros((2, 2), "float32"), floats((3,), 5.0)],
    ]
    cases = []
    for gradients in sets:
        for name, option in [("clipByValue", "clipvalue"), ("clipByNorm", "clipnorm"), ("clipByGlobalNorm", "global_clipnorm")]:
            for limit in (0.5, 2.0):
                optimizer = keras.optimizers.SGD(**{option: limit})
                clipped = optimizer._clip_gradients([tf.constant(g) for g in gradients])
                cases.append({
                    "name": name,
                    "option": option,
                    "limit": limit,
                    "shapes": [list(g.shape) for g in gradients],
                    "gradients": [lists(g.ravel()) for g in gradients],
                    "clipped": [lists(np.asarray(g).ravel()) for g in clipped],
                })
    write("clipping", {"cases": cases})


def labels():
    probabilities = np.array([[0.7, 0.2, 0.1], [0.05, 0.15, 0.8], [0.3, 0.4, 0.3]])
    indices = [0, 2, 1]
    one_hot = np.eye(3)[indices]
    binary, predicted = np.array([[0.0], [1.0], [1.0]]), np.array([[0.2], [0.9], [0.4]])
    cases = []
    for factor in (0.0, 0.1, 0.5, 1.0):
        cases.append({
            "factor": factor,
            "categorical": lists(keras.losses.categorical_crossentropy(one_hot, probabilities, label_smoothing=factor)),
            "binary": lists(keras.losses.binary_crossentropy(binary, predicted, label_smoothing=factor)),
        })
    write("labels", {
        "probabilities": lists(probabilities),
        "labels": indices,
        "binaryLabels": lists(binary.ravel()),
        "binaryProbabilities": lists(predicted.ravel()),
        "cases": cases,
    })


class FakeModel:
    """What Keras's callback asks of a model; its weights are the epoch, counted from 1."""

    def __init__(self):
        self.stop_training = False
        self.weights_now = None

    def get_weights(self):
        return self.weights_now

    def set_weights(self, weights):
        self.weights_now = weights


def run(values, monitor, options):
    mode = "min" if monitor == "val_loss" else "max"
    callback = keras.callbacks.EarlyStopping(monitor=monitor, mode=mode, restore_best_weights=True, **options)
    model = FakeModel()
    callback.set_model(model)
    callback.on_train_begin()
    stopped = None
    for epoch, value in enumerate(values):
        model.weights_now = epoch + 1
        callback.on_epoch_end(epoch, {monitor: value})
        if model.stop_training:
            stopped = epoch + 1
            break
    callback.on_train_end()
    best = None if callback.best is None else float(callback.best)
    return {"stoppedEpoch": stopped, "restoredEpoch": model.weights_now, "best": best}


def early_stopping():
    random.seed(5)
    wave = [round(1 / (1 + i / 3) + random.uniform(-0.15, 0.15), 4) for i in range(20)]
    sequences = {
        "falls then rises": [1.0, 0.8, 0.6, 0.55, 0.6, 0.62, 0.58, 0.57, 0.56, 0.7],
        "flat": [0.5] * 8,
        "slow": [1.0, 0.995, 0.99, 0.985, 0.98, 0.975, 0.97],
        "noisy": wave,
        "always better": [1 / (i + 1) for i in range(6)],
        "worse at once": [0.1, 0.2, 0.3, 0.4],
    }
    settings = [
        {},
        {"patience": 1},
        {"patience": 2},
        {"patience": 3, "min_delta": 0.012},
        {"patience": 2, "baseline": 0.57},
        {"patience": 3, "baseline": 0.0},
        {"patience": 1, "start_from_epoch": 3},
        {"patience": 2, "min_delta": 0.05, "start_from_epoch": 2, "baseline": 0.9},
    ]
    cases = []
    for name, values in sequences.items():
        for options in settings:
            cases.append({"sequence": name, "monitor": "val_loss", "values": values, "options": options, **run(values, "val_loss", options)})
            rising = [round(1 - value, 4) for value in values]
            up = {**options, **({"baseline": round(1 - options["baseline"], 4)} if "baseline" in options else {})}
            cases.append({"sequence": name, "monitor": "val_accuracy", "values": rising, "options": up, **run(rising, "val_accuracy", up)})
    write("early-stopping", {"cases": cases})


penalties()
constraints()
clipping()
labels()
early_stopping()
