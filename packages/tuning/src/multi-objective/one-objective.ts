import { type Json, lastStep, lossesOf, type StudyView, type TrialRecord } from '../study/trial-record.js';
import { crowdingDistances } from './crowding.js';
import { dominationRanks, type Point } from './dominance.js';

/** A note that a pruner made of a score is kept as the step of the score: what it is worth changes as other trials come. */
interface ScoreAt {
  readonly scoreAtStep: number;
}

const isScoreAt = (note: Json | undefined): note is Json & ScoreAt =>
  typeof note === 'object' && note !== null && 'scoreAtStep' in note;

/** Places of the points of one front, those with the most room first. */
function byRoom(front: readonly { readonly place: number; readonly point: Point }[]): number[] {
  const distances = crowdingDistances(front.map(({ point }) => point));
  return front
    .map(({ place }, i) => ({ place, room: distances[i]! }))
    .sort((a, b) => (a.room === b.room ? a.place - b.place : b.room - a.room))
    .map(({ place }) => place);
}

/**
 * Where each point stands, from 0, the best, to 1: by the front that it is on, and on a front by the room around it. NaN for a point that has
 * one.
 */
export function scoresOf(points: readonly Point[]): number[] {
  const good = points.flatMap((point, place) => (point.some(Number.isNaN) ? [] : { place, point }));
  const ranks = dominationRanks(good.map(({ point }) => point));
  const order: number[] = [];
  for (let rank = 0; order.length < good.length; rank++)
    order.push(...byRoom(good.filter((_, i) => ranks[i] === rank)));
  const scores = new Array<number>(points.length).fill(Number.NaN);
  order.forEach((place, i) => {
    scores[place] = i / Math.max(1, order.length - 1);
  });
  return scores;
}

type ScoresByTrial = ReadonlyMap<number, number>;

/** Scores at each step of a study, computed anew where another trial has reported. */
class StepScores {
  readonly #steps = new Map<number, { readonly trials: string; readonly scores: ScoresByTrial }>();

  at(step: number, study: StudyView, trials: readonly TrialRecord[]): ScoresByTrial {
    const there = trials.filter(({ intermediateVectors }) => intermediateVectors.has(step));
    const key = there.map(({ number }) => number).join();
    const known = this.#steps.get(step);
    if (known?.trials === key) return known.scores;
    const scores = scoresOf(there.map(({ intermediateVectors }) => lossesOf(study, intermediateVectors.get(step)!)));
    const byTrial = new Map(there.map(({ number }, i) => [number, scores[i]!]));
    this.#steps.set(step, { trials: key, scores: byTrial });
    return byTrial;
  }
}

const remembered = new WeakMap<StudyView, StepScores>();

function scoresFor(study: StudyView, trials: readonly TrialRecord[]): ReadonlyMap<number, ScoresByTrial> {
  const known = remembered.get(study) ?? new StepScores();
  remembered.set(study, known);
  const steps = new Set(trials.flatMap(({ intermediateVectors }) => [...intermediateVectors.keys()]));
  return new Map([...steps].map((step) => [step, known.at(step, study, trials)]));
}

/** What a pruner for one objective is shown of a study with several. */
export interface OneObjective {
  readonly study: StudyView;
  readonly trial: TrialRecord;
  /** Keeps a note of the pruner's, in a form that {@link oneObjective} reads again. */
  remember(key: string, value: Json): void;
}

/**
 * A study with several objectives as one with a single one that is to be minimised, for pruners: at each step, a trial's report is where its vector
 * stands among those of all trials that reported there.
 *
 * @param trial with its last report.
 */
export function oneObjective(
  study: StudyView,
  trial: TrialRecord,
  remember: (key: string, value: Json) => void,
): OneObjective {
  const trials = study.trials.map((each) => (each.number === trial.number ? trial : each));
  const byStep = scoresFor(study, trials);
  const ends = scoresOf(trials.map(({ values }) => (values ? lossesOf(study, values) : [Number.NaN])));
  const shown = trials.map((each, i) => withScores(each, byStep, ends[i]!));
  const own = shown[trials.indexOf(trial)]!;
  const step = lastStep(own)!;
  return {
    study: { name: study.name, directions: ['minimize'], trials: shown },
    trial: own,
    remember: (key, value) =>
      remember(key, Object.is(value, own.intermediateValues.get(step)) ? { scoreAtStep: step } : value),
  };
}

/** A trial with scores in place of vectors. */
function withScores(trial: TrialRecord, byStep: ReadonlyMap<number, ScoresByTrial>, end: number): TrialRecord {
  const scoreAt = (step: number) => byStep.get(step)?.get(trial.number) ?? Number.NaN;
  const notes = Object.entries(trial.systemAttributes).map(([key, note]) => [
    key,
    isScoreAt(note) ? scoreAt(note.scoreAtStep) : note,
  ]);
  return {
    ...trial,
    values: trial.values && [end],
    intermediateValues: new Map([...trial.intermediateVectors.keys()].map((step) => [step, scoreAt(step)])),
    systemAttributes: Object.fromEntries(notes) as Record<string, Json>,
  };
}
