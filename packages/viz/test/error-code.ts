import { isGlassboxError } from '@glassbox/core';

/** The code of the error that a call throws; undefined where it throws none or one of another kind. */
export function errorCode(call: () => unknown): string | undefined {
  try {
    call();
  } catch (error) {
    return isGlassboxError(error) ? error.code : `untyped: ${String(error)}`;
  }
  return undefined;
}
