import { randomSampler } from '../samplers/random.js';
import { categoricalDistribution, floatDistribution, intDistribution } from '../space/distribution.js';
import type { Operation } from '../storages/operation.js';
import type { Storage } from '../storages/storage.js';
import { createStudy } from '../study/study.js';
import { StudyLog } from '../study/study-log.js';
import type { Trial } from '../study/trial.js';
import { type ConformanceCase, check, checkSame, declareCases, type TestApi } from './conformance.js';

/** What of a storage is tested. */
export interface StorageSubject {
  readonly name: string;
  /** Opens the log at a place, which is made where there is none; the same place is the same log. */
  open(place: string): Storage | Promise<Storage>;
  /** Whether several handles may be open on one place and write in turn. Default true. */
  readonly isShared?: boolean;
}

const worker = 'w1';
const time = 1_700_000_000_123;

/** An operation of each kind, with the values that formats lose first. */
const everyKind: readonly Operation[] = [
  { op: 'create-study', name: 'größe "1" \\ 2', directions: ['minimize', 'maximize'], worker },
  {
    op: 'set-study-attribute',
    study: 0,
    owner: 'user',
    key: 'note',
    value: { deep: [1, null, 'ß', { a: true }] },
    worker,
  },
  { op: 'set-study-attribute', study: 0, owner: 'system', key: 'study:metric_names', value: ['loss', '秒'], worker },
  { op: 'create-trial', study: 0, state: 'running', lease: 60, worker, time },
  {
    op: 'set-param',
    trial: 0,
    name: 'rate',
    value: 1e-300,
    distribution: floatDistribution(1e-300, 1, { log: true }),
    worker,
  },
  {
    op: 'set-param',
    trial: 0,
    name: 'step',
    value: 0.30000000000000004,
    distribution: floatDistribution(0, 1, { step: 0.1 }),
    worker,
  },
  { op: 'set-param', trial: 0, name: 'units', value: 7, distribution: intDistribution(1, 9, { step: 2 }), worker },
  {
    op: 'set-param',
    trial: 0,
    name: 'kind',
    value: 1,
    distribution: categoricalDistribution(['a', null, true, 2.5]),
    worker,
  },
  { op: 'report', trial: 0, step: 0, value: Number.NaN, values: [Number.NaN, 1], worker },
  { op: 'report', trial: 0, step: 7, value: Number.NEGATIVE_INFINITY, worker },
  { op: 'set-attribute', trial: 0, owner: 'user', key: 'text', value: 'line\nbreak\u0000 \u{1f600}', worker },
  { op: 'set-attribute', trial: 0, owner: 'system', key: 'constraints:memory', value: -0.5, worker },
  { op: 'set-state', trial: 0, state: 'waiting', lost: true, worker, time },
  { op: 'set-state', trial: 0, state: 'running', lease: 0.5, worker: 'w2', time },
  { op: 'set-state', trial: 0, state: 'complete', values: [Number.POSITIVE_INFINITY, -0.1], worker: 'w2', time },
  {
    op: 'create-trial',
    study: 0,
    state: 'complete',
    worker,
    time,
    template: {
      values: [1, 2],
      params: { kind: 3 },
      distributions: { kind: categoricalDistribution(['a', null, true, 2.5]) },
      intermediateValues: [[3, Number.POSITIVE_INFINITY]],
      userAttributes: { a: 1 },
      systemAttributes: { fixed_params: { kind: null } },
      endedAt: time + 1,
    },
  },
  { op: 'delete-study', study: 0, worker },
];

const countUp = (count: number): Operation => ({
  op: 'create-study',
  name: `${count}`,
  directions: ['minimize'],
  worker,
});
const objective = (trial: Trial) => trial.float('x', -5, 5) ** 2 + trial.int('n', 1, 4);

