"""Golden values of the convolution, pooling and shape layers, as models_layers.py has them: output and gradients from Keras 3 on TensorFlow.

Pinned: keras 3.15.1, tensorflow_cpu 2.21.0, numpy 2.4.6 (requirements.txt). Run: python reference/models_layers_convolution.py
Writes packages/models/src/layers/golden/convolution.json; the form of a case is that of models_layers.py.
"""
import keras
import numpy as np

from models_golden import write_cases
from models_layers import case

L = keras.layers
KERAS_NAMES = {"kernelSize": "kernel_size", "dilations": "dilation_rate", "useBias": "use_bias", "depthMultiplier": "depth_multiplier",
               "outputPadding": "output_padding", "poolSize": "pool_size", "keepDims": "keepdims", "times": "n"}


def layer_case(kind, make, shape, note="", inputs=None, **options):
    layer = make(**{KERAS_NAMES.get(key, key): value for key, value in options.items()})
    name = " ".join([kind, *(f"{key} {value}" for key, value in options.items()), note]).strip()
    return case(name, kind, options, shape, layer, inputs=inputs)


def negative(x):
    return -np.abs(x) - 1


def convolutions():
    for more in [{}, {"padding": "same", "strides": 2}, {"padding": "causal", "dilations": 2}, {"padding": "causal", "strides": 2, "useBias": False},
                 {"padding": "same", "dilations": 3, "activation": "tanh"}, {"padding": "valid", "strides": 3}]:
        yield layer_case("conv1d", L.Conv1D, (7, 2), filters=3, kernelSize=3, **more)
    yield layer_case("conv1d", L.Conv1D, (5, 2), filters=2, kernelSize=2, padding="same", activation="relu")
    for more in [{}, {"padding": "same", "strides": 2}, {"padding": "same", "strides": [2, 1, 2], "useBias": False}, {"activation": "tanh", "kernelSize": [1, 2, 3]}]:
        yield layer_case("conv3d", L.Conv3D, (3, 4, 3, 2), **{"filters": 2, "kernelSize": 2, **more})
    yield layer_case("conv3d", L.Conv3D, (5, 3, 4, 1), filters=2, kernelSize=[3, 2, 2], padding="same", dilations=[2, 1, 1])


def transposed():
    for more in [{}, {"padding": "same", "strides": 2}, {"strides": 2}, {"padding": "same", "strides": 3, "outputPadding": 1, "useBias": False},
                 {"strides": 3, "outputPadding": 2}, {"padding": "same", "activation": "relu"}]:
        yield layer_case("conv1dTranspose", L.Conv1DTranspose, (4, 2), filters=3, kernelSize=3, **more)
    yield layer_case("conv1dTranspose", L.Conv1DTranspose, (3, 2), filters=2, kernelSize=2, strides=3)
    for more in [{}, {"padding": "same"}, {"padding": "same", "strides": 2}, {"strides": [2, 3]}, {"padding": "same", "strides": 2, "outputPadding": 1},
                 {"strides": 2, "outputPadding": [1, 0], "useBias": False}, {"kernelSize": [1, 2], "strides": 3, "activation": "tanh"},
                 {"padding": "same", "kernelSize": [2, 4], "strides": [2, 1]}]:
        yield layer_case("conv2dTranspose", L.Conv2DTranspose, (3, 2, 2), **{"filters": 2, "kernelSize": 3, **more})


def depthwise():
    for more in [{}, {"padding": "same", "strides": 2, "depthMultiplier": 2}, {"padding": "same", "dilations": 2, "useBias": False},
                 {"strides": 2, "dilations": 2, "activation": "tanh"}]:
        yield layer_case("depthwiseConv1d", L.DepthwiseConv1D, (7, 2), kernelSize=3, **more)
    for more in [{}, {"padding": "same", "strides": 2}, {"padding": "same", "depthMultiplier": 2}, {"dilations": 2, "depthMultiplier": 2, "useBias": False},
                 {"padding": "same", "dilations": [2, 1], "activation": "relu"}, {"strides": 2, "kernelSize": [2, 3], "depthMultiplier": 2, "activation": "tanh"},
                 {"strides": 2, "dilations": 2, "padding": "same", "kernelSize": 2}]:
        yield layer_case("depthwiseConv2d", L.DepthwiseConv2D, (6, 5, 2), **{"kernelSize": 3, **more})
    for more in [{}, {"padding": "same", "strides": 2, "depthMultiplier": 2}, {"dilations": 2, "useBias": False}]:
        yield layer_case("separableConv1d", L.SeparableConv1D, (7, 2), filters=3, kernelSize=3, **more)
    for more in [{}, {"padding": "same", "strides": 2, "depthMultiplier": 2}, {"padding": "same", "dilations": 2, "useBias": False},
                 {"kernelSize": [2, 1], "activation": "relu"}]:
        yield layer_case("separableConv2d", L.SeparableConv2D, (5, 6, 2), **{"filters": 3, "kernelSize": 3, **more})


