import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { randomSampler } from '../../samplers/random.js';
import type { ParamValue } from '../../space/distribution.js';
import { createStudy } from '../../study/study.js';
import { fanova } from './fanova.js';
import { type Node, regressionTree } from './regression-tree.js';
import { TreeVariance } from './variance.js';

const SEED = 4;

type FlatNode =
  | { readonly value: number }
  | { readonly axis: number; readonly at: number; readonly left: number; readonly right: number };

interface Variances {
  readonly bounds: readonly (readonly [number, number])[];
  readonly variance: number;
  readonly marginals: readonly number[];
}

const golden = JSON.parse(readFileSync(new URL('golden/fanova.json', import.meta.url), 'utf8')) as {
  /** Trees of scikit-learn, and Optuna's variances of them. */
  readonly trees: readonly (Variances & { readonly nodes: readonly FlatNode[] })[];
  /** Samples, and variances of scikit-learn's tree of them. */
  readonly grown: readonly (Variances & {
    readonly choices: number;
    readonly x: readonly (readonly number[])[];
    readonly kind: readonly number[];
    readonly y: readonly number[];
  })[];
  /** Trials, and what Optuna finds important in them, as the mean over ten forests. */
  readonly study: {
    readonly trials: readonly { readonly params: Readonly<Record<string, ParamValue>>; readonly value: number }[];
    readonly importances: Readonly<Record<string, number>>;
    readonly branch: Readonly<Record<string, number>>;
  };
};

const rangeOf = ([low, high]: readonly [number, number]) => ({ low, high, choices: 0 });

function expectVariances(found: TreeVariance, { variance, marginals }: Variances): void {
  expect(Math.abs(found.total - variance)).toBeLessThan(1e-8 * variance);
  for (const [axis, value] of marginals.entries()) {
    expect(Math.abs(found.marginal(axis) - value), `axis ${axis}`).toBeLessThan(1e-8 * variance);
  }
}

describe('variances of a tree', () => {
  it.each(golden.trees.map((tree) => [tree.bounds.length, tree] as const))(
    'are those of Optuna: %i axes',
    (_, tree) => {
      const nodeOf = (at: number): Node => {
        const node = tree.nodes[at]!;
        return 'value' in node ? node : { ...node, left: nodeOf(node.left), right: nodeOf(node.right) };
      };
      expectVariances(new TreeVariance(nodeOf(0), tree.bounds.map(rangeOf)), tree);
    },
  );

  it.each(golden.grown.map((each) => [each.choices, each] as const))(
    'and the tree itself are those of scikit-learn, with %i choices',
    (choices, each) => {
      const axes = [...each.bounds.map(rangeOf), { low: 0, high: 0, choices }];
      const columns = axes.map((_, axis) =>
        Float64Array.from(each.y, (__, row) => (axis < each.bounds.length ? each.x[row]![axis]! : each.kind[row]!)),
      );
      const rows = Uint32Array.from(each.y, (_, row) => row);
      const tree = regressionTree({ axes, columns, values: Float64Array.from(each.y) }, rows, 3);
      expectVariances(new TreeVariance(tree, axes), each);
    },
  );
});

describe('importances', () => {
  /** A study in which the recorded trials were run. */
  async function replayed() {
    const { trials } = golden.study;
    const study = await createStudy({ sampler: randomSampler({ seed: SEED }) });
    for (const { params } of trials) await study.enqueue(params);
    await study.optimize(
      (trial) => {
        trial.float('x', -5, 10);
        trial.float('y', 0, 15);
        if (trial.int('n', 1, 9) > 4) trial.float('branch', 0, 1);
        return trials[trial.number]!.value;
      },
      { trials: trials.length },
    );
    return study;
  }

  it('are those of Optuna, as far as two forests agree', async () => {
    const study = await replayed();
    const found = fanova(study);
    expect(Object.keys(found)).toEqual(Object.keys(golden.study.importances));
    for (const [name, value] of Object.entries(golden.study.importances)) {
      expect(Math.abs(found[name]! - value), name).toBeLessThan(0.03);
    }
    const branch = fanova(study, { params: ['x', 'branch'], seed: 1 });
    for (const [name, value] of Object.entries(golden.study.branch)) {
      expect(Math.abs(branch[name]! - value), name).toBeLessThan(0.03);
    }
  });

  it('are the shares of a sum of functions, also of choices and logarithms', async () => {
    const study = await createStudy({ sampler: randomSampler({ seed: SEED }) });
    await study.optimize(
      (trial) => {
        // Variances: 9 · 1/12 of x, 1/4 of the choice, 1/12 of the decade, none of the last two.
        const [x, rate] = [trial.float('x', 0, 1), trial.float('rate', 1e-3, 1e-2, { log: true })];
        const kind = trial.categorical('kind', ['a', 'b']);
        trial.float('idle', 0, 1);
        trial.int('only', 3, 3);
        return 3 * x + (kind === 'a' ? 1 : 0) + Math.log10(rate);
      },
      { trials: 400 },
    );
    const found = fanova(study);
    const all = 9 / 12 + 1 / 4 + 1 / 12;
    expect(found.x).toBeCloseTo(9 / 12 / all, 1);
    expect(found.kind).toBeCloseTo(1 / 4 / all, 1);
    expect(found.rate).toBeCloseTo(1 / 12 / all, 1);
    expect(found.idle).toBeLessThan(0.01);
    expect(found.only).toBe(0);
    expect(Object.values(found).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    const target = (trial: (typeof study.trials)[number]) => trial.params.idle as number;
    expect(fanova(study, { target }).idle).toBeGreaterThan(0.97);
  });

  it('are equal where there is nothing to explain, and wrong questions are refused', async () => {
    const study = await createStudy({ sampler: randomSampler({ seed: SEED }) });
    expect(fanova(study)).toEqual({});
    await study.optimize((trial) => trial.float('x', 0, 1) * 0 + trial.float('y', 0, 1) * 0, { trials: 5 });
    expect(fanova(study)).toEqual({ x: 0.5, y: 0.5 });
    expect(() => fanova(study, { params: ['x', 'z'] })).toThrow(/x, z came/);
    expect(() => fanova(study, { trees: 0 })).toThrow(/above 0, but 0/);
    const several = await createStudy({ name: 'two', directions: ['minimize', 'maximize'] });
    expect(() => fanova(several)).toThrow(/'two' has 2 objectives/);
  });
});
