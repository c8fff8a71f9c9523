import { readFileSync } from 'node:fs';
import { layers } from '@glassbox/models';
import { describe, expect, it } from 'vitest';
import { coverageCases } from '../../packages/models/test/every-layer/cases.js';
import type { CoverageCase } from '../../packages/models/test/every-layer/coverage-case.js';
import { compareLayer, relativeError } from './every-layer/compare.js';
import { layerReports, parts } from './every-layer/reports.js';

const names = Object.keys(layers);
const reports = await layerReports();

const trainedWeights = ({ layer, inputShape }: CoverageCase) =>
  layer.build(inputShape).weights.filter(({ trainable }) => trainable);

describe('the cases of layers', () => {
  it('are there for every layer, and for nothing else', () => {
    expect(Object.keys(coverageCases).toSorted()).toEqual(names.toSorted());
    for (const [name, cases] of Object.entries(coverageCases)) expect(cases.length, name).toBeGreaterThan(0);
  });

  it('build the layer that they stand for, and take central differences of each', () => {
    const classOf = (name: string) => name.replace(/^(input)$/, 'inputLayer').toLowerCase();
    for (const [name, cases] of Object.entries(coverageCases)) {
      for (const { layer } of cases) expect(layer.className.toLowerCase()).toContain(classOf(name));
      expect(
        cases.some((test) => !test.withoutDifferences),
        name,
      ).toBe(true);
    }
  });
});

for (const { backend, device, skipped, layers: rows } of reports) {
  if (skipped !== undefined) console.warn(`Skipped: every layer on ${backend}. ${skipped}`);
  describe.skipIf(skipped !== undefined)(`${backend} on ${device ?? 'nothing'}`, () => {
    it.each(names)('%s', (name) => {
      const row = rows[name]!;
      expect(Object.values(row).flatMap(({ failures }) => failures)).toEqual([]);
      const trained = coverageCases[name as keyof typeof layers].flatMap(trainedWeights);
      expect(row.weights.compared > 0).toBe(trained.length > 0);
    });
  });
}

describe('the comparison', () => {
  it('is relative to the largest number, and refuses what is missing or not finite', () => {
    expect(relativeError([1, 10.5], [1, 10])).toBeCloseTo(0.05, 12);
    expect(relativeError([0.001], [0])).toBeCloseTo(0.01, 12);
    expect(relativeError([1], [1, 2])).toBe(Number.POSITIVE_INFINITY);
    expect(relativeError([Number.NaN], [1])).toBe(Number.POSITIVE_INFINITY);
    expect(relativeError([Number.NaN], [Number.NaN])).toBe(Number.POSITIVE_INFINITY);
  });

  it('fails where a vector is wrong, missing, or could not be measured', () => {
    const expected = [[{ part: 'input', what: 'gradient by the input', data: [1, 2] } as const]];
    const failures = (found: Parameters<typeof compareLayer>[0]) => compareLayer(found, expected, 0.01).input.failures;
    expect(failures(expected)).toEqual([]);
    expect(failures([[{ part: 'input', what: 'gradient by the input', data: [1, 2.1] }]])).toEqual([
      'case 1, gradient by the input: wrong by 5.0e-2',
    ]);
    expect(failures([[]])).toEqual(['case 1, gradient by the input: wrong by Infinity']);
    expect(failures([{ error: 'no kernel' }])).toEqual(['case 1: no kernel']);
    expect(failures([])).toEqual(['case 1: was not measured']);
  });
});

describe('docs/coverage.md', () => {
  const text = readFileSync(new URL('../../docs/coverage.md', import.meta.url), 'utf8');
  const table = text.split('\n').filter((line) => /^\| \w+ \| \d+ \|/.test(line));

  it('lists exactly the layers there are, with as many cases', () => {
    const expected = Object.entries(coverageCases).map(([name, cases]) => `| ${name} | ${cases.length} |`);
    expect(table.map((line) => /^\| \w+ \| \d+ \|/.exec(line)![0])).toEqual(expected);
  });

  it('says that all of them passed on every backend', () => {
    for (const line of table) {
      const cells = line
        .split('|')
        .slice(4, -1)
        .map((cell) => cell.trim());
      expect(cells).toHaveLength(reports.length * parts.length - 1);
      for (const cell of cells) expect(cell, line).toMatch(/^(-|0|\de-\d+)$/);
    }
  });
});
