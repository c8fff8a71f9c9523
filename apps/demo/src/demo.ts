import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { useBackend } from '@glassbox/backends';
import { formatMetric } from '@glassbox/core';
import type { TerminalStream } from '@glassbox/viz';
import { chooseBackends } from './backends/choose.js';
import { Facts } from './chapters/chapter.js';
import { secondsPerEpoch } from './chapters/train.js';
import { type Narrator, narrator } from './cli/narrator.js';
import { type DemoOptions, settingsOf } from './cli/options.js';
import { openOutputFolder } from './cli/output-folder.js';
import { type Settings, sizesOf } from './cli/settings.js';
import type { UnfinishedRun } from './cli/unfinished-run.js';
import { Album } from './report/album.js';
import { runChapters } from './run-chapters.js';

/** What a run came to, as `--json` prints it. */
export interface DemoResult {
  /** The backend that computed. */
  readonly backend: string;
  readonly seed: number;
  readonly epochs: number;
  /** Whether it was a short run on a part of the digits. */
  readonly quick: boolean;
  readonly secondsPerEpoch: number;
  readonly testLoss: number;
  readonly testAccuracy: number;
  readonly testAccuracyDropout: number;
  readonly history: object;
  /** Everything that was written. */
  readonly files: readonly string[];
}

/** Where a run of the demo takes place. */
export interface Surroundings {
  /** The report's folder, absolute. */
  readonly folder: string;
  readonly unfinished: UnfinishedRun;
  readonly terminal: TerminalStream;
  readonly signal: AbortSignal;
}

/**
 * Runs the notebook, and writes its report.
 *
 * @throws what `failureOf` puts in words; `aborted` after a Ctrl-C, with a checkpoint where training had begun.
 */
export async function runDemo(options: DemoOptions, surroundings: Surroundings): Promise<DemoResult> {
  const { folder, unfinished, terminal, signal } = surroundings;
  const settings = options.resume ? await unfinished.resume(options.given) : settingsOf(options.given);
  const [facts, album] = [new Facts(), new Album()];
  const { known, wanted } = chooseBackends(settings.backend);
  facts.put('backend', await useBackend(wanted));
  await openOutputFolder(folder);
  const words = narrator(terminal);
  words.say(opening(settings, options.resume));
  const base = { settings, sizes: sizesOf(settings), backends: known, unfinished, terminal, signal, facts };
  try {
    await runChapters(base, words, album);
    const files = await writeReport(album, folder, subtitle(settings, facts));
    await unfinished.finish();
    tellEnd(words, folder, files);
    return resultOf(settings, facts, files);
  } finally {
    facts.find('model')?.dispose();
  }
}

const shortRun = 'This is a short run on a part of the digits: the figures are lower than those of a full one.';

const epochsText = (epochs: number) => (epochs === 1 ? '1 epoch' : `${epochs} epochs`);

function opening({ quick, epochs, seed }: Settings, resumed: boolean): string {
  const run = `${resumed ? 'Going on with the stopped run' : 'A network learns to read digits'}: ${epochsText(epochs)}, seed ${seed}.`;
  return quick ? `${run} ${shortRun}` : run;
}

function subtitle({ quick, epochs, seed }: Settings, facts: Facts): string {
  const { name, device } = facts.get('backend');
  const accuracy = formatMetric(facts.get('verdict').accuracy);
  const run = `Test accuracy ${accuracy} after ${epochsText(epochs)} on ${name}, ${device}; seed ${seed}.`;
  return quick ? `${run} ${shortRun}` : run;
}

async function writeReport(album: Album, folder: string, words: string): Promise<string[]> {
  const page = path.join(folder, 'report.html');
  await writeFile(page, album.html('A network learns to read digits', words));
  return [page, ...(await album.writePictures(folder))];
}

function tellEnd(words: Narrator, folder: string, files: readonly string[]): void {
  const pictures = files.filter((file) => file.endsWith('.svg')).map((file) => path.basename(file, '.svg'));
  words.print(`\nWritten to ${folder}:`);
  words.print('  report.html, with everything above and all pictures');
  words.say(`  as .svg and .png: ${pictures.join(', ')}`);
}

function resultOf({ seed, epochs, quick }: Settings, facts: Facts, files: readonly string[]): DemoResult {
  const { loss, accuracy } = facts.get('verdict');
  const history = facts.get('history');
  return {
    backend: facts.get('backend').name,
    seed,
    epochs,
    quick,
    secondsPerEpoch: secondsPerEpoch(history),
    testLoss: loss,
    testAccuracy: accuracy,
    testAccuracyDropout: facts.get('dropoutVerdict').accuracy,
    history,
    files,
  };
}
