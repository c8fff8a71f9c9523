// A trial that asks for parameters and reports while a server crashes.
/** @param {import('@glassbox/tuning').Trial} trial */
export default async (trial) => {
  const x = trial.float('x', -5, 5);
  await new Promise((resolve) => setTimeout(resolve, 10));
  const y = x > 0 ? trial.float('y', 0, x) : trial.int('z', 1, 5);
  for (let step = 0; step < 3; step++) trial.report(x * x + y - step, step);
  return x * x + y;
};
