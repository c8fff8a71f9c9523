import { describe, expect, it } from 'vitest';
import { commands } from '../commands/commands.js';
import { commandHelp, programHelp } from './help.js';
import { type Options, readOptions } from './options.js';

const read = (name: string, ...argv: string[]): Options => readOptions(name, commands[name]!, argv);

describe('options', () => {
  it('are read in any order; of one that comes twice the last counts, directions all', () => {
    const ways = ['--direction', 'maximize', '--total', '30', '--direction', 'minimize'];
    const options = read('run', '--total=20', 'a.js', '--target', '-0.5', ...ways);
    expect(options.words).toEqual(['a.js']);
    expect(options.whole('total', 0)).toBe(30);
    expect(options.number('target')).toBe(-0.5);
    expect(options.texts('direction')).toEqual(['maximize', 'minimize']);
    expect(options.text('name')).toBeUndefined();
    expect(options.over({ total: ['1'], name: ['n'] }).given).toMatchObject({ total: ['30'], name: ['n'] });
  });

  it('say how to mend what cannot be meant', () => {
    expect(() => read('run', 'a.js', '--trails', '3')).toThrow(
      /no option '--trails' here. Did you mean '--trials'\?.*run --help/,
    );
    expect(() => read('status', '--trials', '3')).toThrow(/no option '--trials' here/);
    expect(() => read('run', 'a.js', '--trials')).toThrow(/--trials needs a value, such as --trials 50/);
    expect(() => read('run', 'a.js', '--json=yes')).toThrow(/takes no value/);
    expect(() => read('run', 'a.js', 'b.js')).toThrow(/'b.js' is too much/);
    expect(() => read('import')).toThrow(/Say which: glassbox-tune import sweep.json/);
    for (const text of ['1.5', '-1', '1e3', '']) {
      expect(() => read('run', 'a.js', `--trials=${text}`).whole('trials', 0)).toThrow(/--trials/);
    }
    expect(() => read('run', 'a.js', '--lease', '0').number('lease', 0)).toThrow(/a number above 0, but '0' came/);
    expect(() => read('run', 'a.js', '--target', 'x').number('target')).toThrow(/a number, but 'x' came/);
    expect(() => read('status').required('storage')).toThrow(/Say --storage PLACE, such as --storage sweep.log/);
  });

  it('are all in the help of their command, which fits a page', () => {
    for (const [name, command] of Object.entries(commands)) {
      expect(programHelp(commands)).toContain(`  ${name}`);
      const help = commandHelp(name, command);
      for (const flag of command.flags) expect(help).toContain(`--${flag}`);
      expect(read(name, '-h').has('help')).toBe(true);
      expect(Math.max(...help.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110);
    }
  });
});
