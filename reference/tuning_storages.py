"""What Optuna makes of the storages that Glassbox writes, and Glassbox of Optuna's.

Needs Optuna 5 with its SQLAlchemy, and for Redis the package `redis`. Ran with Optuna 5.0.0.dev on Python 3.11.

    tuning_storages.py go-on STORAGE STUDY TRIALS   opens a study, runs some trials of it, and prints all of its trials
    tuning_storages.py record-redis URL             records a journal on an empty Redis server, key by key
    tuning_storages.py worker PATH STUDY TRIALS     a worker of the stress test of journals; prints the numbers of its trials

A STORAGE is the path of a journal, `redis://...` with the prefix after a `#`, or `sqlite:///...`.
"""

import json
import pathlib
import sys

import optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend, JournalRedisBackend

GOLDEN = pathlib.Path(__file__).parent.parent / "test/tuning/golden/optuna5_redis.json"


def open_storage(place):
    if place.startswith("redis://"):
        url, _, prefix = place.partition("#")
        return JournalStorage(JournalRedisBackend(url, prefix=prefix))
    if place.startswith("sqlite://"):
        return optuna.storages.RDBStorage(place)
    return JournalStorage(JournalFileBackend(place))


def objective(trial):
    x = trial.suggest_float("x", -5, 5)
    kind = trial.suggest_categorical("kind", ["flat", "deep", None, True])
    for step in range(3):
        trial.report(x * x - step, step)
    trial.set_user_attr("note", {"text": 'größer, "quoted"\n', "numbers": [1, None]})
    return float("inf") if kind == "deep" else x * x


def plain(trial):
    return {
        "number": trial.number,
        "state": trial.state.name,
        "values": None if trial.values is None else [repr(float(value)) for value in trial.values],
        "params": trial.params,
        "intermediate": {step: repr(float(value)) for step, value in trial.intermediate_values.items()},
        "user": trial.user_attrs,
        "system": {key: value for key, value in trial.system_attrs.items() if "relative_params" not in key},
        "start": str(trial.datetime_start),
    }


def go_on(place, name, trials):
    study = optuna.load_study(study_name=name, storage=open_storage(place), sampler=optuna.samplers.RandomSampler(seed=1))
    study.optimize(objective, n_trials=int(trials))
    return {"directions": [each.name for each in study.directions], "user": study.user_attrs,
            "trials": [plain(trial) for trial in study.trials]}


def record_redis(url):
    import redis

    storage = open_storage(f"{url}#sweep")
    sampler = optuna.samplers.TPESampler(seed=1)
    study = optuna.create_study(study_name="recorded", storage=storage, sampler=sampler)
    study.enqueue_trial({"x": 0.5})
    study.optimize(objective, n_trials=4)
    client = redis.Redis.from_url(url, decode_responses=False)
    keys = sorted(key.decode() for key in client.keys("sweep:*") if not key.endswith(b":snapshot"))
    made = {"madeBy": f"reference/tuning_storages.py with Optuna {optuna.__version__}",
            "keys": {key: client.get(key).decode() for key in keys}}
    GOLDEN.parent.mkdir(exist_ok=True)
    GOLDEN.write_text(json.dumps(made, ensure_ascii=False) + "\n")
    return {"keys": len(keys)}


def worker(path, name, trials):
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    study = optuna.load_study(study_name=name, storage=open_storage(path), sampler=optuna.samplers.RandomSampler())
    own = []

    def run(trial):
        own.append(trial.number)
        trial.report(trial.number, 0)
        return (trial.suggest_float("x", -5, 5) - 2) ** 2 + trial.suggest_int("depth", 1, 4)

    study.optimize(run, n_trials=int(trials))
    return own


if __name__ == "__main__":
    command, *given = sys.argv[1:]
    commands = {"go-on": go_on, "record-redis": record_redis, "worker": worker}
    print(json.dumps(commands[command](*given)))
