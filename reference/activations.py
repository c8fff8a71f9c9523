"""Golden values of the activations: Keras in float64, derivatives by TensorFlow's tape; the normal distribution from SciPy.

Pinned: see requirements.txt. Run: python reference/activations.py
Writes packages/activations/src/golden/activations.json
"""

import json
import os
from pathlib import Path

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np
import tensorflow as tf
from scipy.special import ndtr

keras.config.set_floatx("float64")
a = keras.activations

FUNCTIONS = {
    "sigmoid": a.sigmoid,
    "tanh": a.tanh,
    "relu": a.relu,
    "leakyRelu": lambda x: a.leaky_relu(x, negative_slope=0.01),
    "leakyRelu 0.2": lambda x: a.leaky_relu(x, negative_slope=0.2),
    "swish": a.silu,
    "linear": a.linear,
    "prelu": lambda x: a.leaky_relu(x, negative_slope=0.25),
    "elu": a.elu,
    "elu 0.5": lambda x: a.elu(x, alpha=0.5),
    "selu": a.selu,
    "gelu": lambda x: a.gelu(x, approximate=False),
    "gelu approximate": lambda x: a.gelu(x, approximate=True),
    "softplus": a.softplus,
    "softsign": a.softsign,
    "mish": a.mish,
    "hardSigmoid": a.hard_sigmoid,
    "relu options": lambda x: a.relu(x, negative_slope=0.25, max_value=2.25, threshold=0.375),
    "relu maxValue": lambda x: a.relu(x, max_value=2.25),
    "relu threshold": lambda x: a.relu(x, threshold=0.375),
    "relu negativeSlope": lambda x: a.relu(x, negative_slope=0.25),
    "relu6": a.relu6,
    "exponential": a.exponential,
    "logSigmoid": a.log_sigmoid,
    "hardSwish": a.hard_silu,
    "hardTanh": a.hard_tanh,
    "hardShrink": a.hard_shrink,
    "hardShrink 1.5": lambda x: a.hard_shrink(x, threshold=1.5),
    "softShrink": a.soft_shrink,
    "softShrink 1.5": lambda x: a.soft_shrink(x, threshold=1.5),
    "tanhShrink": a.tanh_shrink,
    "threshold": lambda x: a.threshold(x, 0.0, 0.0),
    "threshold 0.75": lambda x: a.threshold(x, 0.75, -1.5),
    "celu": a.celu,
    "celu 0.5": lambda x: a.celu(x, alpha=0.5),
    "sparsePlus": a.sparse_plus,
    "sparseSigmoid": a.sparse_sigmoid,
    "squareplus": a.squareplus,
    "squareplus 1": lambda x: a.squareplus(x, b=1),
}

SIZES = [1e-8, 1e-4, 0.01, 0.1, 0.5, 1.0, 1.2784645, 2.0, 2.4999, 2.5001, 2.9, 3.1, 5.0, 8.0, 15.0, 20.0, 40.0, 100.0, 1e3, 1e4]
POINTS = [-size for size in reversed(SIZES)] + [0.0] + SIZES

ROWS = [
    [1.0, 2.0, 3.0, 4.0],
    [0.0, 0.0, 0.0, 0.0],
    [1e4, -1e4, 0.0, 9999.0],
    [-1e4, -1e4, -1e4, -9990.0],
    [1e-8, -1e-8, 0.5, -0.25],
]


