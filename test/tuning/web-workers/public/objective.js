// An objective that a browser's workers and Node's threads load as it is.
/** @param {import('@glassbox/tuning').Trial} trial */
export default async (trial) => {
  const x = trial.float('x', -5, 5);
  const kind = trial.categorical('kind', ['größe', null, true]);
  const depth = kind === null ? trial.int('depth', 1, 9, { log: true }) : 0;
  trial.setAttribute('note', 'größer');
  for (let step = 0; step < 3; step++) trial.report((x - 2) * (x - 2) + depth - step, step);
  await undefined;
  if (trial.number === 4) throw new Error('It has no memory left.');
  return (x - 2) * (x - 2) + depth;
};
