import { GlassboxError } from '@glassbox/core';
import {
  matMul,
  type Rank,
  reshape,
  sum,
  type Tensor,
  type Tensor3D,
  tidy,
  tile,
  transpose,
} from '@tensorflow/tfjs-core';
import { differentiable } from './differentiable.js';

interface Equation {
  readonly left: string;
  readonly right: string;
  readonly output: string;
}

function refuse(equation: string, what: string): never {
  throw new GlassboxError('bad-argument', `The equation '${equation}' ${what}. Write it as 'ab,bc->ac'.`, {
    details: { equation },
  });
}

/** Takes an equation of two operands apart; throws `bad-argument` for what {@link einsum} cannot compute. */
function parse(equation: string): Equation {
  const match = /^([a-zA-Z]*),([a-zA-Z]*)->([a-zA-Z]*)$/.exec(equation.replaceAll(' ', ''));
  if (!match) refuse(equation, 'is not one of two operands with letters for axes');
  const [, left = '', right = '', output = ''] = match;
  for (const labels of [left, right, output]) {
    if (new Set(labels).size !== labels.length) refuse(equation, `repeats an axis within '${labels}'`);
  }
  const unknown = [...output].find((label) => !left.includes(label) && !right.includes(label));
  if (unknown) refuse(equation, `has an axis '${unknown}' in its output that no operand has`);
  return { left, right, output };
}

/** Sums an operand over axes that nothing else has; gives it and the axes that are left. */
function withoutLonely(x: Tensor, labels: string, others: string): [Tensor, string] {
  const lonely = [...labels].flatMap((label, axis) => (others.includes(label) ? [] : [axis]));
  const kept = [...labels].filter((label) => others.includes(label)).join('');
  return lonely.length === 0 ? [x, labels] : [sum(x, lonely), kept];
}

/** The operand with its axes in the order of three groups, each made one axis. */
function grouped(x: Tensor, labels: string, groups: readonly string[], extentOf: (label: string) => number): Tensor3D {
  const order = groups.join('');
  const turned =
    order === labels
      ? x
      : transpose(
          x,
          [...order].map((label) => labels.indexOf(label)),
        );
  const sizes = groups.map((group) => [...group].reduce((size, label) => size * extentOf(label), 1));
  return reshape<Rank.R3>(turned, sizes as [number, number, number]);
}

/** The product without a gradient; see {@link einsum}. */
function contract(
  { left, right, output }: Equation,
  a: Tensor,
  b: Tensor,
  extentOf: (label: string) => number,
): Tensor {
  const [x, xLabels] = withoutLonely(a, left, right + output);
  const [y, yLabels] = withoutLonely(b, right, left + output);
  const inBoth = [...xLabels].filter((label) => yLabels.includes(label));
  const stacked = inBoth.filter((label) => output.includes(label)).join('');
  const summed = inBoth.filter((label) => !output.includes(label)).join('');
  const only = (labels: string) => [...labels].filter((label) => !inBoth.includes(label)).join('');
  const [rows, columns] = [only(xLabels), only(yLabels)];
  const product = matMul(
    grouped(x, xLabels, [stacked, rows, summed], extentOf),
    grouped(y, yLabels, [stacked, summed, columns], extentOf),
  );
  const made = stacked + rows + columns;
  const open = reshape(product, [...made].map(extentOf));
  return made === output
    ? open
    : transpose(
        open,
        [...output].map((label) => made.indexOf(label)),
      );
}

/** The gradient of an operand: the slopes of the output times the other operand, alike along axes that were summed away alone. */
function operandGradient(
  labels: string,
  [output, dy]: readonly [string, Tensor],
  [others, other]: readonly [string, Tensor],
  extentOf: (label: string) => number,
): Tensor {
  const isKept = (label: string) => output.includes(label) || others.includes(label);
  const kept = [...labels].filter(isKept).join('');
  const gradient = contract({ left: output, right: others, output: kept }, dy, other, extentOf);
  if (kept === labels) return gradient;
  const open = reshape(
    gradient,
    [...labels].map((label) => (isKept(label) ? extentOf(label) : 1)),
  );
  return tile(
    open,
    [...labels].map((label) => (isKept(label) ? 1 : extentOf(label))),
  );
}

/**
 * A product of two tensors by named axes: axes of both operands that the output lacks are multiplied and summed over.
 *
 * Made of transpositions and one stacked matrix product, and so are its gradients, which are einsums again: it can be trained on every
 * backend, where tfjs's own `einsum` has no gradient at all. Axes of one operand alone that the output lacks are summed first.
 *
 * @param equation such as `'bqhd,bkhd->bhqk'`: a letter for each axis, none twice within an operand.
 * @throws `bad-argument` for another form of equation, `shape-mismatch` where ranks or extents of one letter differ.
 * @example
 * einsum('ab,bc->ac', a, b); // the matrix product
 */
export function einsum(equation: string, a: Tensor, b: Tensor): Tensor {
  const parsed = parse(equation);
  const { left, right, output } = parsed;
  const extents = extentsOf(equation, [left, a], [right, b]);
  const extentOf = (label: string) => extents.get(label)!;
  return differentiable<Tensor>([a, b], {
    forward(save) {
      save([a, b]);
      return tidy(() => contract(parsed, a, b, extentOf));
    },
    backward: (dy, [x, y]) => [
      () => tidy(() => operandGradient(left, [output, dy], [right, y!], extentOf)),
      () => tidy(() => operandGradient(right, [output, dy], [left, x!], extentOf)),
    ],
  });
}

function extentsOf(equation: string, ...operands: readonly (readonly [string, Tensor])[]): Map<string, number> {
  const extents = new Map<string, number>();
  for (const [labels, { shape }] of operands) {
    const fits = labels.length === shape.length;
    const clash = [...labels].find((label, axis) => (extents.get(label) ?? shape[axis]) !== shape[axis]);
    if (!fits || clash) {
      throw new GlassboxError(
        'shape-mismatch',
        `In '${equation}', '${labels}' stands for a tensor of shape [${shape.join(', ')}]${fits ? `, but '${clash}' is ${extents.get(clash!)} elsewhere` : ''}.`,
        { details: { equation, shape } },
      );
    }
    for (const [axis, label] of [...labels].entries()) extents.set(label, shape[axis]!);
  }
  return extents;
}
