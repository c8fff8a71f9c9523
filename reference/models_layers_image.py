"""Golden values of activation, scaling and image layers: output and gradients of Σ output * cotangent, from Keras 3 on TensorFlow.

Pinned: keras 3.15.1, tensorflow_cpu 2.21.0, numpy 2.4.6 (requirements.txt). Run: python reference/models_layers_image.py
Writes packages/models/src/layers/golden/image.json, cases as models_layers.py describes them, and layers/image/golden/affine.json: images, affine
transforms and what keras.ops.image.affine_transform makes of them, for what the random layers do with what they drew.
"""
import keras
import numpy as np
import tensorflow as tf

import models_layers
from models_golden import digits, pack, write_cases
from models_layers import case

L = keras.layers
rng = models_layers.rng = np.random.default_rng(23)


def activations():
    yield case("relu", "relu", {}, (3, 4), L.ReLU())
    yield case("relu with all options", "relu", {"maxValue": 1.1, "negativeSlope": 0.2, "threshold": 0.3}, (3, 4), L.ReLU(1.1, 0.2, 0.3))
    yield case("relu to 6", "relu", {"maxValue": 6}, (3, 4), L.ReLU(6), inputs=lambda x: 5 * x)
    yield case("leakyRelu", "leakyRelu", {}, (3, 4), L.LeakyReLU())
    yield case("leakyRelu 0.1", "leakyRelu", {"negativeSlope": 0.1}, (3, 4), L.LeakyReLU(0.1))
    yield case("elu", "elu", {}, (3, 4), L.ELU())
    yield case("elu 0.5", "elu", {"alpha": 0.5}, (3, 4), L.ELU(0.5))
    for axis in (-1, 1, -2):
        yield case(f"softmax along {axis}", "softmax", {"axis": axis}, (3, 2, 4), L.Softmax(axis))
    for name, ours in [("log_softmax", "logSoftmax"), ("hard_silu", "hardSwish"), ("glu", "glu")]:
        yield case(f"activation {ours}", "activation", {"activation": ours}, (2, 4), L.Activation(name))


def scaling():
    yield case("rescaling", "rescaling", {"scale": 0.25, "offset": -1.5}, (3, 2), L.Rescaling(0.25, -1.5))
    mean, variance = [0.5, -1.25, 2.0], [0.25, 4.0, 0.0]
    channels = {"mean": mean, "variance": variance}
    yield case("normalization", "normalization", channels, (2, 2, 3), L.Normalization(mean=mean, variance=variance),
               inputs=lambda x: np.where(np.arange(3) == 2, 2.0, x))
    yield case("normalization of all values alike", "normalization", {"mean": 3, "variance": 2, "axis": None}, (2, 3), L.Normalization(None, 3.0, 2.0))
    yield case("normalization, inverted", "normalization", {**channels, "invert": True}, (2, 3), L.Normalization(mean=mean, variance=variance, invert=True))
    rows = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
    yield case("normalization along two axes", "normalization", {"mean": sum(rows, []), "variance": sum(rows, []), "axis": [1, 2]}, (2, 3),
               L.Normalization((1, 2), rows, rows))


def resizing():
    for interpolation in ("bilinear", "nearest"):
        for size in [(7, 9), (2, 3), (3, 8), (4, 5), (1, 1)]:
            yield case(f"resizing {interpolation} to {size}", "resizing", {"height": size[0], "width": size[1], "interpolation": interpolation}, (4, 5, 2),
                       L.Resizing(*size, interpolation=interpolation))
        for shape in [(4, 7, 2), (7, 4, 1), (5, 9, 1)]:
            for way in ("crop", "pad"):
                fill = {"fillValue": 0.5} if way == "pad" else {}
                options = {"height": 5, "width": 6, "interpolation": interpolation, f"{way}ToAspectRatio": True, **fill}
                layer = L.Resizing(5, 6, interpolation=interpolation, fill_value=fill.get("fillValue", 0.0), **{f"{way}_to_aspect_ratio": True})
                yield case(f"resizing {interpolation} of {shape}, {way} to the aspect ratio", "resizing", options, shape, layer)


def crops():
    for shape, size in [((6, 7, 2), (3, 4)), ((5, 5, 1), (5, 5)), ((5, 6, 1), (2, 3)), ((3, 8, 1), (5, 4)), ((4, 4, 1), (6, 3))]:
        yield case(f"centerCrop of {shape} to {size}", "centerCrop", {"height": size[0], "width": size[1]}, shape, L.CenterCrop(*size))


def spatial_dropout():
    for rank, shape in [(1, (4, 3)), (2, (3, 2, 3)), (3, (2, 2, 2, 3))]:
        yield case(f"spatialDropout{rank}d outside of training", f"spatialDropout{rank}d", {"rate": 0.5}, shape, getattr(L, f"SpatialDropout{rank}D")(0.5))
    yield case("alphaDropout outside of training", "alphaDropout", {"rate": 0.5}, (3, 2), L.AlphaDropout(0.5))
    yield case("activityRegularization", "activityRegularization", {"l1": 0.1, "l2": 0.2}, (3, 2), L.ActivityRegularization(0.1, 0.2))


def turned(angle, height, width):
    """The matrix of RandomRotation, by the layer itself."""
    layer = L.RandomRotation(0.1)
    zeros, ones = np.zeros(1, np.float32), np.ones(1, np.float32)
    matrix = layer._compute_affine_matrix(0.5, 0.5, tf.constant([angle * 360.0]), zeros, zeros, ones, zeros, zeros, height, width)
    return np.asarray(matrix, np.float64)[0]


def zoomed(vertical, horizontal, height, width):
    return np.asarray(L.RandomZoom(0.1)._get_zoom_matrix(tf.constant([[horizontal, vertical]]), height, width), np.float64)[0]


def shifted(down, right):
    return np.asarray(L.RandomTranslation(0.1, 0.1)._get_translation_matrix(tf.constant([[right, down]])), np.float64)[0]


def affine():
    height, width = 4, 5
    kinds = [
        ("rotation", [0.1, height, width], turned(0.1, height, width)), ("rotation", [-0.37, height, width], turned(-0.37, height, width)),
        ("zoom", [1.3, 0.7, height, width], zoomed(1.3, 0.7, height, width)), ("zoom", [1.9, 1.8, height, width], zoomed(1.9, 1.8, height, width)),
        ("translation", [1.4, -2.3], shifted(1.4, -2.3)), ("translation", [-7.2, 9.1], shifted(-7.2, 9.1)),
    ]
    image = models_layers.normal((1, height, width, 2))
    for kind, arguments, matrix in kinds:
        for interpolation in ("bilinear", "nearest"):
            for mode in ("reflect", "wrap", "nearest", "constant"):
                output = keras.ops.image.affine_transform(image, matrix[None].astype(np.float32), interpolation, mode, 0.5)
                yield {"name": f"{kind} {arguments}, {interpolation}, {mode}", "kind": kind, "arguments": arguments, "matrix": digits(matrix[:6]),
                       "options": {"interpolation": interpolation, "fillMode": mode, "fillValue": 0.5}, "input": pack(image), "output": pack(output)}


if __name__ == "__main__":
    write_cases("layers/golden/image.json", [*activations(), *scaling(), *resizing(), *crops(), *spatial_dropout()])
    write_cases("layers/image/golden/affine.json", [*affine()])
