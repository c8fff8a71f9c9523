import { requireArgument } from '@glassbox/core';
import type { ScoredTrial } from './objective.js';
import type { TrialData } from './study-data.js';

/** Where the values of one parameter, or of an objective, stand. */
export interface AxisInfo {
  readonly name: string;
  readonly kind: 'linear' | 'log' | 'category';
  /** From the least to the greatest position; of categories from -0.5 to their number less 0.5. */
  readonly domain: readonly [number, number];
  /** Whether only whole numbers are possible. */
  readonly isWhole: boolean;
  /** The categories in words, by position. */
  readonly labels: readonly string[];
}

/** Which parameters a chart shows. */
export interface ParamOptions {
  /** Their names. Default the most important ones, as far as that is known, else the first. */
  readonly params?: readonly string[] | undefined;
  /** The importance of each parameter, by which those shown are chosen and ordered. */
  readonly importances?: Readonly<Record<string, number>> | undefined;
}

type Value = TrialData['params'][string];

/** An axis and where each trial stands on it; null where the trial has no such parameter. */
export interface ParamColumn {
  readonly axis: AxisInfo;
  positionOf(trial: TrialData): number | null;
}

/**
 * The parameters to show, with their axes: those asked for, else at most `limit` of those that have more than one value.
 *
 * One that no complete trial has throws `bad-argument`.
 */
export function paramColumns(
  scored: readonly Pick<ScoredTrial, 'trial'>[],
  { params, importances = {} }: ParamOptions,
  limit: number,
): ParamColumn[] {
  const trials = scored.map(({ trial }) => trial);
  const known = [...new Set(trials.flatMap((trial) => Object.keys(trial.params)))];
  for (const name of params ?? []) {
    requireArgument(
      known.includes(name),
      `No complete trial has the parameter '${name}'. They have: ${known.join(', ') || 'none'}.`,
      { name, known },
    );
  }
  const weight = (name: string) => (Object.hasOwn(importances, name) ? importances[name]! : -1);
  const columns = (params ?? known.toSorted((a, b) => weight(b) - weight(a))).map((name) => paramColumn(name, trials));
  return params ? columns : columns.filter(({ axis }) => isSpread(axis)).slice(0, limit);
}

const isSpread = ({ kind, domain, labels }: AxisInfo) =>
  kind === 'category' ? labels.length > 1 : domain[0] < domain[1];

function paramColumn(name: string, trials: readonly TrialData[]): ParamColumn {
  const having = trials.filter((trial) => Object.hasOwn(trial.params, name));
  const ranges = having.flatMap(({ distributions }) =>
    Object.hasOwn(distributions, name) ? [distributions[name]!] : [],
  );
  const values = having.map(({ params }) => params[name]!);
  const isCategory = ranges.some(({ type }) => type === 'categorical') || !values.every(isNumber);
  if (isCategory)
    return categories(name, [...ranges.flatMap((each) => ('choices' in each ? each.choices : [])), ...values]);
  const ends = ranges.flatMap((each) => ('low' in each ? [each.low, each.high] : []));
  const domain = extent([...ends, ...values.filter(isNumber)]);
  const isLog = ranges.length > 0 && ranges.every((each) => 'log' in each && each.log) && domain[0] > 0;
  const isWhole = ranges.length > 0 && ranges.every(({ type }) => type === 'int');
  return {
    axis: { name, kind: isLog ? 'log' : 'linear', domain, isWhole, labels: [] },
    positionOf: ({ params }) => (Object.hasOwn(params, name) && isNumber(params[name]!) ? params[name] : null),
  };
}

function categories(name: string, values: readonly Value[]): ParamColumn {
  const places = new Map([...new Set(values)].map((value, place) => [value, place]));
  return {
    axis: {
      name,
      kind: 'category',
      domain: [-0.5, places.size - 0.5],
      isWhole: true,
      labels: [...places.keys()].map(String),
    },
    positionOf: ({ params }) => (Object.hasOwn(params, name) ? (places.get(params[name]!) ?? null) : null),
  };
}

const isNumber = (value: Value): value is number => typeof value === 'number' && Number.isFinite(value);

/** The least and the greatest of some numbers. */
export function extent(values: readonly number[]): [number, number] {
  return values.reduce<[number, number]>(
    ([least, greatest], value) => [Math.min(least, value), Math.max(greatest, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}

/** Above this ratio of the greatest to the least of positive values their logarithm is what is drawn. */
const wideRatio = 1000;

/** The axis of an objective: linear, or logarithmic where all values are positive and more than a thousandfold apart. */
export function valueAxis(name: string, values: readonly number[]): AxisInfo {
  const domain = extent(values);
  const isLog = domain[0] > 0 && domain[1] / domain[0] > wideRatio;
  return { name, kind: isLog ? 'log' : 'linear', domain, isWhole: false, labels: [] };
}

/** A position as a share of the axis, 0 at its start and 1 at its end. */
export function shareOf({ kind, domain: [low, high] }: AxisInfo, position: number): number {
  if (low === high) return 0.5;
  return kind === 'log' ? Math.log(position / low) / Math.log(high / low) : (position - low) / (high - low);
}
