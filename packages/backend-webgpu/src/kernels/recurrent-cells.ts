import type { RecurrentCell } from '@glassbox/backends/ops';
import type { Shader } from './gpu.js';
import { type BufferOf, type GroupWork, groupShader } from './shader.js';

/** Threads of a group, which walks through a sequence: each has a unit, or several where there are more units. */
const THREADS = 128;

/**
 * The shaders of a cell. Both bind, in this order, what they are given and what they write:
 *
 * forward: `projected`, `kernel`, the recurrent bias where there is one, then the memory, then `hidden`.
 * gradient: `dHidden`, `turned` (the kernel transposed), `hidden`, the memory, then `slopes`, then the scratch.
 */
export interface CellShaders {
  readonly gates: number;
  /** Widths, in units, of what the forward pass leaves for the gradient besides the outputs. */
  readonly memory: readonly number[];
  /** Widths, in units, of what the gradient needs besides: of each step, or of the last step alone. */
  readonly scratch: readonly { readonly width: number; readonly ofEachStep: boolean }[];
  forward(bias: boolean): Shader;
  readonly gradient: Shader;
}

const functions = `
fn sigmoid(x: f32) -> f32 { return 1.0 / (1.0 + exp(-x)); }
fn squash(x: f32) -> f32 {
  let e = exp(-2.0 * abs(x));
  return select(1.0, -1.0, x < 0.0) * (1.0 - e) / (1.0 + e);
}`;

const read = (name: string): BufferOf => ({ name, access: 'in' });
const written = (name: string): BufferOf => ({ name, access: 'inout' });

/** Goes over the units that are a thread's. */
const eachUnit = (body: string) => `    for (var u = thread; u < units; u += ${THREADS}u) {
${body}
    }
    storageBarrier();`;

const sequence = (work: Pick<GroupWork, 'name' | 'buffers'>, order: string, phases: readonly string[]): Shader =>
  groupShader({
    ...work,
    uniforms: { steps: 'u32', units: 'u32', backwards: 'u32' },
    threads: THREADS,
    functions,
    // A binding that is not used would not be in the layout.
    body: `${work.buffers.map(({ name }) => `  _ = &${name};`).join('\n')}
  let units = parameters.units;
  let steps = parameters.steps;
${order}
${phases.map(eachUnit).join('\n')}
  }`,
  });

/** From the first step that is taken to the last: `now` and `before` are rows of `[batch, steps, ...]`. */
const forwards = (name: string, buffers: readonly BufferOf[], ...phases: string[]) =>
  sequence(
    { name, buffers },
    `  for (var done = 0u; done < steps; done++) {
    let started = done > 0u;
    let step = select(done, steps - 1u - done, parameters.backwards == 1u);
    let now = at * steps + step;
    let before = select(now - 1u, now + 1u, parameters.backwards == 1u);`,
    phases,
  );

/** From the last step that was taken to the first; `later` is the row of the step after `now`, where there is one. */
const back = (name: string, buffers: readonly BufferOf[], ...phases: string[]) =>
  sequence(
    { name, buffers },
    `  for (var left = steps; left > 0u; left--) {
    let started = left > 1u;
    let ended = left == steps;
    let step = select(left - 1u, steps - left, parameters.backwards == 1u);
    let now = at * steps + step;
    let before = select(now - 1u, now + 1u, parameters.backwards == 1u);
    let later = select(now + 1u, now - 1u, parameters.backwards == 1u);`,
    phases,
  );

/** Adds to each sum the state before times a column of the recurrent kernel. */
const recurrence = (sums: readonly string[], state: string, gates: number, first = 0) => `      if (started) {
        for (var k = 0u; k < units; k++) {
          let value = ${state}[before * units + k];
          let row = k * ${gates}u * units + u;
${sums.map((sum, i) => `          ${sum} += value * kernel[row + ${i + first}u * units];`).join('\n')}
        }
      }`;

