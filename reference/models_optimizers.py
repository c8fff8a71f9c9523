"""Golden paths of optimizers: five parameters through 20 steps with given gradients, from Keras 3.

Pinned: keras 3.15.1, tensorflow_cpu 2.21.0, numpy 2.4.6 (requirements.txt). Run: python reference/models_optimizers.py
Writes packages/models/src/optimizers/golden/optimizers.json and packages/models/src/training/golden/optimizer-loop.json.

The gradient of parameter i at step t (both from 1) is sin(t (i + 1) / 3) * 0.5^(i - 1); parameters start at i / 10.
A case is {name, options, path}: the parameters after each step. A case of the loop has several weights, one after the other, and their
averages and the rate at each step.
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
    case("sgd", {"learningRate": 0.1, "weightDecay": 0.5}, O.SGD(0.1, weight_decay=0.5)),
    case("rmsprop", {"learningRate": 0.01, "weightDecay": 0.3, "momentum": 0.5}, O.RMSprop(0.01, momentum=0.5, weight_decay=0.3)),
    case("adagrad", {"learningRate": 0.1, "weightDecay": 0.2}, O.Adagrad(0.1, weight_decay=0.2)),
    case("adadelta", {"learningRate": 1, "weightDecay": 0.05}, O.Adadelta(1.0, weight_decay=0.05)),
    case("adam", {"learningRate": 0.02, "weightDecay": 0.2, "amsgrad": True}, O.Adam(0.02, weight_decay=0.2, amsgrad=True)),
    case("adamax", {"learningRate": 0.05, "weightDecay": 0.2}, O.Adamax(0.05, weight_decay=0.2)),
    case("nadam", {"learningRate": 0.02, "weightDecay": 0.2}, O.Nadam(0.02, weight_decay=0.2)),
    case("ftrl", {}, O.Ftrl()),
    case("ftrl", {"learningRate": 0.1, "l1": 0.05, "l2": 0.02, "l2Shrinkage": 0.1, "beta": 0.3, "learningRatePower": -0.7}, O.Ftrl(0.1, -0.7, 0.1, 0.05, 0.02, 0.1, 0.3)),
    case("ftrl", {"learningRate": 0.5, "initialAccumulator": 0.4, "weightDecay": 0.1}, O.Ftrl(0.5, initial_accumulator_value=0.4, weight_decay=0.1)),
    case("lamb", {}, O.Lamb()),
    case("lamb", {"learningRate": 0.05, "beta1": 0.8, "beta2": 0.95, "weightDecay": 0.1}, O.Lamb(0.05, 0.8, 0.95, weight_decay=0.1)),
])


def loop_case(options, names, make, exclude=None, constraint=None):
    """Steps of several weights through the optimizer's loop: accumulation, decay, clipping, averages, constraints, the rate."""
    variables = [keras.Variable((index / 10 - 0.2 * k).astype(np.float32), name=name) for k, name in enumerate(names)]
    for variable in variables:
        variable.constraint = constraint
    optimizer = make()
    if exclude:
        optimizer.exclude_from_weight_decay(var_names=exclude)
    optimizer.build(variables)
    path, averages, rates = [], [], []
    for t in range(1, 21):
        gradients = [np.sin(t * (index + 1 + k) / 3) * 0.5 ** (index - 1) for k in range(len(names))]
        rates.append(float(optimizer.learning_rate))
        optimizer.apply([keras.ops.convert_to_tensor(g.astype(np.float32)) for g in gradients], variables)
        path.append(digits(np.concatenate([v.numpy() for v in variables])))
        if optimizer.use_ema:
            averages.append(digits(np.concatenate([v.numpy() for v in optimizer._model_variables_moving_average])))
    return {"options": options, "names": names, "constrained": constraint is not None, "path": path, "averages": averages, "rates": digits(rates)}


decay = keras.optimizers.schedules.ExponentialDecay(0.1, 5, 0.5)
write_cases("training/golden/optimizer-loop.json", [
    loop_case({"name": "adam", "accumulateSteps": 3}, ["kernel"], lambda: O.Adam(gradient_accumulation_steps=3)),
    loop_case({"name": "nadam", "learningRate": 0.02, "accumulateSteps": 2}, ["kernel"], lambda: O.Nadam(0.02, gradient_accumulation_steps=2)),
    loop_case({"name": "adam", "learningRate": 0.05, "ema": {"momentum": 0.9}}, ["kernel"], lambda: O.Adam(0.05, use_ema=True, ema_momentum=0.9)),
    loop_case({"name": "sgd", "learningRate": 0.1, "momentum": 0.5, "ema": {"momentum": 0.8, "overwriteEvery": 4}}, ["kernel"], lambda: O.SGD(0.1, 0.5, use_ema=True, ema_momentum=0.8, ema_overwrite_frequency=4)),
    loop_case({"name": "sgd", "learningRate": 0.1, "accumulateSteps": 3, "ema": {"momentum": 0.7, "overwriteEvery": 2}}, ["kernel"], lambda: O.SGD(0.1, gradient_accumulation_steps=3, use_ema=True, ema_momentum=0.7, ema_overwrite_frequency=2)),
    loop_case({"name": "adamW", "learningRate": 0.05, "weightDecay": 0.3, "excludeFromWeightDecay": ["bias"]}, ["kernel", "bias"], lambda: O.AdamW(0.05, weight_decay=0.3), exclude=["bias"]),
    loop_case({"name": "sgd", "schedule": True, "momentum": 0.9}, ["kernel"], lambda: O.SGD(decay, 0.9)),
    loop_case({"name": "sgd", "schedule": True, "accumulateSteps": 4, "globalNorm": 0.5}, ["kernel", "bias"], lambda: O.SGD(decay, gradient_accumulation_steps=4, global_clipnorm=0.5)),
    loop_case({"name": "sgd", "learningRate": 0.2, "ema": {"momentum": 0.6, "overwriteEvery": 3}}, ["kernel"], lambda: O.SGD(0.2, use_ema=True, ema_momentum=0.6, ema_overwrite_frequency=3), constraint=keras.constraints.NonNeg()),
])