def scalar(name, function):
    # e^x leaves float32 above 88.
    points = [point for point in POINTS if point <= 40] if name == "exponential" else POINTS
    x = tf.constant(points, dtype=tf.float64)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = function(x)
    derivative = tape.gradient(y, x).numpy().tolist()
    if name.startswith("celu"):
        # Keras adds max(x, 0) and alpha expm1(min(x, 0) / alpha), and the tape counts both at the kink 0 of each; the slope there is 1.
        zero = points.index(0.0)
        assert derivative[zero] == 2.0
        derivative[zero] = 1.0
    if name.startswith("squareplus"):
        # (x + sqrt(x^2 + b)) / 2 cancels for large negative x even in float64; the same number without cancelling.
        b = 1.0 if name.endswith("1") else 4.0
        xs = np.array(points)
        value = np.where(xs > 0, (xs + np.hypot(xs, b**0.5)) / 2, b / 2 / (np.abs(xs) + np.hypot(xs, b**0.5)))
        assert np.abs(value - y.numpy()).max() < 1e-11
        return {"value": value.tolist(), "derivative": derivative}
    return {"value": y.numpy().tolist(), "derivative": derivative, **({} if points is POINTS else {"points": points})}


def sparsemax(x):
    """The paper's closed form. Keras 3.15.1's own sums running sums, so that its rows do not add up to 1."""
    order = tf.sort(x, direction="DESCENDING", axis=-1)
    counts = tf.range(1, x.shape[-1] + 1, dtype=x.dtype)
    kept = 1 + counts * order > tf.cumsum(order, axis=-1)
    total = tf.reduce_sum(tf.where(kept, order, tf.zeros_like(order)), axis=-1, keepdims=True)
    return tf.maximum(x - (total - 1) / tf.reduce_sum(tf.cast(kept, x.dtype), axis=-1, keepdims=True), 0)


VECTORS = {"logSoftmax": a.log_softmax, "glu": a.glu, "sparsemax": sparsemax}
# Moved away from scores that differ by exactly 1: a kink of sparsemax, where slopes from its two sides differ.
VECTOR_ROWS = [[{9999.0: 9999.5, 3.0: 3.25}.get(number, number) for number in row] for row in ROWS] + [[1.0, 0.8, 0.7, -2.0], [0.1, 0.3, -0.2, 0.25]]


def vector(function):
    x = tf.constant(VECTOR_ROWS, dtype=tf.float64)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        y = function(x)
        upstream = np.arange(1.0, 1.0 + np.prod(y.shape)).reshape(y.shape) / 10
        weighted = tf.reduce_sum(y * upstream)
    return {
        "rows": VECTOR_ROWS, "value": y.numpy().tolist(), "upstream": upstream.tolist(),
        "gradient": tape.gradient(weighted, x).numpy().tolist(), "jacobian": tape.batch_jacobian(y, x).numpy().tolist(),
    }


def softmax():
    x = tf.constant(ROWS, dtype=tf.float64)
    weights = tf.constant(np.arange(1.0, 21.0).reshape(5, 4) / 10, dtype=tf.float64)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        y = a.softmax(x)
        weighted = tf.reduce_sum(y * weights)
    return {
        "rows": ROWS,
        "value": y.numpy().tolist(),
        "upstream": weights.numpy().tolist(),
        "gradient": tape.gradient(weighted, x).numpy().tolist(),
        "jacobian": tape.batch_jacobian(y, x).numpy().tolist(),
    }


golden = {
    "madeBy": f"keras {keras.__version__}, tensorflow {tf.__version__}, float64",
    "points": POINTS,
    "functions": {name: scalar(name, function) for name, function in FUNCTIONS.items()},
    "softmax": softmax(),
    "vectors": {name: vector(function) for name, function in VECTORS.items()},
    "normalCumulative": ndtr(np.array(POINTS)).tolist(),
}
rows = np.array(golden["vectors"]["sparsemax"]["value"])
assert np.abs(rows.sum(-1) - 1).max() < 1e-12 and np.abs(a.sparsemax(np.array(VECTOR_ROWS)).numpy().sum(-1) - 1).max() > 0.1
for name, entry in golden["functions"].items():
    assert np.isfinite(entry["value"]).all() and np.isfinite(entry["derivative"]).all(), name
path = Path(__file__).parent.parent / "packages/activations/src/golden/activations.json"
path.parent.mkdir(exist_ok=True)
path.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
print(path, path.stat().st_size, "bytes")