/** What every storage has to do. */
export const storageCases: readonly ConformanceCase<StorageSubject>[] = [
  {
    name: 'is empty at first, and gives where to read on',
    async run({ open }) {
      const storage = await open('empty');
      const { operations, next } = await storage.read(0);
      checkSame(operations, [], 'An empty log');
      checkSame((await storage.read(next)).operations, [], 'Read on');
      await storage.close?.();
    },
  },
  {
    name: 'keeps every kind of operation, with infinities, NaN and any text, for who opens it again',
    async run({ open }) {
      const storage = await open('kinds');
      const half = Math.floor(everyKind.length / 2);
      const middle = await storage.update(0, () => everyKind.slice(0, half));
      const end = await storage.update(middle, () => everyKind.slice(half));
      await storage.close?.();
      const again = await open('kinds');
      const all = await again.read(0);
      for (const [i, expected] of everyKind.entries())
        checkSame(kept(all.operations[i]), kept(expected), `Operation ${i}`);
      check(all.operations.length === everyKind.length, () => `${all.operations.length} operations came back.`);
      checkSame(all.next, end, 'The end');
      checkSame((await again.read(middle)).operations.map(kept), everyKind.slice(half).map(kept), 'The second half');
      await again.close?.();
    },
  },
  {
    name: 'tells what came since, and adds nothing where nothing is decided',
    async run({ open }) {
      const storage = await open('since');
      const first = await storage.update(0, () => [countUp(1), countUp(2)]);
      let told: readonly Operation[] = [];
      const second = await storage.update(0, ({ operations, next }) => {
        told = operations;
        checkSame(next, first, 'The position that was told');
        return [];
      });
      checkSame(told.length, 2, 'What was told');
      checkSame(second, first, 'The position after nothing was added');
      checkSame((await storage.read(first)).operations, [], 'After it');
      await storage.close?.();
    },
  },
  {
    name: 'adds nothing where deciding throws, and goes on',
    async run({ open }) {
      const storage = await open('throws');
      const refuse = () => {
        throw new Error('No.');
      };
      const failure = await storage.update(0, refuse).then(
        () => undefined,
        (error: unknown) => error,
      );
      check(failure instanceof Error, () => 'The error that decide threw did not come through.');
      const end = await storage.update(0, () => [countUp(1)]);
      checkSame((await storage.read(0)).operations.length, 1, 'What is kept');
      checkSame((await storage.read(0)).next, end, 'The end');
      await storage.close?.();
    },
  },
  {
    name: 'lets nothing come between what was told and what is added',
    skip: ({ isShared = true }) => (isShared ? undefined : 'It is for one writer.'),
    async run({ open }) {
      const storages = await Promise.all([open('race'), open('race'), open('race')]);
      await Promise.all(storages.map((storage) => count(storage, 20)));
      const { operations } = await storages[0]!.read(0);
      const names = operations.map((operation) =>
        operation.op === 'create-study' ? Number(operation.name) : Number.NaN,
      );
      checkSame(
        names,
        Array.from({ length: 60 }, (_, i) => i + 1),
        'Counted together',
      );
      for (const storage of storages) await storage.close?.();
    },
  },
  {
    name: 'has workers make exactly so many trials together, no number twice',
    skip: ({ isShared = true }) => (isShared ? undefined : 'It is for one writer.'),
    async run({ open }) {
      const storages = await Promise.all([open('total'), open('total'), open('total')]);
      const sampler = randomSampler({ seed: 5 });
      const studies = await Promise.all(storages.map((storage) => createStudy({ storage, sampler })));
      await Promise.all(studies.map((study) => study.optimize(async (trial) => objective(trial), { total: 30 })));
      const study = await createStudy({ storage: storages[0]!, sampler });
      checkSame(
        study.trials.map(({ number, state }) => [number, state]),
        Array.from({ length: 30 }, (_, i) => [i, 'complete']),
        'The trials',
      );
      for (const storage of storages) await storage.close?.();
    },
  },
  {
    name: 'refuses what a worker says that lost its trial',
    skip: ({ isShared = true }) => (isShared ? undefined : 'It is for one writer.'),
    async run({ open }) {
      let now = 0;
      const storages = [await open('lease'), await open('lease')];
      const holding = { lease: 10, losses: 3, now: () => now };
      const [dead, heir] = await Promise.all(
        storages.map((storage) => StudyLog.open(storage, 's', ['minimize'], holding)),
      );
      const lost = (await dead!.begin(() => true))!;
      await heir!.renew();
      now = 10_001;
      const taken = await heir!.begin(() => false);
      checkSame(taken?.number, lost.number, 'The trial that was taken over');
      await dead!.write([{ op: 'set-state', trial: lost.id, state: 'complete', values: [1] }]);
      await heir!.write([{ op: 'set-state', trial: lost.id, state: 'complete', values: [2] }]);
      await dead!.renew();
      for (const log of [dead!, heir!]) checkSame(log.study.trials[0]!.values, [2], 'The value');
      const { operations } = await storages[0]!.read(0);
      check(
        !operations.some((each) => each.op === 'set-state' && each.values?.[0] === 1),
        () => 'The late answer was kept.',
      );
      for (const storage of storages) await storage.close?.();
    },
  },
  {
    name: 'has a study go on after it was closed as if it had not been: 10 + 10 trials are 20',
    async run({ open }) {
      const sampler = () => randomSampler({ seed: 3 });
      const whole = await createStudy({ sampler: sampler() });
      await whole.optimize(objective, { trials: 20 });
      for (const half of [1, 2]) {
        const storage = await open('resume');
        const study = await createStudy({ storage, sampler: sampler() });
        await study.optimize(objective, { trials: 10 });
        const shown = (trials: typeof study.trials) => trials.map(({ params, values }) => [params, values]);
        checkSame(shown(study.trials), shown(whole.trials.slice(0, 10 * half)), `Half ${half}`);
        await storage.close?.();
      }
    },
  },
];

/** Without the times that a storage need not keep, and with those of beginnings and endings alone. */
function kept(operation: Operation | undefined): object | undefined {
  if (!operation) return undefined;
  const { time: at, ...rest } = operation;
  const isTimed = operation.op === 'create-trial' || operation.op === 'set-state';
  return isTimed
    ? { ...rest, at: operation.op === 'set-state' && operation.state === 'waiting' ? undefined : at }
    : rest;
}

/** Adds a number that is one more than the last, so many times. */
async function count(storage: Storage, times: number): Promise<void> {
  let last = 0;
  let from = 0;
  for (let i = 0; i < times; i++) {
    from = await storage.update(from, ({ operations }) => {
      for (const operation of operations) if (operation.op === 'create-study') last = Number(operation.name);
      return [countUp(last + 1)];
    });
    last++;
  }
}

/**
 * Tests a storage within a test framework: one test a case.
 *
 * @example
 * storageConformance({ name: 'mine', open: (place) => mine(`${folder}/${place}`) }, { describe, it });
 */
export const storageConformance = (subject: StorageSubject, api: TestApi): void =>
  declareCases(`storage ${subject.name}`, storageCases, subject, api);
