"""Golden values of layers: output and gradients of Σ output * cotangent, from Keras 3 on TensorFlow.

Pinned: keras 3.15.1, tensorflow_cpu 2.21.0, numpy 2.4.6 (requirements.txt). Run: python reference/models_layers.py
Writes packages/models/src/layers/golden/layers.json and, for layers that only move values, reshaping.json

A case has the layer's name and options as Glassbox writes them, whether it is training, an input (batch first), weights in Keras's
order, a cotangent, and what Keras makes of them: the output, inputGradient (not where the input is tokens), weightGradients (of trainable
weights), and while training updatedWeights (all weights after the call, in the order of weights). What goes in has six decimals.
"""
import keras
import numpy as np
import tensorflow as tf

from models_golden import pack, write_cases

rng = np.random.default_rng(11)
L = keras.layers


def normal(shape, scale=1.0):
    return np.round(rng.normal(scale=scale, size=shape), 6).astype(np.float32)


def draw_weight(weight):
    values = normal(weight.shape, 0.6)
    return np.round(values**2, 6) + np.float32(0.01) if "variance" in weight.path else values


def case(name, kind, options, shape, layer, training=False, tokens=None, batch=2, inputs=None):
    x = rng.integers(0, tokens, (batch, *shape)).astype(np.float32) if tokens else normal((batch, *shape))
    x = x if inputs is None else np.asarray(inputs(x), np.float32)
    layer.build((None, *shape))
    layer.set_weights([draw_weight(weight) for weight in layer.weights])
    weights = [weight.numpy() for weight in layer.weights]
    with tf.GradientTape() as tape:
        source = tf.constant(x)
        tape.watch(source)
        output = layer(source, training=training)
        cotangent = normal(output.shape)
        total = tf.reduce_sum(output * cotangent)
    sources = ([] if tokens else [source]) + [weight.value for weight in layer.weights if weight.trainable]
    gradients = [pack(tf.convert_to_tensor(gradient)) for gradient in tape.gradient(total, sources)]
    return {
        "name": name, "layer": kind, "options": options, "training": training,
        "input": pack(x), "weights": [pack(weight) for weight in weights], "cotangent": pack(cotangent), "output": pack(output),
        **({} if tokens else {"inputGradient": gradients.pop(0)}),
        "weightGradients": gradients,
        **({"updatedWeights": [pack(weight.numpy()) for weight in layer.weights]} if training else {}),
    }


def dense():
    for activation, bias in [("relu", True), ("relu", False), ("tanh", False), ("softmax", True)]:
        yield case(f"dense {activation}{'' if bias else ' without bias'}", "dense", {"units": 4, "activation": activation, "useBias": bias},
                   (5,), L.Dense(4, activation=activation, use_bias=bias))
    yield case("dense", "dense", {"units": 4}, (5,), L.Dense(4))
    yield case("dense without bias", "dense", {"units": 1, "useBias": False}, (3,), L.Dense(1, use_bias=False))
    yield case("dense on sequences", "dense", {"units": 3}, (3, 2), L.Dense(3))


CONVOLUTIONS = [
    # padding, strides, dilations, kernel size, extra options
    ("valid", 1, 1, [3, 3], {}),
    ("same", 1, 1, [3, 2], {"activation": "relu"}),
    ("same", 2, 1, [3, 3], {}),
    ("valid", 2, 1, [2, 3], {"useBias": False}),
    ("same", 1, 2, [3, 3], {}),
    ("valid", 1, 2, [2, 2], {"activation": "tanh"}),
    ("same", 2, 1, [5, 5], {}),
    ("valid", 1, 1, [5, 3], {"activation": "relu", "useBias": False}),
    ("same", [2, 1], 1, [3, 5], {}),
    ("valid", [1, 3], 1, [1, 2], {}),
    ("same", 1, [2, 1], [2, 3], {}),
    ("same", 3, 1, [1, 1], {}),
]


def conv2d():
    for padding, strides, dilations, kernel, extra in CONVOLUTIONS:
        options = {"filters": 2, "kernelSize": kernel, "strides": strides, "padding": padding, "dilations": dilations, **extra}
        layer = L.Conv2D(2, kernel, strides=strides, padding=padding, dilation_rate=dilations,
                         activation=extra.get("activation"), use_bias=extra.get("useBias", True))
        yield case(f"conv2d {padding} {kernel} stride {strides} dilation {dilations} {extra}", "conv2d", options, (6, 5, 2), layer)


