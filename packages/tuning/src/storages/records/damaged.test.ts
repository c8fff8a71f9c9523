import { readFileSync } from 'node:fs';
import { random } from '@glassbox/core';
import { expect, it } from 'vitest';
import { parsePythonJson, toPythonJson } from '../journal/python-json.js';
import type { JournalRecord } from '../journal/records.js';
import { Replay } from '../replay.js';
import { RecordReader } from './damaged.js';

const recorded = readFileSync(new URL('../golden/optuna5_journal.log', import.meta.url), 'utf8')
  .trim()
  .split('\n');

function replayed(lines: readonly string[]) {
  const reader = new RecordReader();
  const replay = new Replay();
  replay.apply(lines.flatMap((line, i) => reader.read(line, i) ?? []));
  return { replay, damaged: reader.damaged };
}

it.each([
  ['{"op_code":5,"worker_id":"w","trial_id":-1}', /distribution/],
  ['{"op_code":6,"worker_id":"w","trial_id":0,"state":9,"values":null}', /no state/],
  ['{"op_code":6,"worker_id":"w","trial_id":0,"state":1,"values":["1"]}', /no numbers/],
  ['{"op_code":7,"worker_id":"w","trial_id":0,"step":0.5,"intermediate_value":1}', /no step/],
  ['{"op_code":8,"worker_id":"w","trial_id":0,"user_attr":{}}', /no attribute/],
  ['{"op_code":8,"worker_id":"w","trial_id":"0","user_attr":{"a":1}}', /no trial_id/],
  ['{"op_code":1,"worker_id":"w","study_id":1e300}', /no study_id/],
  ['{"op_code":4,"worker_id":"w","study_id":0,"datetime_start":"soon"}', /time that is none/],
  ['{"op_code":0,"worker_id":"w","study_name":"a","directions":[]}', /no directions/],
  ['[]', /no code/],
  ['null', /null/],
])('sets aside %s', (text, reason) => {
  const reader = new RecordReader();
  for (let i = 0; i < 2; i++) expect(reader.read(text, 7)).toBeUndefined();
  expect(reader.damaged).toEqual([{ position: 7, text, reason: expect.stringMatching(reason) }]);
});

it('passes over what Optuna passes over, without calling it damaged', () => {
  const reader = new RecordReader();
  expect(reader.read('{"op_code":10,"worker_id":"w"}', 0)).toBeUndefined();
  expect(reader.damaged).toEqual([]);
});

it('lets no record through that a replay stumbles over, whatever field of it is spoilt', () => {
  const draws = random(5, 'spoilt records');
  const wrong = [null, -1, 0.5, 99, 'text', '{', [], ['a'], {}, { a: 1 }, true, Number.NaN];
  const pick = <T>(from: readonly T[]): T => from[draws.uint32() % from.length]!;
  for (let i = 0; i < 3000; i++) {
    const at = draws.uint32() % recorded.length;
    const record = parsePythonJson<JournalRecord>(recorded[at]!);
    const spoilt = { ...record, [pick(Object.keys(record))]: pick(wrong) };
    const lines = recorded.with(at, toPythonJson(spoilt));
    const { replay, damaged } = replayed(lines);
    expect(damaged.length).toBeLessThanOrEqual(1);
    for (const study of replay.studies) expect(study.trials.every(({ number }, n) => number === n)).toBe(true);
  }
});

it('reads what Optuna drew beforehand and cut into pieces', () => {
  const space = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`parameter ${i}`, i / 7]));
  const text = JSON.stringify(space);
  const pieces = Array.from({ length: Math.ceil(text.length / 2045) }, (_, i) => text.slice(2045 * i, 2045 * (i + 1)));
  expect(pieces.length).toBeGreaterThan(1);
  const lines = pieces.map((piece, i) =>
    toPythonJson({ op_code: 9, worker_id: 'w', trial_id: 0, system_attr: { [`tpe:relative_params:${i}`]: piece } }),
  );
  const { replay, damaged } = replayed([...recorded.slice(0, 2), ...lines]);
  expect(damaged).toEqual([]);
  expect(replay.study('x')!.trials[0]!.proposed).toEqual(space);
});
