import { GlassboxError } from './errors.js';
import { nearestName } from './nearest-name.js';

/**
 * A table from names to values of one kind, such as activations or optimizers.
 *
 * A registry is a value, never filled by an import. A second entry of one name throws `duplicate-name`; an unknown name throws
 * `unknown-name`, lists the names that exist and suggests the nearest one.
 *
 * @example
 * const shapes = new Registry<number>('shape', { square: 4 });
 * shapes.get('sqare'); // Unknown shape 'sqare'. Did you mean 'square'? Known: square.
 */
export class Registry<T> {
  readonly #entries = new Map<string, T>();

  /** @param kind what one entry is called in messages, in the singular. */
  constructor(
    readonly kind: string,
    entries: Readonly<Record<string, T>> = {},
  ) {
    for (const [name, value] of Object.entries(entries)) this.register(name, value);
  }

  register(name: string, value: T): void {
    if (this.#entries.has(name)) {
      throw new GlassboxError(
        'duplicate-name',
        `There is already a ${this.kind} named '${name}'. Choose another name.`,
        {
          details: { name },
        },
      );
    }
    this.#entries.set(name, value);
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  names(): string[] {
    return [...this.#entries.keys()];
  }

  get(name: string): T {
    const value = this.#entries.get(name);
    if (value !== undefined) return value;
    throw unknownName(this.kind, name, this.names());
  }
}

/** The `unknown-name` error that lists what exists and suggests the nearest name. */
export function unknownName(kind: string, name: string, known: readonly string[]): GlassboxError {
  const nearest = nearestName(name, known);
  const hint = nearest ? ` Did you mean '${nearest}'?` : '';
  return new GlassboxError(
    'unknown-name',
    `Unknown ${kind} '${name}'.${hint} Known: ${[...known].sort().join(', ')}.`,
    {
      details: { kind, name, nearest, known },
    },
  );
}
