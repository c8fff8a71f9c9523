import { type Operation, postgres } from '@glassbox/tuning';
import { expect, it } from 'vitest';
import { findPostgres, noPostgres, startPostgres } from '../support/servers.js';
import { packageOfTuning, testOnServer } from './server-suite.js';

interface Client {
  connect(): Promise<void>;
  query(text: string, values: unknown[]): Promise<{ readonly rows: readonly object[] }>;
  on(event: 'error', listener: () => void): void;
  end(): Promise<void>;
}

const { Client } = packageOfTuning('pg') as { readonly Client: new (url: string) => Client };

async function query(url: string, text: string, values: unknown[] = []): Promise<readonly object[]> {
  const client = new Client(url);
  // What is asked fails, if a crash comes between; an error that nobody hears would end the test.
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query(text, values);
  await client.end();
  return rows;
}

const OTHERS = 'FROM pg_stat_activity WHERE client_port > 0 AND pid <> pg_backend_pid()';

testOnServer(
  {
    name: 'postgres',
    missing: findPostgres('initdb') ? undefined : noPostgres,
    start: startPostgres,
    open: (connectionString, table) => postgres({ connectionString, table }),
    async spoil(url, table, position, text) {
      await query(url, `UPDATE ${table} SET record = $1 WHERE position = $2`, [text, position]);
    },
    async remove(url, table, position) {
      await query(url, `DELETE FROM ${table} WHERE position = $1`, [position]);
    },
    async hangUp(url) {
      await query(url, `SELECT pg_terminate_backend(pid) ${OTHERS}`);
    },
  },
  (url) => {
    it('makes its table once, in a schema of its own if asked, however many ask at the same time', async () => {
      const operation: Operation = { op: 'create-study', name: 's', directions: ['minimize'], worker: 'w' };
      const storages = Array.from({ length: 6 }, () => postgres({ connectionString: url(), table: 'Sweeps.log' }));
      await Promise.all(storages.map((storage) => storage.update(0, () => [operation])));
      await Promise.all(storages.map((storage) => storage.close!()));
      const rows = await query(url(), 'SELECT position FROM "Sweeps".log ORDER BY position');
      expect(rows).toEqual(storages.map((_, place) => ({ position: String(place) })));
    });
  },
);
