import type { BenchResult } from './result.js';
import { isMet, type Row } from './row.js';
import { cells, headings, markdownTable } from './table.js';

/** How many of the measured targets are kept, and what was skipped, in a sentence. */
export function verdict(rows: readonly Row[]): string {
  const met = rows.filter((row) => isMet(row) === true).length;
  const measured = rows.filter(({ samples }) => samples.length > 0).length;
  const skipped = rows.length - measured;
  return `${met} of ${measured} measured targets are met${skipped ? `; ${skipped} could not be measured` : ''}.`;
}

/** The page docs/benchmarks.md. */
export function markdown(result: BenchResult): string {
  const { machine, details = [] } = result;
  const facts = [
    ['machine', `${machine.processor}, ${machine.cores} cores, ${machine.memory}`],
    ['system', `${machine.system}, Node ${machine.node}`],
    [
      'versions',
      Object.entries(result.versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(', '),
    ],
    ['measured', `${result.date}, ${result.rounds} rounds`],
  ];
  return [
    '# Benchmarks',
    'Written by `npm run bench`; what is measured and how is told in [apps/bench](../apps/bench/README.md). ' +
      'What a graphics processor does is on [a page of its own](benchmarks-gpu.md).',
    'Each peer runs in a process of its own, and the rounds of all alternate, so that what the machine does meanwhile falls on all alike. ' +
      'A figure with × says how many times as fast as the peer Glassbox is: the median over the rounds of time of the peer / time of ' +
      'Glassbox, and its spread from the least to the most. 0.333× is three times slower.',
    markdownTable([['', ''], ...facts]),
    '## Targets',
    verdict(result.rows),
    markdownTable([headings, ...result.rows.map(cells)]),
    ...details.flatMap(({ title, text, rows }) => [`## ${title}`, text, markdownTable(rows)]),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}
