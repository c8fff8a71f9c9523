import { createRequire } from 'node:module';
import {
  asha,
  createStudy,
  exportJournal,
  importJournal,
  type RecordStorage,
  randomSampler,
  type Trial,
  tpe,
} from '@glassbox/tuning';
import { storageConformance } from '@glassbox/tuning/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runScript } from '../support/run-script.js';
import type { Server } from '../support/servers.js';

const WORKERS = 3;
const TRIALS = 20;

/** A client that the package under test has beside it. */
export const packageOfTuning: (name: string) => unknown = createRequire(
  new URL('../../packages/tuning/package.json', import.meta.url),
);

/** A kind of server, with what a test does to it behind the back of its storage. */
export interface ServerKind {
  readonly name: string;
  /** Why it is not tested; undefined where it is. */
  readonly missing: string | undefined;
  start(): Promise<Server>;
  open(url: string, place: string): RecordStorage;
  /** Puts a text in the place of a record. */
  spoil(url: string, place: string, position: number, text: string): Promise<void>;
  remove(url: string, place: string, position: number): Promise<void>;
  /** Ends all connections but the one that says so. */
  hangUp(url: string): Promise<void>;
}

const objective = (trial: Trial) => {
  const x = trial.float('x', -5, 5);
  const kind = trial.categorical('kind', ['flat', 'deep', null, true]);
  for (let step = 0; step < 3; step++) trial.report(x * x - step, step);
  trial.setAttribute('note', { text: 'größer, "quoted"\n\u0000 🙂', numbers: [1, Number.NaN] });
  return kind === 'deep' ? Number.POSITIVE_INFINITY : x * x;
};
const settings = { sampler: tpe({ seed: 3 }), pruner: asha({ minResource: 1 }) };

/** A server while its tests run. */
interface OnServer {
  url(): string;
  /** As {@link Server.crash}. */
  crash(): Promise<void>;
  /** Opens a storage, which is closed when the tests have ended. */
  open(place: string): RecordStorage;
}

/** Declares the tests of a storage on a server, which they have for themselves; skipped with the reason where there is none. */
export function testOnServer(kind: ServerKind, more: (url: () => string) => void = () => undefined): void {
  if (kind.missing) console.warn(`Skipped: storages on ${kind.name}. ${kind.missing}`);
  describe.skipIf(kind.missing !== undefined)(`a storage on ${kind.name}`, () => {
    let server: Server;
    const opened: RecordStorage[] = [];
    beforeAll(async () => {
      server = await kind.start();
    });
    afterAll(async () => {
      for (const storage of opened) await storage.close!();
      await server?.stop();
    });
    const url = () => server.url;
    const open = (place: string) => {
      const storage = kind.open(url(), place);
      opened.push(storage);
      return storage;
    };
    const onServer: OnServer = { url, open, crash: () => server.crash() };
    keepsStudies(onServer);
    setsAside(kind, onServer);
    standsFailures(kind, onServer);
    isShared(kind, onServer);
    storageConformance({ name: kind.name, open: (place) => kind.open(url(), place) }, { describe, it });
    more(url);
  });
}

function keepsStudies({ open }: OnServer): void {
  it('keeps a study, gives the same trials as memory, and can be written to a journal and back', async () => {
    const first = await createStudy({ ...settings, storage: open('kept') });
    await first.enqueue({ x: 0 });
    await first.optimize(objective, { trials: 12 });
    const again = await createStudy({ ...settings, storage: open('kept') });
    expect(again.trials).toEqual(first.trials);
    const inMemory = await createStudy(settings);
    await inMemory.enqueue({ x: 0 });
    await inMemory.optimize(objective, { trials: 12 });
    expect(first.trials.map(({ params }) => params)).toEqual(inMemory.trials.map(({ params }) => params));
    const text = await exportJournal(open('kept'));
    const { storage, damaged } = await importJournal(text, open('copy'));
    expect(damaged).toEqual([]);
    expect(await exportJournal(storage)).toBe(text);
    expect((await createStudy({ ...settings, storage })).trials).toEqual(first.trials);
  });
}

