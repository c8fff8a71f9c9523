"""Golden values of losses: value (mean over the batch) and gradient by the outputs, from Keras 3 on TensorFlow.

Pinned: keras 3.15.1, tensorflow_cpu 2.21.0, numpy 2.4.6 (requirements.txt). Run: python reference/models_losses.py
Writes into packages/models/src/losses/golden/
  losses.json          {name, options, outputs, targets, value, gradient}
  weighted.json        the same with sampleWeight (a number for each sample) or classWeight (label to factor): Σ weight * loss / samples
  further-losses.json  the form of losses.json, for losses that Glassbox does not have yet
Outputs are logits where options.fromLogits is true. What goes in has six decimals.
"""
import keras
import numpy as np
import tensorflow as tf

from models_golden import digits, pack, write_cases

rng = np.random.default_rng(3)
K = keras.losses


def normal(scale, *shape):
    return np.round(rng.normal(scale=scale, size=shape), 6).astype(np.float32)


def case(name, options, loss, outputs, targets, sample_weight=None, extra=None):
    outputs = np.asarray(outputs, np.float32)
    x = tf.constant(outputs)
    with tf.GradientTape() as tape:
        tape.watch(x)
        value = loss(tf.constant(targets), x, sample_weight=sample_weight)
    return {"name": name, "options": options, "outputs": pack(outputs), "targets": pack(targets), **(extra or {}),
            "value": digits([value])[0], "gradient": pack(tape.gradient(value, x))}


logits = normal(3, 5, 4)
extreme = np.array([[40, 0, -40, 1], [0, 0, 40, 0]], np.float32)
probabilities = np.round(np.exp(logits) / np.exp(logits).sum(1, keepdims=True), 6)
labels, extreme_labels = np.array([0, 3, 1, 2, 2], np.int32), np.array([2, 0], np.int32)
eye = np.eye(4, dtype=np.float32)
onehot, soft = eye[labels], np.round(rng.dirichlet(np.ones(4), 5), 6).astype(np.float32)
yes = (rng.uniform(size=(5, 4)) > 0.5).astype(np.float32)
real = normal(2, 5, 4)
sequences, sequence_labels = normal(2, 2, 3, 4), rng.integers(0, 4, (2, 3)).astype(np.int32)


def cross_entropies():
    sparse, categorical, binary = "sparseCategoricalCrossentropy", "categoricalCrossentropy", "binaryCrossentropy"
    yield case(sparse, {"fromLogits": True}, K.SparseCategoricalCrossentropy(True), logits, labels)
    yield case(sparse, {"fromLogits": True}, K.SparseCategoricalCrossentropy(True), extreme, extreme_labels)
    yield case(sparse, {"fromLogits": True}, K.SparseCategoricalCrossentropy(True), sequences, sequence_labels)
    yield case(sparse, {}, K.SparseCategoricalCrossentropy(), probabilities, labels)
    yield case(binary, {"fromLogits": True}, K.BinaryCrossentropy(True), [[40, -40, 40, -40]], np.array([[1, 0, 0, 1]], np.float32))
    for smoothing in (0, 0.1):
        logit_options, options = {"fromLogits": True, "labelSmoothing": smoothing}, {"labelSmoothing": smoothing}
        from_logits = K.CategoricalCrossentropy(True, smoothing)
        yield case(categorical, logit_options, from_logits, logits, onehot)
        yield case(categorical, logit_options, from_logits, extreme, eye[extreme_labels])
        yield case(categorical, logit_options, from_logits, logits, soft)
        yield case(categorical, options, K.CategoricalCrossentropy(False, smoothing), probabilities, onehot)
        yield case(categorical, options, K.CategoricalCrossentropy(False, smoothing), np.abs(logits) + 0.1, soft)
        yield case(binary, logit_options, K.BinaryCrossentropy(True, smoothing), logits, yes)
        yield case(binary, options, K.BinaryCrossentropy(False, smoothing), probabilities, yes)
        yield case(binary, options, K.BinaryCrossentropy(False, smoothing), [[0, 1, 0, 1]], np.array([[0, 1, 1, 0]], np.float32))


def regression():
    yield case("meanSquaredError", {}, K.MeanSquaredError(), logits, real)
    yield case("meanSquaredError", {}, K.MeanSquaredError(), sequences, normal(2, 2, 3, 4))
    yield case("meanAbsoluteError", {}, K.MeanAbsoluteError(), logits, real)
    for delta in (1, 0.5, 3):
        yield case("huber", {"delta": delta}, K.Huber(delta), logits, real)
    yield case("huber", {"delta": 1}, K.Huber(), [[1, -1, 0, 1000]], np.zeros((1, 4), np.float32))


def weighted():
    weights, by_class = [0.5, 2, 0, 1, 3.25], {0: 1, 1: 4, 2: 0.25, 3: 0}
    of_labels = [by_class[label] for label in labels.tolist()]
    kinds = [
        ("sparseCategoricalCrossentropy", {"fromLogits": True}, K.SparseCategoricalCrossentropy(True), logits, labels),
        ("categoricalCrossentropy", {"fromLogits": True, "labelSmoothing": 0.1}, K.CategoricalCrossentropy(True, 0.1), logits, onehot),
        ("categoricalCrossentropy", {}, K.CategoricalCrossentropy(), probabilities, onehot),
    ]
    for name, options, loss, outputs, targets in kinds:
        yield case(name, options, loss, outputs, targets, np.float32(weights), {"sampleWeight": weights})
        yield case(name, options, loss, outputs, targets, np.float32(of_labels), {"classWeight": by_class})
    others = [("binaryCrossentropy", K.BinaryCrossentropy(), probabilities, yes), ("meanSquaredError", K.MeanSquaredError(), logits, real),
              ("meanAbsoluteError", K.MeanAbsoluteError(), logits, real), ("huber", K.Huber(), logits, real)]
    for name, loss, outputs, targets in others:
        yield case(name, {}, loss, outputs, targets, np.float32(weights), {"sampleWeight": weights})


def further():
    yield case("hinge", {}, K.Hinge(), logits, yes)
    yield case("hinge", {}, K.Hinge(), logits, 2 * yes - 1)
    yield case("squaredHinge", {}, K.SquaredHinge(), logits, 2 * yes - 1)
    yield case("klDivergence", {}, K.KLDivergence(), probabilities, soft)
    yield case("klDivergence", {}, K.KLDivergence(), probabilities, onehot)
    yield case("logCosh", {}, K.LogCosh(), logits, real)
    yield case("logCosh", {}, K.LogCosh(), 20 * logits, real)
    yield case("poisson", {}, K.Poisson(), np.abs(logits), np.round(np.abs(real)))
    yield case("sparseCategoricalCrossentropy of a class given no chance", {}, K.SparseCategoricalCrossentropy(),
               [[0, 0.5, 0.5, 0], [1, 0, 0, 0]], np.array([0, 0], np.int32))


write_cases("losses/golden/losses.json", [*cross_entropies(), *regression()])
write_cases("losses/golden/weighted.json", list(weighted()))
write_cases("losses/golden/further-losses.json", list(further()))