def pooling():
    windows = [{"poolSize": 2}, {"poolSize": 3, "strides": 2, "padding": "same"}, {"poolSize": 3, "strides": 1}]
    for kind, make in [("maxPooling1d", L.MaxPooling1D), ("averagePooling1d", L.AveragePooling1D)]:
        for more in windows:
            yield layer_case(kind, make, (7, 2), **more)
    for kind, make in [("maxPooling3d", L.MaxPooling3D), ("averagePooling3d", L.AveragePooling3D)]:
        for more in [*windows, {"poolSize": [1, 2, 3], "strides": [1, 2, 1], "padding": "same"}]:
            yield layer_case(kind, make, (3, 4, 5, 1), **more)
    yield layer_case("maxPooling1d", L.MaxPooling1D, (5, 2), "of negative values", negative, poolSize=3, strides=2, padding="same")
    yield layer_case("maxPooling3d", L.MaxPooling3D, (3, 4, 3, 2), "of negative values", negative, poolSize=2, padding="same")


def global_pooling():
    shapes = {1: (5, 2), 2: (3, 2, 2), 3: (2, 3, 2, 2)}
    for rank, shape in shapes.items():
        for reduction in ("Max", "Average"):
            kind, make = f"global{reduction}Pooling{rank}d", getattr(L, f"Global{reduction}Pooling{rank}D")
            yield layer_case(kind, make, shape)
            yield layer_case(kind, make, shape, keepDims=True)
        yield layer_case(f"globalMaxPooling{rank}d", getattr(L, f"GlobalMaxPooling{rank}D"), shape, "of negative values", negative)
    yield layer_case("globalMaxPooling1d", L.GlobalMaxPooling1D, (4, 2), "of ties", lambda x: np.sign(x))


def shapes():
    padded = {1: ((3, 2), [2, [1, 0]]), 2: ((2, 3, 1), [1, [2, 0], [[1, 0], [0, 2]]]), 3: ((2, 1, 2, 2), [1, [0, 1, 2], [[1, 0], [0, 2], [1, 1]]])}
    cut = {1: ((5, 2), [1, [0, 2]]), 2: ((4, 5, 1), [1, [0, 2], [[1, 0], [0, 2]]]), 3: ((3, 4, 5, 1), [1, [0, 1, 2], [[1, 0], [0, 2], [1, 1]]])}
    for rank in (1, 2, 3):
        for margins in padded[rank][1]:
            yield layer_case(f"zeroPadding{rank}d", getattr(L, f"ZeroPadding{rank}D"), padded[rank][0], padding=margins)
        for margins in cut[rank][1]:
            yield layer_case(f"cropping{rank}d", getattr(L, f"Cropping{rank}D"), cut[rank][0], cropping=margins)
    yield layer_case("upSampling1d", L.UpSampling1D, (3, 2), size=3)
    for size in (2, [3, 1]):
        for interpolation in ("nearest", "bilinear"):
            yield layer_case("upSampling2d", L.UpSampling2D, (2, 3, 2), size=size, interpolation=interpolation)
    yield layer_case("upSampling2d", L.UpSampling2D, (3, 1, 1), size=[3, 4], interpolation="bilinear")
    yield layer_case("upSampling3d", L.UpSampling3D, (2, 1, 2, 2), size=2)
    yield layer_case("upSampling3d", L.UpSampling3D, (1, 2, 2, 1), size=[2, 1, 3])
    yield layer_case("permute", L.Permute, (3, 2), dims=[2, 1])
    yield layer_case("permute", L.Permute, (2, 3, 2), dims=[3, 1, 2])
    yield layer_case("repeatVector", L.RepeatVector, (3,), times=4)


write_cases("layers/golden/convolution.json", [*convolutions(), *transposed(), *depthwise(), *pooling(), *global_pooling(), *shapes()])
