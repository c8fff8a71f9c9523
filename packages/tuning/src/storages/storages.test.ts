import { expect, it } from 'vitest';
import { indexedDb } from './indexed-db/indexed-db.js';
import { optionalPackage } from './optional-package.js';
import { postgres } from './postgres/postgres.js';
import { redisJournal } from './redis/redis-journal.js';

it('a package that is not installed is asked for with the command that installs it', () => {
  const ask = () => optionalPackage('a-package-that-nobody-has', 'postgres()');
  expect(ask).toThrow(expect.objectContaining({ code: 'missing-package' }));
  expect(ask).toThrow(
    "postgres() uses the package 'a-package-that-nobody-has', which is not installed. Run: npm install a-package",
  );
});

it('storages refuse what they cannot be made of', () => {
  expect(() => redisJournal({})).toThrow(/either a url/);
  expect(() => postgres({ connectionString: '', table: 'log; DROP TABLE studies' })).toThrow(/letters, digits/);
  expect(() => postgres({ connectionString: '', table: 'a.b.c' })).toThrow(
    expect.objectContaining({ code: 'bad-argument' }),
  );
  expect(() => indexedDb()).toThrow(expect.objectContaining({ code: 'unsupported' }));
});
