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


def scalar(function):
    x = tf.constant(POINTS, dtype=tf.float64)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = function(x)
    return {"value": y.numpy().tolist(), "derivative": tape.gradient(y, x).numpy().tolist()}


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
    "functions": {name: scalar(function) for name, function in FUNCTIONS.items()},
    "softmax": softmax(),
    "normalCumulative": ndtr(np.array(POINTS)).tolist(),
}
for name, entry in golden["functions"].items():
    assert np.isfinite(entry["value"]).all() and np.isfinite(entry["derivative"]).all(), name
path = Path(__file__).parent.parent / "packages/activations/src/golden/activations.json"
path.parent.mkdir(exist_ok=True)
path.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
print(path, path.stat().st_size, "bytes")
