import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { existingStorageAt, storageAt } from './place.js';

const folder = mkdtempSync(path.join(tmpdir(), 'glassbox-places-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('a place is a journal, a database or a server, by how it is written', () => {
  const file = path.join(folder, 'sweep.log');
  expect(storageAt(file).name).toBe('journal');
  expect(storageAt(pathToFileURL(file).href).name).toBe('journal');
  expect(storageAt(path.join(folder, 'sweep.db')).name).toBe('sqlite');
  expect(storageAt('redis://localhost:6379?prefix=sweep').name).toBe('redis-journal');
  expect(storageAt('postgresql://localhost/sweeps?table=log').name).toBe('postgres');
});

it('a place that cannot be is answered with those that can', () => {
  expect(() => storageAt('mysql://localhost/x')).toThrow(/'mysql:\/\/'.*There are: a file such as sweep.log/);
  expect(() => storageAt('reddis://localhost')).toThrow(/Did you mean 'redis:\/\/'\?/);
  expect(() => storageAt('redis://local host')).toThrow(/is no address/);
  expect(() => storageAt('postgres://localhost/x?table=a-b')).toThrow(/named by letters/);
  expect(() => storageAt(path.join(folder, 'no/sweep.log'))).toThrow(/There is no folder/);
  expect(() => storageAt(folder)).toThrow(/is a folder/);
  expect(() => existingStorageAt(path.join(folder, 'none.log'))).toThrow(/There is no file/);
});