/** The slope that comes from a later step, through so many units of gates. */
const fromLater = (slopes: string, gates: number) => `      if (!ended) {
        for (var k = 0u; k < ${gates}u * units; k++) {
          dh += ${slopes}[later * ${gates}u * units + k] * turned[k * units + u];
        }
      }`;

const lstm: CellShaders = {
  gates: 4,
  memory: [4, 1],
  scratch: [{ width: 1, ofEachStep: false }],
  forward: () =>
    forwards(
      'lstm',
      [read('projected'), read('kernel'), written('gates'), written('cells'), written('hidden')],
      `      let gate = now * 4u * units + u;
      var i = projected[gate];
      var f = projected[gate + units];
      var g = projected[gate + 2u * units];
      var o = projected[gate + 3u * units];
${recurrence(['i', 'f', 'g', 'o'], 'hidden', 4)}
      i = sigmoid(i);
      f = sigmoid(f);
      g = squash(g);
      o = sigmoid(o);
      var c = i * g;
      if (started) { c += f * cells[before * units + u]; }
      gates[gate] = i;
      gates[gate + units] = f;
      gates[gate + 2u * units] = g;
      gates[gate + 3u * units] = o;
      cells[now * units + u] = c;
      hidden[now * units + u] = o * squash(c);`,
    ),
  gradient: back(
    'lstmGradient',
    [
      ...[read('dHidden'), read('turned'), read('hidden'), read('gates'), read('cells')],
      ...[written('slopes'), written('dCells')],
    ],
    `      let gate = now * 4u * units + u;
      let i = gates[gate];
      let f = gates[gate + units];
      let g = gates[gate + 2u * units];
      let o = gates[gate + 3u * units];
      var dh = dHidden[now * units + u];
${fromLater('slopes', 4)}
      let squashed = squash(cells[now * units + u]);
      var dc = dh * o * (1.0 - squashed * squashed);
      if (!ended) { dc += dCells[at * units + u]; }
      var old = 0.0;
      if (started) { old = cells[before * units + u]; }
      slopes[gate] = dc * g * (i - i * i);
      slopes[gate + units] = dc * old * (f - f * f);
      slopes[gate + 2u * units] = dc * i * (1.0 - g * g);
      slopes[gate + 3u * units] = dh * squashed * (o - o * o);
      dCells[at * units + u] = dc * f;`,
  ),
};

const simpleRnn: CellShaders = {
  gates: 1,
  memory: [],
  scratch: [],
  forward: () =>
    forwards(
      'simpleRnn',
      [read('projected'), read('kernel'), written('hidden')],
      `      var h = projected[now * units + u];
${recurrence(['h'], 'hidden', 1)}
      hidden[now * units + u] = squash(h);`,
    ),
  gradient: back(
    'simpleRnnGradient',
    [read('dHidden'), read('turned'), read('hidden'), written('slopes')],
    `      var dh = dHidden[now * units + u];
${fromLater('slopes', 1)}
      let h = hidden[now * units + u];
      slopes[now * units + u] = dh * (1.0 - h * h);`,
  ),
};

const oldState = `      var old = 0.0;
      if (started) { old = hidden[before * units + u]; }`;

/** The gates of a GRU as they were, and what of the slope goes past them, which the step before adds. */
const gruSlopes = `      let gate = now * 3u * units + u;
      let z = gates[gate];
      let r = gates[gate + units];
      let candidate = gates[gate + 2u * units];
${oldState}
      let dz = dh * (old - candidate) * (z - z * z);
      let dCandidate = dh * (1.0 - z) * (1.0 - candidate * candidate);
      late[at * units + u] = dh * z;
      slopes[gate] = dz;
      slopes[gate + 2u * units] = dCandidate;`;

