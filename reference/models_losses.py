"""Golden values of losses: value (mean over the batch) and gradient by the outputs, from Keras 3 on TensorFlow.

Pinned: keras 3.15.1, tensorflow_cpu 2.21.0, numpy 2.4.6 (requirements.txt). Run: python reference/models_losses.py
Writes into packages/models/src/losses/golden/
  losses.json          {name, options, outputs, targets, value, gradient}
  weighted.json        the same with sampleWeight (a number for each sample) or classWeight (label to factor): Σ weight * loss / samples
  further-losses.json  the form of losses.json, with sampleWeight in some: the losses that the notebook's network does not need
  far-off.json         the form of losses.json, at logits of +-1e4; cross-entropies and quantile are in float64 from the formula
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
    # A class that was given no chance.
    yield case("sparseCategoricalCrossentropy", {}, K.SparseCategoricalCrossentropy(), [[0, 0.5, 0.5, 0], [1, 0, 0, 0]], np.array([0, 0], np.int32))
    yield case("squaredHinge", {}, K.SquaredHinge(), logits, yes)
    yield case("categoricalHinge", {}, K.CategoricalHinge(), logits, onehot)
    yield case("categoricalHinge", {}, K.CategoricalHinge(), -np.abs(logits), onehot)
    yield case("meanAbsolutePercentageError", {}, K.MeanAbsolutePercentageError(), logits, real)
    yield case("meanAbsolutePercentageError", {}, K.MeanAbsolutePercentageError(), [[2, 3]], np.array([[-4, 3]], np.float32))
    yield case("meanAbsoluteError", {}, K.MeanAbsoluteError(), [[2, 3]], np.array([[2, 4]], np.float32))
    yield case("meanSquaredLogarithmicError", {}, K.MeanSquaredLogarithmicError(), np.abs(logits), np.abs(real))
    yield case("meanSquaredLogarithmicError", {}, K.MeanSquaredLogarithmicError(), logits, real)
    yield case("cosineSimilarity", {}, K.CosineSimilarity(), logits, real)
    yield case("cosineSimilarity", {}, K.CosineSimilarity(), sequences, normal_sequences)
    for over in ("batch", "sample"):
        axis = None if over == "batch" else 1
        yield case("dice", {"over": over}, K.Dice(axis=axis), probabilities, yes)
        yield case("tversky", {"over": over, "alpha": 0.3, "beta": 0.8}, K.Tversky(0.3, 0.8, axis=axis), probabilities, yes)
    for q in (0.5, 0.9, 0.2):
        yield case("categoricalGeneralizedCrossEntropy", {"q": q}, K.CategoricalGeneralizedCrossEntropy(q), probabilities, labels)
    unit = np.round(logits / np.linalg.norm(logits, axis=1, keepdims=True), 6)
    yield case("circle", {}, K.Circle(), unit, np.array([0, 1, 0, 1, 0], np.int32))
    yield case("circle", {"gamma": 8, "margin": 0.25}, K.Circle(8.0, 0.25), unit, np.array([0, 1, 0, 1, 2], np.int32))


def focal():
    binary, categorical = "binaryFocalCrossentropy", "categoricalFocalCrossentropy"
    for options in ({}, {"gamma": 3, "alpha": 0.7, "applyClassBalancing": True}, {"gamma": 1.5, "labelSmoothing": 0.2}, {"gamma": 0}):
        loss = K.BinaryFocalCrossentropy(options.get("applyClassBalancing", False), options.get("alpha", 0.25), options.get("gamma", 2),
                                         False, options.get("labelSmoothing", 0))
        yield case(binary, options, loss, probabilities, yes)
    for options in ({}, {"gamma": 3, "alpha": 0.7, "labelSmoothing": 0.1}, {"alpha": [0.1, 0.2, 0.3, 0.4], "gamma": 1}):
        settings = (options.get("alpha", 0.25), options.get("gamma", 2))
        smoothing = options.get("labelSmoothing", 0)
        yield case(categorical, options, K.CategoricalFocalCrossentropy(*settings, False, smoothing), probabilities, onehot)
        yield case(categorical, {**options, "fromLogits": True}, K.CategoricalFocalCrossentropy(*settings, True, smoothing), real, soft)
    balanced = {"applyClassBalancing": True, "fromLogits": True}
    yield case(binary, balanced, K.BinaryFocalCrossentropy(True, from_logits=True), real, yes)


def ignoring():
    sparse, options = "sparseCategoricalCrossentropy", {"fromLogits": True, "ignoreClass": -1}
    loss, holes = K.SparseCategoricalCrossentropy(True, ignore_class=-1), np.array([0, -1, 1, -1, 2], np.int32)
    yield case(sparse, options, loss, logits, holes)
    yield case(sparse, options, loss, logits, holes, np.float32([0.5, 2, 0, 1, 3.25]), {"sampleWeight": [0.5, 2, 0, 1, 3.25]})
    yield case(sparse, options, loss, sequences, np.array([[0, -1, -1], [2, 3, -1]], np.int32))
    yield case(sparse, options, loss, logits, np.full(5, -1, np.int32))
    yield case(sparse, {"ignoreClass": 2}, K.SparseCategoricalCrossentropy(ignore_class=2), probabilities, labels)


def weighted_further():
    weights = [0.5, 2, 0, 1, 3.25]
    kinds = [("hinge", K.Hinge(), logits, yes), ("logCosh", K.LogCosh(), logits, real), ("cosineSimilarity", K.CosineSimilarity(), logits, real),
             ("klDivergence", K.KLDivergence(), probabilities, soft), ("categoricalHinge", K.CategoricalHinge(), logits, onehot),
             ("binaryFocalCrossentropy", K.BinaryFocalCrossentropy(), probabilities, yes),
             ("categoricalGeneralizedCrossEntropy", K.CategoricalGeneralizedCrossEntropy(0.5), probabilities, labels),
             ("dice", K.Dice(), probabilities, yes), ("poisson", K.Poisson(), np.abs(logits), np.round(np.abs(real))),
             ("tversky", K.Tversky(), probabilities, yes), ("squaredHinge", K.SquaredHinge(), logits, yes),
             ("categoricalFocalCrossentropy", K.CategoricalFocalCrossentropy(), probabilities, onehot),
             ("meanAbsolutePercentageError", K.MeanAbsolutePercentageError(), logits, real),
             ("meanSquaredLogarithmicError", K.MeanSquaredLogarithmicError(), np.abs(logits), np.abs(real)),
             ("circle", K.Circle(), np.round(logits / np.linalg.norm(logits, axis=1, keepdims=True), 6), np.array([0, 1, 0, 1, 0], np.int32))]
    for name, loss, outputs, targets in kinds:
        yield case(name, {}, loss, outputs, targets, np.float32(weights), {"sampleWeight": weights})


def exact(name, options, per_sample, outputs, targets):
    """In float64 from the formula on logits: Keras clips the probabilities of some losses at 1e-7, and so loses value and gradient."""
    x, t = tf.constant(outputs, tf.float64), tf.constant(targets, tf.float64 if targets.dtype != np.int32 else tf.int32)
    with tf.GradientTape() as tape:
        tape.watch(x)
        value = tf.reduce_mean(per_sample(x, t))
    return {"name": name, "options": options, "outputs": pack(outputs), "targets": pack(targets),
            "value": digits([value])[0], "gradient": pack(tape.gradient(value, x))}


def far_off():
    """Logits of ten thousand on the wrong side and on the right one, and some in between."""
    z = np.array([[1e4, -1e4, 0, 1], [-1e4, 1e4, 1e4, -1e4], [30, -30, 2, -2]], np.float32)
    classes, t = np.array([1, 1, 2], np.int32), np.array([[0, 1, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]], np.float32)
    bits, log_softmax = np.array([[0, 1, 1, 0], [0, 1, 1, 1], [0, 1, 0, 1]], np.float32), tf.nn.log_softmax
    bce = lambda x, t: tf.nn.sigmoid_cross_entropy_with_logits(t, x)
    missed = lambda x, t: t * tf.sigmoid(-x) + (1 - t) * tf.sigmoid(x)
    kept = lambda t: tf.clip_by_value(t, 1e-7, 1)
    logits_only = {"fromLogits": True}
    one_hot = lambda t: tf.one_hot(t, 4, dtype=tf.float64)
    cce = lambda x, t: -tf.reduce_sum(t * log_softmax(x), 1)
    yield exact("sparseCategoricalCrossentropy", logits_only, lambda x, t: cce(x, one_hot(t)), z, classes)
    yield exact("categoricalCrossentropy", logits_only, cce, z, t)
    yield exact("binaryCrossentropy", logits_only, lambda x, t: tf.reduce_mean(bce(x, t), 1), z, bits)
    for gamma in (2, 0.5, 0):
        yield exact("binaryFocalCrossentropy", {**logits_only, "gamma": gamma},
                    lambda x, t: tf.reduce_mean(tf.maximum(missed(x, t), 1e-30) ** gamma * bce(x, t), 1), z, bits)
        yield exact("categoricalFocalCrossentropy", {**logits_only, "gamma": gamma},
                    lambda x, t: -0.25 * tf.reduce_sum(tf.maximum(1 - tf.nn.softmax(x), 1e-30) ** gamma * t * log_softmax(x), 1), z, t)
    yield exact("klDivergence", {}, lambda x, t: tf.reduce_sum(kept(t) * (tf.math.log(kept(t)) - log_softmax(x)), 1), z, t)
    yield exact("categoricalGeneralizedCrossEntropy", logits_only,
                lambda x, t: (1 - tf.exp(0.5 * tf.reduce_sum(one_hot(t) * log_softmax(x), 1))) / 0.5, z, classes)
    zeros = np.zeros((3, 4), np.float32)
    for name, loss in (("logCosh", K.LogCosh()), ("huber", K.Huber()), ("meanAbsoluteError", K.MeanAbsoluteError()),
                       ("meanSquaredError", K.MeanSquaredError()), ("hinge", K.Hinge()), ("squaredHinge", K.SquaredHinge())):
        yield case(name, {}, loss, z, bits if "inge" in name else zeros)
    yield case("cosineSimilarity", {}, K.CosineSimilarity(), z, bits)
    yield case("poisson", {}, K.Poisson(), np.array([[0, 1e4, 1, 2]], np.float32), np.array([[1, 3, 0, 1e4]], np.float32))
    for q in (0.5, 0.9):
        pinball = lambda x, t: tf.reduce_mean(tf.maximum(q * (t - x), (q - 1) * (t - x)), 1)
        yield exact("quantile", {"q": q}, pinball, z[:2, :2], zeros[:2, :2])
        yield exact("quantile", {"q": q}, pinball, logits, real)


write_cases("losses/golden/losses.json", [*cross_entropies(), *regression()])
write_cases("losses/golden/weighted.json", list(weighted()))
normal_sequences = normal(2, 2, 3, 4)
write_cases("losses/golden/further-losses.json", [*further(), *focal(), *ignoring(), *weighted_further()])
write_cases("losses/golden/far-off.json", list(far_off()))
