import { GlassboxError, nearestName, unknownName } from '@glassbox/core';

/** What an option of a plugin may be. */
type Plain = number | string | boolean;

/** Options of a plugin, by name. */
export type PluginOptions = Readonly<Record<string, Plain>>;

/** By name, what an option could be: a number, yes or no, a word that may stand for a number, or one of some words. */
export type PluginExamples = Readonly<Record<string, Plain | readonly string[]>>;

/** A kind of sampler or pruner, by its name in a table. */
export interface Plugin<T, Context> {
  /** The options that it takes. */
  readonly options: PluginExamples;
  /** The option that takes all text after it: another plugin, as it is written. */
  readonly inner?: string;
  make(options: PluginOptions, context: Context): T;
}

/** The plugins of one kind, and other names that the field has for some. */
export interface Plugins<T, Context> {
  readonly kind: string;
  readonly table: Readonly<Record<string, Plugin<T, Context>>>;
  readonly aliases: Readonly<Record<string, string>>;
}

/**
 * A plugin from how it is written: `asha`, or with options `asha:minResource=2,reductionFactor=3`.
 *
 * @throws `unknown-name` for a name that there is not, `bad-usage` for an option or a value that it does not take.
 */
export function pluginFrom<T, Context>(plugins: Plugins<T, Context>, text: string, context: Context): T {
  const { kind, table, aliases } = plugins;
  const [, written = '', rest = ''] = /^([^:]*):?(.*)$/s.exec(text) ?? [];
  const name = aliases[written] ?? written;
  if (!Object.hasOwn(table, name)) throw unknownName(kind, written, Object.keys(table));
  const plugin = table[name]!;
  const pairs = pairsOf(rest, plugin.inner).map((pair) => optionFrom(`${kind} '${name}'`, plugin, pair));
  return plugin.make(Object.fromEntries(pairs), context);
}

/** Options as they are written, the one that takes all text after it whole. */
function pairsOf(text: string, inner: string | undefined): readonly string[] {
  const found = inner === undefined ? -1 : `,${text}`.indexOf(`,${inner}=`);
  const own = found < 0 ? text : text.slice(0, Math.max(0, found - 1));
  return [...(own === '' ? [] : own.split(',')), ...(found < 0 ? [] : [text.slice(found)])];
}

type Taken = Pick<Plugin<unknown, never>, 'options' | 'inner'>;

function optionFrom(what: string, { options: known, inner }: Taken, pair: string): [string, Plain] {
  const [, name = '', text = ''] = /^([^=]*)=?(.*)$/s.exec(pair) ?? [];
  if (name === inner) return [name, text];
  if (!Object.hasOwn(known, name)) {
    const nearest = nearestName(name, Object.keys(known));
    const list = Object.keys(known).join(', ') || 'none';
    const hint = nearest ? ` Did you mean '${nearest}'?` : '';
    throw new GlassboxError('bad-usage', `The ${what} has no option '${name}'.${hint} It takes: ${list}.`);
  }
  return [name, valueFrom(what, name, known[name]!, text)];
}

function valueFrom(what: string, name: string, example: Plain | readonly string[], text: string): Plain {
  if (typeof example === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  if ([example].flat().some((word) => typeof word === 'string' && word === text)) return text;
  const number = text.trim() === '' ? Number.NaN : Number(text);
  const mayBeNumber = typeof example === 'number' || typeof example === 'string';
  if (mayBeNumber && !Number.isNaN(number)) return number;
  const expected = exampleText(name, example);
  throw new GlassboxError('bad-usage', `${name} of the ${what} is such as ${expected}, but '${text}' came.`);
}

const exampleText = (name: string, example: Plain | readonly string[]) => `${name}=${[example].flat().join('|')}`;

/** The names and options of plugins, for `--help`. */
export function pluginHelp<T, Context>({ kind, table, aliases }: Plugins<T, Context>, example: string): string {
  const rows = Object.entries(table).map(([name, { options }]) => {
    const others = Object.keys(aliases).filter((alias) => aliases[alias] === name);
    const list = Object.entries(options).map(([option, value]) => exampleText(option, value));
    return `  ${[name, ...others].join(', ')}${list.length ? `: ${list.join(' ')}` : ''}`;
  });
  return `Names for --${kind}, and the options that may follow as in ${example}:\n${rows.join('\n')}`;
}
