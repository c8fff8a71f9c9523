import type { Json, TrialRecord } from '@glassbox/tuning';
import { secondsOf } from '../progress/progress-state.js';

/** A number as JSON has it; one that JSON has not, as its name. */
export const numberJson = (value: number): number | string => (Number.isFinite(value) ? value : String(value));

/** Why a trial failed. */
export const reasonOf = ({ systemAttributes }: TrialRecord): string | undefined =>
  systemAttributes.fail_reason === undefined ? undefined : String(systemAttributes.fail_reason);

/** What is told of a trial. */
export function trialJson(trial: TrialRecord): { readonly [key: string]: Json } {
  const { number, state, values, params, userAttributes, constraints } = trial;
  const [seconds, reason] = [secondsOf(trial), reasonOf(trial)];
  return {
    number,
    state,
    ...(values && (values.length === 1 ? { value: numberJson(values[0]!) } : { values: values.map(numberJson) })),
    params,
    ...(seconds !== undefined && { seconds }),
    ...(reason !== undefined && { reason }),
    ...(Object.keys(constraints).length > 0 && { constraints }),
    ...(Object.keys(userAttributes).length > 0 && { userAttributes }),
  };
}
