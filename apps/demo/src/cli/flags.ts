import { parseArgs } from 'node:util';
import { GlassboxError, nearestName } from '@glassbox/core';

/** Options by name: whether each takes a value, and a value to show in messages. */
export type Flags = Readonly<
  Record<string, { readonly type: 'string' | 'boolean'; readonly short?: string; readonly example?: string }>
>;

/** A mistake on the command line; the message is one line that says what to do. */
export const usageError = (message: string, command = '') =>
  new GlassboxError('bad-usage', `${message} See npm run demo -- ${command}--help`);

/** Reads options of a command; of one that comes twice the last counts. */
export class FlagReader<F extends Flags> {
  readonly #flags: F;
  readonly #command: string;
  readonly #values: ReadonlyMap<string, string>;

  /** @throws `bad-usage` for an option that does not exist, a value that is missing or too many, or a word that is no option. */
  constructor(flags: F, argv: readonly string[], command = '') {
    this.#flags = flags;
    this.#command = command;
    const options = Object.fromEntries(
      Object.entries(flags).map(([name, { type, short }]) => [name, { type, ...(short && { short }) }]),
    );
    const { tokens } = parseArgs({ args: [...argv], options, strict: false, tokens: true });
    const values = new Map<string, string>();
    for (const token of tokens) {
      if (token.kind === 'positional')
        throw this.error(`'${token.value}' is not an option; options begin with two dashes.`);
      if (token.kind === 'option') values.set(...this.#read(token));
    }
    this.#values = values;
  }

  error(message: string): GlassboxError {
    return usageError(message, this.#command);
  }

  has(name: keyof F & string): boolean {
    return this.#values.has(name);
  }

  text(name: keyof F & string): string | undefined {
    return this.#values.get(name);
  }

  /** @throws `bad-usage` where the value is not a whole number of the range. */
  wholeNumber(name: keyof F & string, least: number, most = Number.MAX_SAFE_INTEGER): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    const range = most === Number.MAX_SAFE_INTEGER ? `from ${least} up` : `from ${least} to ${most}`;
    throw this.error(`--${name} takes a whole number ${range}, but '${text}' came; write ${this.#example(name)}.`);
  }

  #read({ name, rawName, value }: { name: string; rawName: string; value?: string | undefined }): [string, string] {
    if (!Object.hasOwn(this.#flags, name)) {
      const nearest = nearestName(name, Object.keys(this.#flags));
      throw this.error(`There is no option '${rawName}'.${nearest ? ` Did you mean '--${nearest}'?` : ''}`);
    }
    const takesValue = this.#flags[name]!.type === 'string';
    if (takesValue && !value) throw this.error(`${rawName} needs a value, such as ${this.#example(name)}.`);
    if (!takesValue && value !== undefined) throw this.error(`${rawName} takes no value, but '${value}' came.`);
    return [name, value ?? ''];
  }

  #example(name: string): string {
    return `--${name} ${this.#flags[name]!.example ?? ''}`.trim();
  }
}
