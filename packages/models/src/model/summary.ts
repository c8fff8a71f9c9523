import { OWN_LAYER } from '../layers/weight-options.js';
import type { Network } from './network.js';

/** One row of a summary. */
export interface SummaryRow {
  readonly name: string;
  readonly className: string;
  /** With the batch axis as `None`, as Keras writes it. */
  readonly outputShape: string;
  readonly parameters: number;
}

/** A network's size as data. Bytes are those of float32 weights. */
export interface Summary {
  readonly name: string;
  readonly rows: readonly SummaryRow[];
  readonly totalParameters: number;
  readonly trainableParameters: number;
}

const count = (shape: readonly number[]) => shape.reduce((product, extent) => product * extent, 1);

export function summaryOf(network: Network, name: string): Summary {
  const rows = network.layers.map((layer) => ({
    name: layer.name,
    className: layer.layer.className.replace(OWN_LAYER, ''),
    outputShape: `(${['None', ...layer.outputShape].join(', ')}${layer.outputShape.length === 0 ? ',' : ''})`,
    parameters: layer.weights.reduce((sum, { shape }) => sum + count(shape), 0),
  }));
  const trainable = network.weights.filter(({ spec }) => spec.trainable);
  return {
    name,
    rows,
    totalParameters: rows.reduce((sum, { parameters }) => sum + parameters, 0),
    trainableParameters: trainable.reduce((sum, { spec }) => sum + count(spec.shape), 0),
  };
}

/** `101770` to `101,770 (397.54 KB)`, as Keras writes it. */
function withBytes(parameters: number): string {
  let size = parameters * 4;
  const units = ['B', 'KB', 'MB', 'GB'];
  let unit = 0;
  for (; size >= 1024 && unit < units.length - 1; unit++) size /= 1024;
  return `${parameters.toLocaleString('en-US')} (${size.toFixed(2)} ${units[unit]})`;
}

/** Keras's table of a network, for a terminal. */
export function formatSummary({ name, rows, totalParameters, trainableParameters }: Summary): string {
  const cells = [
    ['Layer (type)', 'Output Shape', 'Param #'],
    ...rows.map((row) => [`${row.name} (${row.className})`, row.outputShape, row.parameters.toLocaleString('en-US')]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => row[column]!.length)));
  const rule = (left: string, middle: string, right: string) =>
    left + widths.map((width) => '─'.repeat(width + 2)).join(middle) + right;
  const line = ([layer, shape, parameters]: string[]) =>
    `│ ${layer!.padEnd(widths[0]!)} │ ${shape!.padEnd(widths[1]!)} │ ${parameters!.padStart(widths[2]!)} │`;
  const [header, ...body] = cells.map(line);
  const fixed = totalParameters - trainableParameters;
  return [
    `Model: "${name}"`,
    rule('┌', '┬', '┐'),
    header,
    rule('├', '┼', '┤'),
    ...body,
    rule('└', '┴', '┘'),
    ` Total params: ${withBytes(totalParameters)}`,
    ` Trainable params: ${withBytes(trainableParameters)}`,
    ` Non-trainable params: ${withBytes(fixed)}`,
  ].join('\n');
}
