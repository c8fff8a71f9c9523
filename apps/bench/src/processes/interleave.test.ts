import { expect, it } from 'vitest';
import { type Contestant, interleave } from './interleave.js';
import { openPeer } from './open-peer.js';

/** The program of a peer whose rounds give these numbers; after the last it fails. */
const program = (values: readonly number[]) => `
  const values = ${JSON.stringify(values)};
  const say = (message) => console.log(JSON.stringify(message));
  say({ ready: true, versions: {} });
  process.stdin.on('data', () => say(values.length ? { value: values.shift() } : { failed: 'empty' }));`;

const contestant = (name: string, values: readonly number[]): Contestant => ({
  name,
  open: () => openPeer({ program: process.execPath, args: ['--input-type=module', '-e', program(values)] }),
});

const absent: Contestant = { name: 'absent', open: async () => ({ unavailable: 'not installed' }) };

it('goes round by round, leaves out who is absent, and drops who fails', async () => {
  const log: string[] = [];
  const contestants = [contestant('a', [1, 2, 3]), absent, contestant('b', [10])];
  const outcomes = await interleave(contestants, 3, (text) => log.push(text));
  expect(outcomes.get('a')).toEqual({ answers: [{ value: 1 }, { value: 2 }, { value: 3 }], versions: {} });
  expect(outcomes.get('absent')).toEqual({ skipped: 'not installed' });
  expect(outcomes.get('b')).toEqual({ skipped: 'empty' });
  const rounds = [1, 2].flatMap((n) => [`round ${n} of 3: a`, `round ${n} of 3: b`]);
  expect(log.slice(3)).toEqual([...rounds, 'round 3 of 3: a']);
});