def pooling():
    windows = [("valid", 2, 2), ("same", 2, 2), ("same", 3, 2), ("valid", 3, 1), ("same", 3, 1), ("valid", 2, 1), ("same", 2, 1), ("same", [2, 3], [1, 2])]
    for kind, make in [("maxPooling2d", L.MaxPooling2D), ("averagePooling2d", L.AveragePooling2D)]:
        for padding, size, strides in windows:
            options = {"poolSize": size, "strides": strides, "padding": padding}
            yield case(f"{kind} {padding} {size} stride {strides}", kind, options, (4, 5, 2), make(size, strides=strides, padding=padding))
        yield case(f"{kind} of negative values, padded", kind, {"poolSize": 3, "strides": 2, "padding": "same"}, (4, 5, 1),
                   make(3, strides=2, padding="same"), inputs=lambda x: -np.abs(x) - 1)
    yield case("globalAveragePooling2d", "globalAveragePooling2d", {}, (3, 2, 2), L.GlobalAveragePooling2D())
    yield case("flatten", "flatten", {}, (2, 2, 2), L.Flatten())


def batch_normalization():
    for training in (True, False):
        for scale, center in [(True, True), (False, True), (True, False), (False, False)]:
            options = {"scale": scale, "center": center, "momentum": 0.9, "epsilon": 0.001}
            yield case(f"batchNormalization scale {scale} center {center} training {training}", "batchNormalization", options, (4, 3),
                       L.BatchNormalization(scale=scale, center=center, momentum=0.9), training=training)
        yield case(f"batchNormalization by default on images, training {training}", "batchNormalization", {}, (3, 2, 3), L.BatchNormalization(), training=training)
        yield case(f"batchNormalization on vectors, training {training}", "batchNormalization", {"epsilon": 1e-5}, (4,),
                   L.BatchNormalization(epsilon=1e-5), training=training, batch=3)
    yield case("batchNormalization of a channel that does not vary", "batchNormalization", {}, (3, 2), L.BatchNormalization(),
               training=True, inputs=lambda x: np.stack([x[..., 0], np.full_like(x[..., 1], 0.5)], -1))


def embedding():
    yield case("embedding with repeated tokens", "embedding", {"inputDim": 4, "outputDim": 3}, (5,), L.Embedding(4, 3), tokens=4)
    yield case("embedding of one token", "embedding", {"inputDim": 3, "outputDim": 2}, (4,), L.Embedding(3, 2), tokens=3, inputs=lambda x: 0 * x + 1)


RECURRENT = {"simpleRnn": L.SimpleRNN, "lstm": L.LSTM, "gru": L.GRU}
KERAS_NAMES = {"returnSequences": "return_sequences", "resetAfter": "reset_after", "goBackwards": "go_backwards", "useBias": "use_bias",
               "recurrentActivation": "recurrent_activation", "activation": "activation"}


def recurrent():
    variants = []
    for sequences in (False, True):
        variants += [("simpleRnn", {"returnSequences": sequences}), ("lstm", {"returnSequences": sequences})]
        variants += [("gru", {"returnSequences": sequences, "resetAfter": reset}) for reset in (True, False)]
    variants += [(kind, {"returnSequences": True, "goBackwards": True}) for kind in ("simpleRnn", "lstm")]
    variants += [("gru", {"resetAfter": reset, "goBackwards": True}) for reset in (True, False)]
    variants += [(kind, {"useBias": False, "activation": "relu"}) for kind in ("simpleRnn", "lstm")]
    variants += [("gru", {"useBias": False, "resetAfter": reset}) for reset in (True, False)]
    variants += [(kind, {"recurrentActivation": "hard_sigmoid", "activation": "softsign"}) for kind in ("lstm", "gru")]
    for kind, options in variants:
        layer = RECURRENT[kind](3, **{KERAS_NAMES[key]: value for key, value in options.items()})
        ours = {"units": 3, **options, **({"recurrentActivation": "hardSigmoid"} if "recurrentActivation" in options else {})}
        if kind == "gru":
            ours.setdefault("resetAfter", True)
        yield case(" ".join([kind, *(f"{key} {value}" for key, value in options.items())]), kind, ours, (3, 2), layer)


def prelu():
    yield case("prelu", "prelu", {}, (3, 2), L.PReLU())


if __name__ == "__main__":
    write_cases("layers/golden/layers.json", [*dense(), *conv2d(), *pooling(), *batch_normalization(), *embedding(), *recurrent(), *prelu()])
    write_cases("layers/golden/reshaping.json", [
        case("reshape", "reshape", {"targetShape": [3, 4]}, (2, 6), L.Reshape((3, 4))),
        case("reshape with one extent left open", "reshape", {"targetShape": [2, -1, 2]}, (3, 4), L.Reshape((2, -1, 2))),
        case("flatten a vector", "flatten", {}, (4,), L.Flatten()),
        *(case(f"activation {name}", "activation", {"activation": name}, (2, 3), L.Activation(name)) for name in ("relu", "sigmoid", "tanh", "softmax", "linear")),
    ])
