import type { QueuePlace, Sampler, StopRules } from '@glassbox/tuning';
import type { FlagName } from '../cli/flags.js';
import { type Given, type Options, program, usageError } from '../cli/options.js';
import { shellWord } from '../cli/shell.js';
import { hasPassword, QUEUED, queueOf } from './queue.js';

/** Options of how trials are run here, and not of the study: each process has its own. */
export const runningFlags = [
  'workers',
  'queue',
  'connection',
  'timeout',
  'lease',
  'json',
  'quiet',
] as const satisfies readonly FlagName[];
/** Options of the study. */
export const studyFlags = ['sampler', 'pruner', 'seed', 'space'] as const satisfies readonly FlagName[];
/** Options of when a search ends before it has all trials. */
export const stopFlags = ['target', 'no-improvement', 'reports', 'seconds'] as const satisfies readonly FlagName[];

/** What all commands that run trials read alike. */
export interface Running {
  readonly workers: number;
  /** Where trials go that others run; `workers` of them at a time. */
  readonly queue: QueuePlace | undefined;
  readonly timeout: number | undefined;
  readonly lease: number | undefined;
  readonly stop: StopRules;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** @throws `bad-usage` for a value that an option does not take. */
export function runningOf(options: Options): Running {
  const queue = queueOf(options);
  const running = {
    workers: options.whole('workers', queue ? 1 : 0) ?? (queue ? QUEUED : 1),
    queue,
    timeout: options.number('timeout', 0),
    lease: options.number('lease', 0),
    json: options.has('json'),
    quiet: options.has('quiet'),
    stop: stopOf(options),
  };
  if (queue && running.timeout !== undefined) {
    throw usageError('The workers of a queue end trials: give --timeout to them.', options.command);
  }
  if (running.workers > 0 || running.timeout === undefined) return running;
  throw usageError(
    'A trial can be ended only in a process of its own: leave out --timeout, or --workers 0.',
    options.command,
  );
}

function stopOf(options: Options): StopRules {
  const [target, seconds] = [options.number('target'), options.number('seconds', 0)];
  const [noImprovement, reports] = [options.whole('no-improvement', 1), options.whole('reports', 1)];
  return {
    ...(target !== undefined && { target }),
    ...(noImprovement !== undefined && { noImprovement }),
    ...(reports !== undefined && { reports }),
    ...(seconds !== undefined && { seconds }),
  };
}

/** What is kept of the options, so that the study can be resumed; no password, since others read the study. */
export function keptOptions({ given }: Options): Given {
  const own: readonly FlagName[] = hasPassword(given.connection?.at(-1)) ? [] : ['connection'];
  const kept: readonly FlagName[] = [...studyFlags, ...stopFlags, 'workers', 'queue', ...own, 'timeout', 'lease'];
  return Object.fromEntries(kept.flatMap((flag) => (given[flag] ? [[flag, given[flag]]] : [])));
}

/** How many trials a study is to have: those that it has and `trials` more, or `total`, and never more than the sampler has something new for. */
export function totalOf(
  options: Options,
  { limit = Number.POSITIVE_INFINITY }: Sampler,
  trials: readonly { readonly state: string }[],
): number | undefined {
  const more = options.whole('trials', 0);
  const begun = trials.filter(({ state }) => state !== 'waiting').length;
  const wanted = options.whole('total', 0) ?? (more === undefined ? Number.POSITIVE_INFINITY : begun + more);
  const total = Math.min(wanted, limit);
  return Number.isFinite(total) ? total : undefined;
}

/** @throws `bad-usage` where nothing says when a search is to end. */
export function requireEnd(options: Options, sampler: Sampler): void {
  if (options.has('trials') && options.has('total')) {
    throw usageError('Say --trials, which are run besides those there, or --total, not both.', options.command);
  }
  const isBounded = ['trials', 'total', ...stopFlags].some((flag) => options.has(flag as FlagName));
  if (isBounded || sampler.limit !== undefined) return;
  throw usageError(
    'Say how many trials to run: --trials 50, or --total 100 by all processes together.',
    options.command,
  );
}

/** What is said of how to go on with a study after Ctrl-C. */
export function wayOn(place: string | undefined, name: string): string {
  if (place === undefined) return 'Stopped. The study was kept nowhere; with --storage sweep.log it could be resumed.';
  return `Stopped. Go on with: npx ${program} resume --storage ${shellWord(place)} --name ${shellWord(name)}`;
}
