import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { formatMetric } from '@glassbox/core';
import { pedAnova, type Study, workers } from '@glassbox/tuning';
import { edfPlot, htmlReport, type ReportSection, studyReport } from '@glassbox/viz';
import { narrator } from '../cli/narrator.js';
import { openOutputFolder } from '../cli/output-folder.js';
import type { TuneOptions } from './options.js';
import { epochsOf, runSearch, type Search } from './searches.js';

/** What a search came to, as `--json` prints it. */
export interface SearchResult {
  readonly search: string;
  readonly trials: number;
  readonly pruned: number;
  readonly epochs: number;
  readonly seconds: number;
  readonly accuracy: number;
  readonly params: Readonly<Record<string, unknown>>;
}

/** What a sweep came to. */
export interface TuneResult {
  readonly seed: number;
  readonly digits: number;
  readonly epochsEach: number;
  readonly searches: readonly SearchResult[];
  readonly importances: Readonly<Record<string, number>>;
  /** Pages in the report's folder: the comparison, and each study. */
  readonly files: readonly string[];
}

interface Surroundings {
  readonly folder: string;
  readonly terminal: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };
  readonly signal: AbortSignal;
}

/**
 * Searches for the notebook's network: the same space by a grid, by chance and by models, and tells how far each came for its epochs.
 *
 * @throws `aborted` after a Ctrl-C; `folder-unwritable`.
 */
export async function runTune(options: TuneOptions, { folder, terminal, signal }: Surroundings): Promise<TuneResult> {
  await openOutputFolder(folder);
  const words = narrator(terminal);
  const { trials, epochs, digits, seed, processes } = options;
  words.say(
    `Searching for the best network on ${digits.toLocaleString('en-US')} digits, seed ${seed}: ${trials} trials of ${epochs} epochs each by grid and by chance, a quarter of those epochs by models. ${processes === 1 ? 'One process trains' : `${processes} processes train`}.`,
  );
  const results: SearchResult[] = [];
  const studies: Study[] = [];
  for (const search of options.searches) {
    const { study, result } = await timed(search, options, terminal, signal);
    studies.push(study);
    results.push(result);
    words.print(rowOf(result));
  }
  // Chance tries all of the space alike.
  const widest = Math.max(
    0,
    options.searches.findIndex(({ name }) => name === 'random'),
  );
  const importances = Object.fromEntries(Object.entries(pedAnova(studies[widest]!)).sort(([, a], [, b]) => b - a));
  words.say(`\nWhat mattered, by the trials of ${results[widest]!.search}: ${listOf(importances)}.`);
  const files = await writeReports(folder, studies, reportOf(options, studies, results, importances));
  words.say(`Written to ${folder}: ${files.join(', ')}.`);
  return { seed, digits, epochsEach: epochs, searches: results, importances, files };
}

/** The comparison, and a page for each search. */
async function writeReports(folder: string, studies: readonly Study[], comparison: string): Promise<string[]> {
  const pages = studies.map((study) => {
    const name = `tuning-${study.name.replace(/,.*/, '').replace(/\W+/g, '-')}.html`;
    const title = `Searching by ${study.name}`;
    return [
      name,
      studyReport(study, { title, importances: pedAnova(study), objectiveNames: ['validation accuracy'] }),
    ] as const;
  });
  const all = [['tuning.html', comparison] as const, ...pages];
  for (const [name, html] of all) await writeFile(path.join(folder, name), html);
  return all.map(([name]) => name);
}

async function timed(search: Search, options: TuneOptions, terminal: Surroundings['terminal'], signal: AbortSignal) {
  const start = performance.now();
  const onTrial = (study: Study) => {
    if (terminal.isTTY)
      terminal.write(`\r${search.name}: ${study.trials.length} trials, ${epochsOf(study)} epochs \u001b[K`);
  };
  const study = await runSearch(search, { ...options, executor: workers(options.processes), signal, onTrial });
  if (terminal.isTTY) terminal.write('\r\u001b[K');
  const { best, trials } = study;
  const result: SearchResult = {
    search: search.name,
    trials: trials.length,
    pruned: trials.filter(({ state }) => state === 'pruned').length,
    epochs: epochsOf(study),
    seconds: (performance.now() - start) / 1000,
    accuracy: best.value,
    params: best.params,
  };
  return { study, result };
}

function rowOf({ search, trials, pruned, epochs, seconds, accuracy, params }: SearchResult): string {
  const work = `${trials} trials, ${pruned} pruned, ${epochs} epochs, ${seconds.toFixed(0)} s`;
  return `\n${search}: ${formatMetric(accuracy)} (${work})\n  ${paramsText(params)}`;
}

const paramsText = (params: Readonly<Record<string, unknown>>) =>
  Object.entries(params)
    .map(([name, value]) => `${name} ${typeof value === 'number' ? Number(value.toPrecision(3)) : value}`)
    .join(', ');

const listOf = (importances: Readonly<Record<string, number>>) =>
  Object.entries(importances)
    .map(([name, share]) => `${name} ${(100 * share).toFixed(0)}%`)
    .join(', ');

function reportOf(
  { seed, digits, epochs }: TuneOptions,
  studies: readonly Study[],
  results: readonly SearchResult[],
  importances: Readonly<Record<string, number>>,
): string {
  const columns = ['search', 'validation accuracy', 'trials', 'pruned', 'epochs', 'seconds', 'best parameters'];
  const rows = results.map(({ search, accuracy, trials, pruned, epochs, seconds, params }) => [
    search,
    formatMetric(accuracy),
    String(trials),
    String(pruned),
    String(epochs),
    seconds.toFixed(0),
    paramsText(params),
  ]);
  const sections: ReportSection[] = [
    { heading: 'Searches', table: { caption: 'How far each search came for its epochs', columns, rows } },
    { heading: 'Values', chart: edfPlot(studies, { objectiveName: 'validation accuracy' }) },
    { heading: 'What mattered', text: `${listOf(importances)}.` },
  ];
  return htmlReport({
    title: 'Searching for a network that reads digits',
    subtitle: `${digits} digits, ${epochs} epochs a training, seed ${seed}.`,
    sections,
  });
}
