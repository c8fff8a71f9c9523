import { describe, expect, it } from 'vitest';
import { readOptions, settingsOf } from './options.js';

describe('readOptions', () => {
  it('reads every option, the last of several', () => {
    const argv = ['--epochs', '2', '--backend=cpu', '--seed', '7', '--out', 'there', '--json', '--quick', '--epochs=9'];
    expect(readOptions(argv)).toEqual({
      given: { epochs: 9, backend: 'cpu', seed: 7, quick: true },
      out: 'there',
      json: true,
      resume: false,
      help: false,
    });
  });

  it('has defaults', () => {
    expect(readOptions([])).toMatchObject({ given: {}, out: 'glassbox-report', json: false });
    expect(settingsOf({})).toEqual({ epochs: 5, backend: undefined, seed: 42, quick: false });
    expect(settingsOf({ quick: true }).epochs).toBe(3);
    expect(settingsOf({ quick: true, epochs: 5 }).epochs).toBe(5);
  });

  it.each([
    [['--epochs', '0'], /from 1 to 1000, but '0' came/],
    [['--epochs', '2.5'], /but '2.5' came/],
    [['--epochs', ''], /--epochs needs a value/],
    [['--seed', '-1'], /from 0 up, but '-1' came/],
    [['--seed', '1e3'], /but '1e3' came/],
    [['--seed', '99999999999999999999'], /whole number from 0 up/],
    [['--out'], /--out needs a value, such as --out glassbox-report/],
    [['--json=yes'], /--json takes no value/],
    [['--constructor'], /no option '--constructor'/],
    [['-x'], /no option '-x'/],
    [['report'], /'report' is not an option/],
  ])('%j is refused in one line', (argv, said) => {
    expect(() => readOptions(argv)).toThrow(said);
    expect(() => readOptions(argv)).toThrow(expect.objectContaining({ code: 'bad-usage' }));
    expect(() => readOptions(argv)).not.toThrow(/\n/);
  });
});
