"""Golden values of losses and metrics: value, and gradient by the outputs, from Keras 3 on TensorFlow (versions in requirements.txt).

Run: python reference/models_losses.py
Writes packages/models/src/losses/golden/losses.json and packages/models/src/metrics/golden/metrics.json
"""
import json
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(3)
root = Path(__file__).parent.parent / "packages/models/src"


def pack(array):
    array = np.asarray(array, np.float32)
    return {"shape": list(array.shape), "data": [float(f"{v:.9g}") for v in array.ravel()]}


def loss_case(name, options, loss, outputs, targets):
    outputs = np.asarray(outputs, np.float32)
    x = tf.constant(outputs)
    with tf.GradientTape() as tape:
        tape.watch(x)
        value = loss(tf.constant(targets), x)
    return {"name": name, "options": options, "outputs": pack(outputs), "targets": pack(targets), "value": float(value), "gradient": pack(tape.gradient(value, x))}


K = keras.losses
logits = rng.normal(scale=3, size=(5, 4))
extreme = np.array([[40, 0, -40, 1], [0, 0, 40, 0]])
probabilities = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
labels, extreme_labels = np.array([0, 3, 1, 2, 2], np.int32), np.array([2, 0], np.int32)
onehot = np.eye(4, dtype=np.float32)[labels]
yes = (rng.uniform(size=(5, 4)) > 0.5).astype(np.float32)
real = rng.normal(scale=2, size=(5, 4)).astype(np.float32)
losses = [
    loss_case("sparseCategoricalCrossentropy", {"fromLogits": True}, K.SparseCategoricalCrossentropy(from_logits=True), logits, labels),
    loss_case("sparseCategoricalCrossentropy", {"fromLogits": True}, K.SparseCategoricalCrossentropy(from_logits=True), extreme, extreme_labels),
    loss_case("sparseCategoricalCrossentropy", {}, K.SparseCategoricalCrossentropy(), probabilities, labels),
    loss_case("binaryCrossentropy", {"fromLogits": True}, K.BinaryCrossentropy(from_logits=True), logits, yes),
    loss_case("binaryCrossentropy", {"fromLogits": True}, K.BinaryCrossentropy(from_logits=True), [[40, -40, 40, -40]], [[1, 0, 0, 1.0]]),
    loss_case("meanSquaredError", {}, K.MeanSquaredError(), logits, real),
    loss_case("meanAbsoluteError", {}, K.MeanAbsoluteError(), logits, real),
    loss_case("huber", {"delta": 1}, K.Huber(), logits, real),
    loss_case("huber", {"delta": 0.5}, K.Huber(0.5), logits, real),
]
for smoothing in (0, 0.1):
    losses += [
        loss_case("categoricalCrossentropy", {"fromLogits": True, "labelSmoothing": smoothing}, K.CategoricalCrossentropy(True, smoothing), logits, onehot),
        loss_case("categoricalCrossentropy", {"labelSmoothing": smoothing}, K.CategoricalCrossentropy(False, smoothing), probabilities, onehot),
        loss_case("binaryCrossentropy", {"labelSmoothing": smoothing}, K.BinaryCrossentropy(False, smoothing), probabilities, yes),
    ]


def metric_case(name, options, metric, batches):
    for outputs, targets in batches:
        metric.update_state(targets.astype(np.float32), outputs.astype(np.float32))
    return {"name": name, "options": options, "result": float(metric.result()), "batches": [{"outputs": pack(o), "targets": pack(t)} for o, t in batches]}


M = keras.metrics
sizes = (7, 5, 2)
sparse = [(rng.dirichlet(np.ones(4), n), rng.integers(0, 4, n)) for n in sizes]
hot = [(o, np.eye(4)[t]) for o, t in sparse]
binary = [(rng.uniform(size=(n, 1)), (rng.uniform(size=(n, 1)) > 0.4).astype(float)) for n in sizes]
numbers = [(rng.normal(size=(n, 2)), rng.normal(size=(n, 2))) for n in sizes]
metrics = [
    metric_case("sparseCategoricalAccuracy", {}, M.SparseCategoricalAccuracy(), sparse),
    metric_case("categoricalAccuracy", {}, M.CategoricalAccuracy(), hot),
    metric_case("binaryAccuracy", {}, M.BinaryAccuracy(), binary),
    metric_case("binaryAccuracy", {"threshold": 0.3}, M.BinaryAccuracy(threshold=0.3), binary),
    metric_case("topKAccuracy", {"k": 2}, M.SparseTopKCategoricalAccuracy(2), sparse),
    metric_case("topKAccuracy", {"k": 2}, M.TopKCategoricalAccuracy(2), hot),
    metric_case("precision", {}, M.Precision(), binary),
    metric_case("recall", {"threshold": 0.6}, M.Recall(thresholds=0.6), binary),
    metric_case("f1", {"threshold": 0.5}, M.F1Score(average="micro", threshold=0.5), binary),
    metric_case("meanAbsoluteError", {}, M.MeanAbsoluteError(), numbers),
    metric_case("meanSquaredError", {}, M.MeanSquaredError(), numbers),
    metric_case("rootMeanSquaredError", {}, M.RootMeanSquaredError(), numbers),
]
for folder, cases in (("losses", losses), ("metrics", metrics)):
    path = root / folder / "golden" / f"{folder}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
