import {
  allStudies,
  createStudy,
  type Direction,
  loadStudy,
  type Pruner,
  type Sampler,
  type Storage,
  type Study,
} from '@glassbox/tuning';
import { type Options, usageError } from '../cli/options.js';
import { pluginFrom } from '../plugins/plugin.js';
import { pruners } from '../plugins/pruners.js';
import { samplers } from '../plugins/samplers.js';
import type { StudySettings } from './objective.js';
import { spaceFrom } from './space.js';

/** A sampler and a pruner as they were asked for: by options, or else by the objective's settings, or else the defaults. */
export function pluginsOf(
  options: Options,
  settings: StudySettings,
  seed: number,
): { sampler: Sampler; pruner: Pruner } {
  const { sampler = 'tpe', pruner = 'nop' } = settings;
  const chosen = options.text('sampler') ?? sampler;
  if (typeof chosen !== 'string' && options.has('seed')) {
    throw usageError(
      "The objective's study has a sampler of its own: give it its seed there, or name one with --sampler.",
      options.command,
    );
  }
  const space = spaceFrom(options.text('space')) ?? settings.space;
  const judge = options.text('pruner') ?? pruner;
  return {
    sampler: typeof chosen === 'string' ? pluginFrom(samplers, chosen, { seed, space }) : chosen,
    pruner: typeof judge === 'string' ? pluginFrom(pruners, judge, undefined) : judge,
  };
}

/** The directions that were asked for; undefined where none were. */
export function directionsOf(options: Options, settings: StudySettings): readonly Direction[] | undefined {
  const given = options.texts('direction');
  if (given) return given.map((text) => directionFrom(text, options.command));
  return settings.directions ?? (settings.direction && [settings.direction]);
}

function directionFrom(text: string, command: string): Direction {
  if (text === 'minimize' || text === 'maximize') return text;
  throw usageError(`--direction is minimize or maximize, but '${text}' came; write --direction maximize.`, command);
}

/** What a study is opened with. */
export interface Opening {
  readonly storage: Storage;
  readonly name: string;
  readonly sampler: Sampler;
  readonly pruner: Pruner;
  readonly settings: StudySettings;
  readonly lease: number | undefined;
  /** Undefined: those that it has, or else `minimize`. */
  readonly directions: readonly Direction[] | undefined;
}

/** Opens a study, or makes it. */
export async function openStudy({ storage, name, settings, directions, lease, ...plugins }: Opening): Promise<Study> {
  const { space, losses } = settings;
  const held = lease ?? settings.lease;
  const options = {
    storage,
    name,
    ...plugins,
    ...(space && { space }),
    ...(losses !== undefined && { losses }),
    ...(held !== undefined && { lease: held }),
  };
  if (directions) return createStudy({ ...options, directions });
  const isThere = (await allStudies(storage)).some((study) => study.name === name);
  return isThere ? loadStudy(options) : createStudy(options);
}
