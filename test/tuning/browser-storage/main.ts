// The page whose tabs work on a study in the browser's database.
import { createStudy, exportJournal, importJournal, indexedDb, type Trial, tpe } from '@glassbox/tuning';
import { runCases, storageCases } from '@glassbox/tuning/testing';

/** What a tab does when the test asks for it. */
const actions = {
  /** Runs trials, and never ends if one of them is to hang. */
  async run(name: string, trials: number, hangAt = -1): Promise<number[]> {
    const own: number[] = [];
    const study = await createStudy({ storage: indexedDb(name), sampler: tpe({ seed: 7 }) });
    const objective = async (trial: Trial) => {
      own.push(trial.number);
      const x = trial.float('x', -5, 5);
      trial.report(Number.NaN, 0);
      if (trial.number === hangAt) await new Promise(() => document.body.append('hanging'));
      return x * x + trial.int('depth', 1, 4);
    };
    await study.optimize(objective, { trials });
    return own;
  },
  async states(name: string): Promise<readonly (readonly [number, string, number | undefined])[]> {
    const { trials } = await createStudy({ storage: indexedDb(name) });
    return trials.map(({ number, state, values }) => [number, state, values?.[0]] as const);
  },
  export: (name: string) => exportJournal(indexedDb(name)),
  async import(name: string, text: string): Promise<number> {
    return (await importJournal(text, indexedDb(name))).damaged.length;
  },
  /** Puts texts behind the records of a database. */
  async damage(name: string, texts: readonly string[]): Promise<readonly (readonly [number, string])[]> {
    const request = indexedDB.open(name);
    await new Promise((resolve) => request.addEventListener('success', resolve));
    const store = request.result.transaction('records', 'readwrite').objectStore('records');
    const count = store.count();
    count.addEventListener('success', () => {
      for (const [i, text] of texts.entries()) store.add(text, count.result + i);
    });
    await new Promise((resolve) => store.transaction.addEventListener('complete', resolve));
    request.result.close();
    const storage = indexedDb(name);
    await storage.read(0);
    return storage.damaged.map(({ position, text }) => [position, text] as const);
  },
  /** What came of each case of the conformance suite that did not pass. */
  async conformance() {
    const rows = await runCases(storageCases, { name: 'indexed-db', open: (place) => indexedDb(place) });
    return { count: rows.length, others: rows.filter(({ status }) => status !== 'passed') };
  },
  /** Has a change decided on that throws, and tells what came of it. */
  async refuse(name: string): Promise<{ readonly error: string; readonly count: number }> {
    const storage = indexedDb(name);
    const decide = () => {
      throw new Error('No.');
    };
    const error = await storage.update(0, decide).then(String, String);
    return { error, count: (await storage.read(0)).next };
  },
};

export type Actions = typeof actions;
Object.assign(globalThis, { actions });
document.body.dataset.ready = '';