function setsAside(kind: ServerKind, { open, url }: OnServer): void {
  it('sets aside what is no record or is gone, with its position, and keeps the rest', async () => {
    const study = await createStudy({ storage: open('spoilt'), sampler: randomSampler({ seed: 1 }) });
    await study.optimize((trial) => trial.float('x', 0, 1), { trials: 3 });
    const { next } = await open('spoilt').read(0);
    await study.enqueue({ x: 0 });
    await study.enqueue({ x: 1 });
    await study.optimize((trial) => trial.float('x', 0, 1), { trials: 1 });
    await kind.spoil(url(), 'spoilt', next, 'no record');
    await kind.remove(url(), 'spoilt', next + 1);
    const storage = open('spoilt');
    const again = await createStudy({ storage });
    expect(again.trials.map(({ state }) => state)).toEqual(['complete', 'complete', 'complete']);
    expect(storage.damaged.map(({ position, text }) => [position, text])).toEqual([
      [next, 'no record'],
      [next + 1, ''],
    ]);
  });
}

function standsFailures(kind: ServerKind, { open, url: urlOf, crash }: OnServer): void {
  const sweep = (storage: RecordStorage, seed: number) =>
    createStudy({ name: 'sweep', storage, sampler: randomSampler({ seed }) });
  it('goes on after its connections were closed', async () => {
    const study = await createStudy({ storage: open('closed'), sampler: randomSampler({ seed: 1 }) });
    for (let i = 0; i < 2; i++) {
      await study.optimize((trial) => trial.float('x', 0, 1), { trials: 2 });
      await kind.hangUp(urlOf());
    }
    const again = await createStudy({ storage: open('closed') });
    expect(again.trials.map(({ state }) => state)).toEqual(new Array(4).fill('complete'));
  });

  it('loses no trial and counts none twice while connections are closed and the server crashes', async () => {
    const [first, second] = await Promise.all([1, 2].map((seed) => sweep(open('crashes'), seed)));
    let ends = 0;
    const interruptions: Promise<void>[] = [];
    const objective = async (trial: Trial) => {
      const x = trial.float('x', 0, 1);
      ends++;
      if (ends % 10 === 0) interruptions.push(ends === 40 ? crash() : kind.hangUp(urlOf()).catch(() => undefined));
      return x;
    };
    await Promise.all([first!, second!].map((study) => study.optimize(objective, { trials: 40 })));
    await Promise.all(interruptions);
    const { trials } = await sweep(open('crashes'), 3);
    expect(trials.map(({ number, state }) => [number, state])).toEqual(
      Array.from({ length: 80 }, (_, i) => [i, 'complete']),
    );
    expect(interruptions).toHaveLength(8);
  });

  it('says so where the server refuses, without saying its password', async () => {
    const url = new URL(urlOf());
    url.port = '9';
    url.password = 'secret';
    const failure = kind.open(url.href, 'none').read(0);
    await expect(failure).rejects.toMatchObject({ code: 'storage-failed' });
    await expect(failure).rejects.toThrow(/could not be read: .*ECONNREFUSED/);
    await expect(failure).rejects.not.toThrow(/secret/);
  });
}

function isShared(kind: ServerKind, { open, url }: OnServer): void {
  it(`${WORKERS} processes share it: no trial is lost and none counted twice`, async () => {
    const program = new URL('worker.program.ts', import.meta.url);
    const given = (seed: number) => [kind.name, url(), String(TRIALS), String(seed)];
    const outputs = await Promise.all(
      Array.from({ length: WORKERS }, (_, i) => runScript(program, process.env, given(i + 1))),
    );
    const numbers = outputs.flatMap((output) => JSON.parse(output) as number[]);
    const all = Array.from({ length: WORKERS * TRIALS }, (_, i) => i);
    expect(numbers.toSorted((a, b) => a - b)).toEqual(all);
    const study = await createStudy({ storage: open('shared') });
    expect(study.trials.map(({ number }) => number)).toEqual(all);
    expect(study.trials.every(({ state }) => state === 'complete')).toBe(true);
  });
}
