import { expect, it } from 'vitest';
import { readOptions } from '../cli/options.js';
import { commands } from '../commands/commands.js';
import { queueOf, requireOwn } from './queue.js';
import { keptOptions, runningOf } from './search-options.js';

const read = (name: string, ...argv: string[]) => readOptions(name, commands[name]!, ['a.js', ...argv]);
const on = (address: string, ...argv: string[]) => read('run', '--queue', 'q', '--connection', address, ...argv);

it('a queue is on a server, by how its address is written', () => {
  expect(queueOf(read('run'))).toBeUndefined();
  expect(queueOf(on('redis://localhost?prefix=p'))).toEqual({ redis: 'redis://localhost', prefix: 'p', queue: 'q' });
  expect(queueOf(on('postgresql://me@localhost/d?schema=s', '--lease', '9'))).toEqual({
    postgres: { connectionString: 'postgresql://me@localhost/d', schema: 's' },
    queue: 'q',
    lease: 9,
  });
  expect(() => queueOf(on('mysql://localhost'))).toThrow(/--connection is redis:.* or postgres:/);
  expect(() => queueOf(on('localhost'))).toThrow(/--connection is redis:/);
  expect(() => queueOf(read('run', '--queue', 'q'))).toThrow(/Say --connection URL, such as/);
  expect(() => queueOf(read('run', '--connection', 'redis://localhost'))).toThrow(/Say --queue NAME/);
});

it('a search says how many trials are there at a time, and no password is kept', () => {
  expect(runningOf(on('redis://localhost'))).toMatchObject({ workers: 8 });
  expect(runningOf(on('redis://localhost', '--workers', '3'))).toMatchObject({ workers: 3 });
  expect(() => runningOf(on('redis://localhost', '--workers', '0'))).toThrow(/from 1 up/);
  expect(() => runningOf(on('redis://localhost', '--timeout', '3'))).toThrow(/give --timeout to them/);
  const kept = { queue: ['q'], connection: ['redis://localhost'] };
  expect(keptOptions(on('redis://localhost'))).toEqual(kept);
  expect(keptOptions(on('redis://:secret@localhost'))).toEqual({ queue: ['q'] });
});

it('a worker of a queue takes nothing that is of a study', () => {
  const worker = (...argv: string[]) => read('worker', '--queue', 'q', '--connection', 'redis://localhost', ...argv);
  expect(() => requireOwn(worker('--workers', '2', '--json'))).not.toThrow();
  expect(() => requireOwn(worker('--storage', 'sweep.log'))).toThrow(/knows no study: leave out --storage/);
  expect(() => requireOwn(worker('--sampler', 'tpe'))).toThrow(/leave out --sampler/);
});
