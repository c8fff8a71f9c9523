import { GlassboxError } from '@glassbox/core';

/** The part of a test framework that the suites need; vitest's, jest's and node:test's fit. */
export interface TestApi {
  describe(name: string, body: () => void): unknown;
  it: TestFunction & { skip: TestFunction };
}

type TestFunction = (name: string, body: () => Promise<void> | void) => unknown;

/** One thing that a plugin of a kind has to do. */
export interface ConformanceCase<Subject> {
  readonly name: string;
  /** Why the subject cannot be asked for this; undefined where it can. */
  skip?(subject: Subject): string | undefined;
  /** Throws where the subject fails. */
  run(subject: Subject): Promise<void>;
}

/** What came of one case. */
export interface ConformanceRow {
  readonly name: string;
  readonly status: 'passed' | 'failed' | 'skipped';
  readonly reason?: string;
}

/** Throws `conformance-failed` with the sentence unless the condition holds. */
export function check(condition: unknown, message: () => string): asserts condition {
  if (!condition) throw new GlassboxError('conformance-failed', message());
}

/** Checks that two values are written alike, NaN and infinities told apart. */
export function checkSame(actual: unknown, expected: unknown, what: string): void {
  const [a, b] = [textOf(actual), textOf(expected)];
  check(a === b, () => `${what}: ${a} came, expected ${b}.`);
}

const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) => {
    if (typeof each === 'number' && !Number.isFinite(each)) return String(each);
    if (each instanceof Map) return [...(each as Map<unknown, unknown>)];
    const isRecord = typeof each === 'object' && each !== null && !Array.isArray(each);
    return isRecord ? Object.fromEntries(Object.entries(each).sort(([x], [y]) => (x < y ? -1 : 1))) : each;
  });

/** Declares the cases of a suite as tests of a framework. */
export function declareCases<Subject>(
  title: string,
  cases: readonly ConformanceCase<Subject>[],
  subject: Subject,
  { describe, it }: TestApi,
): void {
  describe(title, () => {
    for (const test of cases) {
      const reason = test.skip?.(subject);
      if (reason === undefined) it(test.name, () => test.run(subject));
      else it.skip(`${test.name} (${reason})`, () => undefined);
    }
  });
}

/** Runs the cases of a suite without a test framework, in a page or a script; the rows tell of failures. */
export async function runCases<Subject>(
  cases: readonly ConformanceCase<Subject>[],
  subject: Subject,
): Promise<ConformanceRow[]> {
  const rows: ConformanceRow[] = [];
  for (const test of cases) {
    const skipped = test.skip?.(subject);
    if (skipped !== undefined) rows.push({ name: test.name, status: 'skipped', reason: skipped });
    else rows.push(await rowOf(test, subject));
  }
  return rows;
}

async function rowOf<Subject>(test: ConformanceCase<Subject>, subject: Subject): Promise<ConformanceRow> {
  try {
    await test.run(subject);
    return { name: test.name, status: 'passed' };
  } catch (error) {
    return { name: test.name, status: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}
