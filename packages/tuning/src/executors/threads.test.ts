import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { grid } from '../samplers/grid.js';
import { createStudy } from '../study/study.js';
import { threads } from './threads.js';

const folder = mkdtempSync(join(tmpdir(), 'glassbox-threads-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** An objective that notes its runs, each with its trial and its thread, and does something at the first run of trial 1. */
function objectiveOf(name: string, atFirst: string): { url: URL; runs(): string[][] } {
  const [path, notes] = [join(folder, `${name}.mjs`), join(folder, `${name}.txt`)];
  writeFileSync(notes, '');
  writeFileSync(
    path,
    `import { appendFileSync, readFileSync } from 'node:fs';
    import { threadId } from 'node:worker_threads';
    export default async (trial) => {
      const a = trial.int('a', 0, 9);
      appendFileSync(${JSON.stringify(notes)}, trial.number + ' ' + threadId + '\\n');
      const isFirst = readFileSync(${JSON.stringify(notes)}, 'utf8').match(/^1 /gm)?.length === 1;
      if (trial.number === 1 && isFirst) { ${atFirst} }
      return a;
    };`,
  );
  const lines = () => readFileSync(notes, 'utf8').trim().split('\n');
  return { url: pathToFileURL(path), runs: () => lines().map((line) => line.split(' ')) };
}

const search = async (url: URL, timeout?: number) => {
  const study = await createStudy({ sampler: grid({ a: [4, 5, 6, 7] }) });
  await study.optimize(url, { executor: threads(1, timeout === undefined ? {} : { timeout }) });
  return study.trials;
};

describe('threads', () => {
  it('fail a trial that takes too long, and go on in another thread', async () => {
    const { url, runs } = objectiveOf('slow', 'for (;;);');
    const trials = await search(url, 0.3);
    expect(trials.map(({ state }) => state)).toEqual(['complete', 'failed', 'complete', 'complete']);
    expect(trials[1]!.systemAttributes.fail_reason).toBe('The trial took longer than 0.3 seconds.');
    expect(runs().map(([trial]) => trial)).toEqual(['0', '1', '2', '3']);
    const ids = runs().map(([, thread]) => thread);
    expect([ids[0] === ids[1], ids[1] === ids[2], ids[2] === ids[3]]).toEqual([true, false, true]);
  });

  it.each([
    ['leaves', 'process.exit(3);'],
    ['throws where nobody catches it', "await new Promise(() => setImmediate(() => { throw new Error('Lost.'); }));"],
    ['rejects where nobody hears it', "await new Promise(() => void Promise.reject(new Error('Lost.')));"],
  ])('run a trial again whose thread %s, in another', async (how, atFirst) => {
    const { url, runs } = objectiveOf(how.replaceAll(' ', '-'), atFirst);
    const trials = await search(url);
    expect(trials.map(({ state, values }) => [state, values])).toEqual([4, 5, 6, 7].map((a) => ['complete', [a]]));
    expect(runs().map(([trial]) => trial)).toEqual(['0', '1', '1', '2', '3']);
    const ids = runs().map(([, thread]) => thread);
    expect([ids[1] === ids[2], ids[2] === ids[3], ids[3] === ids[4]]).toEqual([false, true, true]);
  });

  it('fail a trial that ends every thread, and say how', async () => {
    const study = await createStudy({ sampler: grid({ a: [4, 5] }) });
    const path = join(folder, 'always.mjs');
    writeFileSync(path, "export default (trial) => { if (trial.int('a', 0, 9) === 4) process.exit(3); return 1; };");
    await study.optimize(pathToFileURL(path), { executor: threads(1) });
    expect(study.trials.map(({ state }) => state)).toEqual(['failed', 'complete']);
    expect(study.trials[0]!.systemAttributes.fail_reason).toBe('The thread ended with status 3.');
  });
});
