"""Golden paths of optimizers: five parameters through 20 steps with given gradients, from Keras 3.

Pinned: keras 3.15.1, tensorflow_cpu 2.21.0, numpy 2.4.6 (requirements.txt). Run: python reference/models_optimizers.py
Writes packages/models/src/optimizers/golden/optimizers.json and, for optimizers and options that Glassbox does not have yet, in the
same form, further-optimizers.json.

The gradient of parameter i at step t (both from 1) is sin(t (i + 1) / 3) * 0.5^(i - 1); parameters start at i / 10.
A case is {name, options, path}: the parameters after each step.
"""
import keras
import numpy as np

from models_golden import digits, write_cases

O = keras.optimizers
index = np.arange(1, 6)


def case(name, options, optimizer):
    variable = keras.Variable((index / 10).astype(np.float32))
    optimizer.build([variable])
    path = []
    for t in range(1, 21):
        gradient = (np.sin(t * (index + 1) / 3) * 0.5 ** (index - 1)).astype(np.float32)
        optimizer.apply([keras.ops.convert_to_tensor(gradient)], [variable])
        path.append(digits(variable.numpy()))
    return {"name": name, "options": options, "path": path}


write_cases("optimizers/golden/optimizers.json", [
    case("sgd", {}, O.SGD()),
    case("sgd", {"learningRate": 0.1, "momentum": 0.8}, O.SGD(0.1, 0.8)),
    case("sgd", {"momentum": 0.9}, O.SGD(momentum=0.9)),
    case("sgd", {"momentum": 0.9, "nesterov": True}, O.SGD(momentum=0.9, nesterov=True)),
    case("sgd", {"learningRate": 0.2, "momentum": 0.5, "nesterov": True}, O.SGD(0.2, 0.5, nesterov=True)),
    case("rmsprop", {}, O.RMSprop()),
    case("rmsprop", {"momentum": 0.9}, O.RMSprop(momentum=0.9)),
    case("rmsprop", {"learningRate": 0.01, "rho": 0.8, "momentum": 0.5}, O.RMSprop(0.01, 0.8, 0.5)),
    case("rmsprop", {"learningRate": 0.02, "rho": 0.99, "epsilon": 1e-2}, O.RMSprop(0.02, 0.99, epsilon=1e-2)),
    case("adagrad", {}, O.Adagrad()),
    case("adagrad", {"learningRate": 0.1, "initialAccumulator": 0.5}, O.Adagrad(0.1, 0.5)),
    case("adam", {}, O.Adam()),
    case("adam", {"learningRate": 0.05, "beta1": 0.8, "beta2": 0.95, "epsilon": 1e-3}, O.Adam(0.05, 0.8, 0.95, 1e-3)),
    case("adamW", {}, O.AdamW()),
    case("adamW", {"learningRate": 0.05, "weightDecay": 0.1}, O.AdamW(0.05, weight_decay=0.1)),
])
write_cases("optimizers/golden/further-optimizers.json", [
    case("rmsprop", {"centered": True}, O.RMSprop(centered=True)),
    case("rmsprop", {"learningRate": 0.01, "rho": 0.8, "momentum": 0.5, "centered": True}, O.RMSprop(0.01, 0.8, 0.5, centered=True)),
    case("adam", {"amsgrad": True}, O.Adam(amsgrad=True)),
    case("adam", {"learningRate": 0.05, "beta1": 0.8, "beta2": 0.9, "amsgrad": True}, O.Adam(0.05, 0.8, 0.9, amsgrad=True)),
    case("adadelta", {}, O.Adadelta()),
    case("adadelta", {"learningRate": 1, "rho": 0.9, "epsilon": 1e-3}, O.Adadelta(1.0, 0.9, 1e-3)),
    case("adamax", {}, O.Adamax()),
    case("adamax", {"learningRate": 0.05, "beta1": 0.8, "beta2": 0.95}, O.Adamax(0.05, 0.8, 0.95)),
    case("nadam", {}, O.Nadam()),
    case("nadam", {"learningRate": 0.05, "beta1": 0.8, "beta2": 0.95}, O.Nadam(0.05, 0.8, 0.95)),
    case("lion", {}, O.Lion()),
    case("lion", {"learningRate": 0.05, "beta1": 0.8, "beta2": 0.9, "weightDecay": 0.1}, O.Lion(0.05, 0.8, 0.9, weight_decay=0.1)),
])
