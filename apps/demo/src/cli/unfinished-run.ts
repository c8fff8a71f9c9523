import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { GlassboxError } from '@glassbox/core';
import { usageError } from './flags.js';
import { type DemoOptions, defaultOut, settingsOf } from './options.js';
import { backendNames, type Settings } from './settings.js';

/** The checkpoints of a run that is not finished, in a folder beside its report. */
export class UnfinishedRun {
  readonly #folder: string;
  readonly #settingsFile: string;
  #resumed = false;
  #begun = false;

  constructor(out: string) {
    this.#folder = path.join(out, 'unfinished');
    this.#settingsFile = path.join(this.#folder, 'settings.json');
  }

  /** Whether a run was stopped here before. */
  get exists(): boolean {
    return existsSync(this.#settingsFile);
  }

  /** Whether this run can be gone on with where it stops now. */
  get begun(): boolean {
    return this.#begun || this.#resumed;
  }

  /** Where the checkpoint of one training is kept. */
  place(training: string): string {
    return path.join(this.#folder, training);
  }

  /**
   * Makes room for the checkpoints of a training. The first of a new run takes the place of the run that was stopped before.
   *
   * @returns what `fit` takes to go on, where this run goes on and the training had begun.
   */
  async open(training: string, settings: Settings): Promise<{ resumeFrom?: string }> {
    if (!this.begun) {
      await this.finish();
      await mkdir(this.#folder, { recursive: true });
      await writeFile(this.#settingsFile, JSON.stringify(settings));
      this.#begun = true;
    }
    const place = this.place(training);
    return this.#resumed && existsSync(path.join(place, 'model.json')) ? { resumeFrom: place } : {};
  }

  /**
   * Goes on with the run that was stopped before.
   *
   * @returns its settings.
   * @throws `nothing-to-resume` where there is none, `bad-usage` where the options ask for other settings than it had.
   */
  async resume(given: Partial<Settings>): Promise<Settings> {
    if (!this.exists) {
      throw new GlassboxError(
        'nothing-to-resume',
        `There is no stopped run in '${path.dirname(this.#folder)}'. Start one with npm run demo, or name its folder with --out.`,
      );
    }
    const settings = readSettings(await readFile(this.#settingsFile, 'utf8'), this.#settingsFile);
    for (const [name, value] of Object.entries(given)) requireSame(name, value, settings[name as keyof Settings]);
    this.#resumed = true;
    return settings;
  }

  /** Removes the checkpoints: the run is complete. */
  finish(): Promise<void> {
    return rm(this.#folder, { recursive: true, force: true });
  }
}

function requireSame(name: string, given: unknown, had: unknown): void {
  if (given === had) return;
  const was = had === undefined ? 'chosen by itself' : String(had);
  throw usageError(
    `The stopped run has ${name} ${was}, but --${name} ${String(given)} came. Leave --${name} out, or --resume.`,
  );
}

function readSettings(text: string, file: string): Settings {
  const settings = parse(text);
  const { epochs, backend, seed, quick } = settings;
  const known = backend === undefined || backendNames.some((name) => name === backend);
  if (Number.isInteger(epochs) && Number.isInteger(seed) && typeof quick === 'boolean' && known)
    return settingsOf(settings);
  throw new GlassboxError(
    'bad-checkpoint',
    `'${file}' does not hold the settings of a run. Start over without --resume.`,
  );
}

function parse(text: string): Partial<Settings> {
  try {
    return Object(JSON.parse(text)) as Partial<Settings>;
  } catch {
    return {};
  }
}

/** The command that goes on with a stopped run. */
export function resumeCommand({ out, json }: Pick<DemoOptions, 'out' | 'json'>): string {
  const words = ['npm run demo -- --resume'];
  if (out !== defaultOut) words.push(`--out ${/^[\w./@:+-]+$/.test(out) ? out : `'${out.replaceAll("'", "'\\''")}'`}`);
  if (json) words.push('--json');
  return words.join(' ');
}
