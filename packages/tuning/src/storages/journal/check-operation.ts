// A record may be JSON with the right fields and still say nothing: who replays it must not stumble over that.
import type { Distribution } from '../../space/distribution.js';
import type { Operation, TrialTemplate } from '../operation.js';

function expect(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`The record has ${what}.`);
}

const isPlace = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
const isNumber = (value: unknown): value is number => typeof value === 'number';
const isRecord = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
const areNumbers = (values: unknown) => values === undefined || (Array.isArray(values) && values.every(isNumber));

function checkParam(name: string, value: unknown, distribution: Distribution | undefined): void {
  expect(distribution !== undefined, `no distribution of '${name}'`);
  expect(isNumber(value), `no number for '${name}'`);
  if (distribution.type === 'categorical') {
    expect(Array.isArray(distribution.choices) && value in distribution.choices, `no choice ${value} of '${name}'`);
  } else {
    expect(isNumber(distribution.low) && isNumber(distribution.high), `no range of '${name}'`);
  }
}

function checkTemplate(template: TrialTemplate): void {
  expect(isRecord(template.params), 'no params');
  for (const [name, value] of Object.entries(template.params)) checkParam(name, value, template.distributions[name]);
  expect(isRecord(template.userAttributes) && isRecord(template.systemAttributes), 'no attributes');
  expect(areNumbers(template.values), 'values that are no numbers');
  expect(
    template.intermediateValues.every(([step, value]) => isPlace(step) && isNumber(value)),
    'intermediate values that are no numbers',
  );
}

/**
 * Refuses an operation that names no place, or has something else where a number, a name or a choice belongs.
 *
 * @throws Error with what the record has.
 */
export function checkOperation(operation: Operation): Operation {
  if ('trial' in operation) expect(isPlace(operation.trial), 'no trial_id');
  else if ('study' in operation) expect(isPlace(operation.study), 'no study_id');
  expect(operation.time === undefined || !Number.isNaN(operation.time), 'a time that is none');
  switch (operation.op) {
    case 'create-study':
      expect(typeof operation.name === 'string' && operation.directions.length > 0, 'no name or no directions');
      break;
    case 'create-trial':
      expect(operation.state !== undefined, 'no state');
      if (operation.template) checkTemplate(operation.template);
      break;
    case 'set-param':
      expect(typeof operation.name === 'string', 'no param_name');
      checkParam(operation.name, operation.value, operation.distribution);
      break;
    case 'set-state':
      expect(operation.state !== undefined && areNumbers(operation.values), 'no state, or values that are no numbers');
      break;
    case 'report':
      expect(isPlace(operation.step) && areNumbers(operation.values), 'no step, or values that are no numbers');
  }
  return operation;
}
