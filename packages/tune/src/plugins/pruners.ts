import {
  asha,
  type HyperbandOptions,
  hyperband,
  median,
  nop,
  type PercentileOptions,
  type Pruner,
  patient,
  percentile,
  type SuccessiveHalvingOptions,
  type ThresholdOptions,
  threshold,
  type WilcoxonOptions,
  wilcoxon,
} from '@glassbox/tuning';
import { type Plugin, type PluginExamples, type PluginOptions, type Plugins, pluginFrom } from './plugin.js';

const steps = { warmupSteps: 0, intervalSteps: 1 };

const plugin = <T extends object>(make: (options: T) => Pruner, options: PluginExamples = {}) => ({
  options,
  make: (given: PluginOptions) => make(given as T),
});

/** Decides by itself, or has another pruner decide once it has lost patience. */
const patientPlugin: Plugin<Pruner, undefined> = {
  options: { patience: 5, minDelta: 0, pruner: 'median' },
  inner: 'pruner',
  make({ pruner, ...given }) {
    const options: { readonly patience?: number; readonly minDelta?: number } = given;
    const inner = typeof pruner === 'string' ? pluginFrom(pruners, pruner, undefined) : undefined;
    return patient(inner, { patience: 5, ...options });
  },
};

/** The pruners by name. */
export const pruners: Plugins<Pruner, undefined> = {
  kind: 'pruner',
  table: {
    nop: plugin(nop),
    median: plugin<PercentileOptions>(median, { startupTrials: 5, minTrials: 1, ...steps }),
    percentile: plugin<PercentileOptions & { readonly percent?: number }>(
      ({ percent = 25, ...options }) => percentile(percent, options),
      { percent: 25, startupTrials: 5, minTrials: 1, ...steps },
    ),
    asha: plugin<SuccessiveHalvingOptions>(asha, {
      minResource: 'auto',
      reductionFactor: 4,
      minEarlyStoppingRate: 0,
      bootstrapCount: 0,
    }),
    hyperband: plugin<HyperbandOptions>(hyperband, { minResource: 1, maxResource: 'auto', reductionFactor: 3 }),
    patient: patientPlugin,
    threshold: plugin<ThresholdOptions>(threshold, { lower: 0, upper: 1, ...steps }),
    wilcoxon: plugin<WilcoxonOptions>(wilcoxon, { pThreshold: 0.1, startupSteps: 2 }),
  },
  aliases: { 'successive-halving': 'asha', none: 'nop' },
};
