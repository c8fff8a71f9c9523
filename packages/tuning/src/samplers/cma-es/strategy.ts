import { log as ln } from '../../math/portable.js';

/** What an evolution strategy does with a generation; the names are those of Hansen's tutorial. */
export interface Strategy {
  readonly dimension: number;
  readonly population: number;
  /** How many of the best make the new mean. */
  readonly mu: number;
  readonly muEff: number;
  /** By rank; those of the worse half are below 0. */
  readonly weights: readonly number[];
  readonly cSigma: number;
  readonly dSigma: number;
  readonly cc: number;
  readonly c1: number;
  readonly cMu: number;
  /** The expected length of a standard normal vector. */
  readonly chi: number;
}

/** The population of Hansen's equation 48: 4 and thrice the logarithm of the dimension. */
export const defaultPopulation = (dimension: number): number => 4 + Math.floor(3 * ln(dimension));

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const effectiveSize = (weights: readonly number[]) => sumOf(weights) ** 2 / sumOf(weights.map((w) => w * w));

/** Rates of the updates of rank one and rank mu, which sum to less than 1. */
function covarianceRates(n: number, muEff: number): { readonly c1: number; readonly cMu: number } {
  const c1 = 2 / ((n + 1.3) ** 2 + muEff);
  return { c1, cMu: Math.min(1 - c1 - 1e-8, (2 * (muEff - 2 + 1 / muEff)) / ((n + 2) ** 2 + muEff)) };
}

/**
 * The default parameters of an evolution strategy with covariance matrix adaptation.
 *
 * Source: Hansen, "The CMA evolution strategy: a tutorial", arXiv 1604.00772, equations 48 to 56.
 */
export function strategyFor(dimension: number, population: number): Strategy {
  const n = dimension;
  const mu = Math.floor(population / 2);
  const raw = Array.from({ length: population }, (_, i) => ln((population + 1) / 2) - ln(i + 1));
  const muEff = effectiveSize(raw.slice(0, mu));
  const muEffMinus = effectiveSize(raw.slice(mu));
  const { c1, cMu } = covarianceRates(n, muEff);
  const least = Math.min(1 + c1 / cMu, 1 + (2 * muEffMinus) / (muEff + 2), (1 - c1 - cMu) / (n * cMu));
  const positive = sumOf(raw.filter((w) => w > 0));
  const negative = -sumOf(raw.filter((w) => w < 0));
  const cSigma = (muEff + 2) / (n + muEff + 5);
  return {
    dimension,
    population,
    mu,
    muEff,
    weights: raw.map((w) => (w >= 0 ? w / positive : (least * w) / negative)),
    cSigma,
    dSigma: 1 + 2 * Math.max(0, Math.sqrt((muEff - 1) / (n + 1)) - 1) + cSigma,
    cc: (4 + muEff / n) / (n + 4 + (2 * muEff) / n),
    c1,
    cMu,
    chi: Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n ** 2)),
  };
}
