import { type Random, random, requireArgument } from '@glassbox/core';
import { Dataset } from './dataset.js';

export interface SyntheticOptions {
  /** Number of samples, above 0. Default 400. */
  readonly size?: number;
  /** Standard deviation of the normal noise on each coordinate, at least 0. Default 0.1. */
  readonly noise?: number;
  /** Default 0. */
  readonly seed?: number;
}

type Point = readonly [number, number];

/** Points in the plane, classes taking turns. */
function planar(
  name: string,
  classes: number,
  options: SyntheticOptions,
  place: (label: number, t: number, source: Random) => Point,
): Dataset {
  const { size = 400, noise = 0.1, seed = 0 } = options;
  requireArgument(Number.isInteger(size) && size > 0, `${name} takes a whole size above 0, but ${size} came.`);
  requireArgument(noise >= 0 && noise < Infinity, `${name} takes finite noise of at least 0, but ${noise} came.`);
  requireArgument(Number.isInteger(classes) && classes >= 2, `${name} takes 2 or more classes, but ${classes} came.`);
  const source = random(seed, 'synthetic', name);
  const points = new Float32Array(2 * size);
  const labels = Uint8Array.from({ length: size }, (_, i) => i % classes);
  labels.forEach((label, i) => {
    const [x, y] = place(label, source.uniform(), source);
    points[2 * i] = x + noise * source.normal();
    points[2 * i + 1] = y + noise * source.normal();
  });
  const classNames = Array.from({ length: classes }, (_, i) => String(i));
  return Dataset.from({
    inputs: { data: points, shape: [size, 2] },
    targets: { data: labels, shape: [size] },
    classNames,
  });
}

/** Two half circles, one inside the bend of the other. */
export const moons = (options: SyntheticOptions = {}): Dataset =>
  planar('moons', 2, options, (label, t) => {
    const angle = Math.PI * t;
    return label === 0 ? [Math.cos(angle), Math.sin(angle)] : [1 - Math.cos(angle), 0.5 - Math.sin(angle)];
  });

/** A circle of radius 1 around one of radius 0.5. */
export const circles = (options: SyntheticOptions = {}): Dataset =>
  planar('circles', 2, options, (label, t) => {
    const radius = label === 0 ? 1 : 0.5;
    return [radius * Math.cos(2 * Math.PI * t), radius * Math.sin(2 * Math.PI * t)];
  });

export interface ManyClassOptions extends SyntheticOptions {
  /** Number of classes, 2 or more. Default 3 (blobs), 2 (spirals). */
  readonly classes?: number;
}

/** Spirals that wind once around each other. */
export const spirals = ({ classes = 2, ...options }: ManyClassOptions = {}): Dataset =>
  planar('spirals', classes, options, (label, t) => {
    const angle = 2 * Math.PI * (t + label / classes);
    return [t * 2 * Math.cos(angle), t * 2 * Math.sin(angle)];
  });

/** Normal clouds around points on a circle of radius 2. Noise, here the clouds' own deviation, is 0.5 by default. */
export const blobs = ({ classes = 3, noise = 0.5, ...options }: ManyClassOptions = {}): Dataset =>
  planar('blobs', classes, { ...options, noise }, (label) => {
    const angle = (2 * Math.PI * label) / classes;
    return [2 * Math.cos(angle), 2 * Math.sin(angle)];
  });

/** Four squares of which opposite ones are of one class: no straight line separates them. */
export const xor = (options: SyntheticOptions = {}): Dataset =>
  planar('xor', 2, options, (label, t, source) => {
    const left = source.uniform() < 0.5;
    const x = (left ? -1 : 1) * (0.2 + 0.8 * t);
    const y = (left === (label === 0) ? -1 : 1) * (0.2 + 0.8 * source.uniform());
    return [x, y];
  });
