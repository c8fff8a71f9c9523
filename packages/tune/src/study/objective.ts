import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { GlassboxError, nearestName } from '@glassbox/core';
import type { Pruner, Sampler, StudyOptions } from '@glassbox/tuning';

/** What an objective's module may export as `study`: the settings of its study, which the command line overrides. */
export interface StudySettings extends Omit<StudyOptions, 'storage' | 'sampler' | 'pruner'> {
  /** A sampler, or the name of one with its options as on the command line. */
  readonly sampler?: Sampler | string;
  /** A pruner, or the name of one. */
  readonly pruner?: Pruner | string;
}

/** A module with an objective. */
export interface ObjectiveModule {
  /** As an absolute path. */
  readonly path: string;
  readonly url: URL;
  readonly settings: StudySettings;
}

const KNOWN = ['name', 'direction', 'directions', 'space', 'sampler', 'pruner', 'lease', 'losses'] as const;

/**
 * Loads an objective.
 *
 * @throws `bad-objective` where the file is not there, cannot be loaded, or has no function as its default export or settings that are none.
 */
export async function loadObjective(file: string): Promise<ObjectiveModule> {
  const absolute = path.resolve(file);
  if (!existsSync(absolute))
    throw bad(`There is no file '${file}'. Name the module whose default export is the objective.`);
  const url = pathToFileURL(absolute);
  const loaded = await load(file, url);
  if (typeof loaded.default !== 'function') {
    throw bad(`'${file}' has no function as its default export. Write: export default async (trial) => ...`);
  }
  return { path: absolute, url, settings: settingsOf(file, loaded.study ?? {}) };
}

const bad = (message: string) => new GlassboxError('bad-objective', message);

async function load(file: string, url: URL): Promise<{ readonly default?: unknown; readonly study?: unknown }> {
  try {
    return await import(url.href);
  } catch (error) {
    const { code, message = String(error) } = error as { readonly code?: string; readonly message?: string };
    if (code !== 'ERR_UNKNOWN_FILE_EXTENSION') throw bad(`'${file}' cannot be loaded: ${message}`);
    throw bad(
      `'${file}' is no JavaScript. Compile it, or let Node load it: NODE_OPTIONS='--import tsx' for TypeScript.`,
    );
  }
}

function settingsOf(file: string, given: unknown): StudySettings {
  if (typeof given !== 'object' || given === null) throw bad(`'study' of '${file}' is an object, but ${given} came.`);
  for (const name of Object.keys(given)) {
    if (KNOWN.some((known) => known === name)) continue;
    const nearest = nearestName(name, KNOWN);
    const hint = nearest ? ` Did you mean '${nearest}'?` : '';
    throw bad(`'study' of '${file}' has no setting '${name}'.${hint} It takes ${KNOWN.join(', ')}.`);
  }
  checkPlugin(file, given, 'sampler', 'sampleIndependent');
  checkPlugin(file, given, 'pruner', 'shouldPrune');
  return given;
}

/** A function that makes a plugin is easily taken for one. */
function checkPlugin(file: string, given: StudySettings, name: 'sampler' | 'pruner', method: string): void {
  const plugin: unknown = given[name];
  if (plugin === undefined || typeof plugin === 'string') return;
  if (typeof plugin === 'object' && plugin !== null && method in plugin) return;
  throw bad(
    `'${name}' in 'study' of '${file}' is a name or a value such as ${name === 'sampler' ? 'tpe()' : 'asha()'}.`,
  );
}
