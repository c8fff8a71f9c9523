/**
 * The error that every Glassbox package throws.
 *
 * `code` is stable across releases and meant for programs; the message is meant for people and says what came, what was
 * expected and how to mend it. Codes are kebab-case, for example `unknown-name`, `bad-argument`, `data-corrupt`.
 *
 * @example
 * try { readIdx(bytes) } catch (error) {
 *   if (error instanceof GlassboxError && error.code === 'idx-truncated') console.error(error.details.offset);
 * }
 */
export class GlassboxError extends Error {
  override readonly name = 'GlassboxError';
  readonly code: string;
  /** Facts about the failure as data: an offset, the names that exist, the sources that were tried. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, options: { details?: Record<string, unknown>; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = Object.freeze({ ...options.details });
  }
}

/** Whether a value is a {@link GlassboxError}, also one made by another copy of this package. */
export function isGlassboxError(value: unknown, code?: string): value is GlassboxError {
  if (!(value instanceof Error) || value.name !== 'GlassboxError') return false;
  return code === undefined || (value as GlassboxError).code === code;
}

/** Throws `bad-argument` with the given sentence unless the condition holds. */
export function requireArgument(
  condition: unknown,
  message: string | (() => string),
  details?: Record<string, unknown>,
): asserts condition {
  if (condition) return;
  throw new GlassboxError(
    'bad-argument',
    typeof message === 'string' ? message : message(),
    details ? { details } : {},
  );
}
