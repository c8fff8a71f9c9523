import { GlassboxError, nearestName } from '@glassbox/core';
import type { ReplayedStudy } from '../storages/replay.js';

/**
 * The study of a name, or the only one where none is named.
 *
 * @throws `no-study` where there is none; `several-studies` where none is named and there are several.
 */
export function chosenStudy(studies: readonly ReplayedStudy[], name: string | undefined): ReplayedStudy {
  const names = studies.map((study) => study.name);
  const found = name === undefined ? studies[0] : studies.find((study) => study.name === name);
  const list = `It has ${names.map((each) => `'${each}'`).join(', ')}.`;
  if (names.length === 0) {
    throw new GlassboxError(
      'no-study',
      'The storage has no study yet. Make one with createStudy, or name another place.',
    );
  }
  if (!found) {
    const nearest = nearestName(name!, names);
    const hint = nearest === undefined ? '' : ` Did you mean '${nearest}'?`;
    throw new GlassboxError('no-study', `The storage has no study '${name}'.${hint} ${list}`, { details: { names } });
  }
  if (name !== undefined || names.length === 1) return found;
  throw new GlassboxError('several-studies', `The storage has several studies; say which by its name. ${list}`, {
    details: { names },
  });
}