const gruAfter: CellShaders = {
  gates: 3,
  memory: [3, 1],
  scratch: [
    { width: 3, ofEachStep: true },
    { width: 1, ofEachStep: false },
  ],
  forward: (bias) =>
    forwards(
      `gruResetAfter${bias ? ' bias' : ''}`,
      [
        ...[read('projected'), read('kernel'), ...(bias ? [read('bias')] : [])],
        ...[written('gates'), written('inner'), written('hidden')],
      ],
      `      let gate = now * 3u * units + u;
      var z = ${bias ? 'bias[u]' : '0.0'};
      var r = ${bias ? 'bias[u + units]' : '0.0'};
      var part = ${bias ? 'bias[u + 2u * units]' : '0.0'};
${recurrence(['z', 'r', 'part'], 'hidden', 3)}
      z = sigmoid(projected[gate] + z);
      r = sigmoid(projected[gate + units] + r);
      let candidate = squash(projected[gate + 2u * units] + r * part);
${oldState}
      gates[gate] = z;
      gates[gate + units] = r;
      gates[gate + 2u * units] = candidate;
      inner[now * units + u] = part;
      hidden[now * units + u] = candidate + z * (old - candidate);`,
    ),
  gradient: back(
    'gruResetAfterGradient',
    [
      ...[read('dHidden'), read('turned'), read('hidden'), read('gates'), read('inner')],
      ...[written('slopes'), written('recurrent'), written('late')],
    ],
    `      var dh = dHidden[now * units + u];
${fromLater('recurrent', 3)}
      if (!ended) { dh += late[at * units + u]; }
${gruSlopes}
      let dr = dCandidate * inner[now * units + u] * (r - r * r);
      slopes[gate + units] = dr;
      recurrent[gate] = dz;
      recurrent[gate + units] = dr;
      recurrent[gate + 2u * units] = dCandidate * r;`,
  ),
};

const gru: CellShaders = {
  gates: 3,
  memory: [3, 1],
  scratch: [{ width: 1, ofEachStep: false }],
  forward: () =>
    forwards(
      'gru',
      [read('projected'), read('kernel'), written('gates'), written('inner'), written('hidden')],
      `      let gate = now * 3u * units + u;
      var z = projected[gate];
      var r = projected[gate + units];
${recurrence(['z', 'r'], 'hidden', 3)}
${oldState}
      r = sigmoid(r);
      gates[gate] = sigmoid(z);
      gates[gate + units] = r;
      inner[now * units + u] = r * old;`,
      `      let gate = now * 3u * units + u;
      var candidate = projected[gate + 2u * units];
      for (var k = 0u; k < units; k++) {
        candidate += inner[now * units + k] * kernel[(k * 3u + 2u) * units + u];
      }
${oldState}
      candidate = squash(candidate);
      gates[gate + 2u * units] = candidate;
      hidden[now * units + u] = candidate + gates[gate] * (old - candidate);`,
    ),
  gradient: back(
    'gruGradient',
    [
      ...[read('dHidden'), read('turned'), read('hidden'), read('gates'), read('inner')],
      ...[written('slopes'), written('late')],
    ],
    `      var dh = dHidden[now * units + u];
      if (!ended) {
        dh += late[at * units + u];
        for (var k = 0u; k < 2u * units; k++) {
          dh += slopes[later * 3u * units + k] * turned[k * units + u];
        }
      }
${gruSlopes}`,
    `      let gate = now * 3u * units + u;
      var dProduct = 0.0;
      for (var k = 0u; k < units; k++) {
        dProduct += slopes[(now * 3u + 2u) * units + k] * turned[(2u * units + k) * units + u];
      }
      let r = gates[gate + units];
${oldState}
      slopes[gate + units] = dProduct * old * (r - r * r);
      late[at * units + u] += dProduct * r;`,
  ),
};

/** The shaders of every cell. */
export const cellShaders: Readonly<Record<RecurrentCell, CellShaders>> = {
  lstm,
  gru,
  gruResetAfter: gruAfter,
  simpleRnn,
};
