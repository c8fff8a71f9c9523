import { type BackendPlugin, useBackend } from '@glassbox/backends';
import { requireGradients } from '../../../packages/models/src/training/require-gradients.js';
import { coverageCases } from '../../../packages/models/test/every-layer/cases.js';
import { differences } from '../../../packages/models/test/every-layer/differences.js';
import { type CaseMeasure, measure } from '../../../packages/models/test/every-layer/measure.js';

/** What each case of each layer gave on a backend; `skipped` says why it could not run. */
export interface LayerMeasures {
  readonly device: string | undefined;
  readonly skipped?: string;
  readonly layers: Readonly<Record<string, readonly CaseMeasure[]>>;
}

/** Measures every case of every layer on a backend. */
export async function measureLayers(plugin: BackendPlugin): Promise<LayerMeasures> {
  const probe = await plugin.probe();
  if (!probe.available) return { device: undefined, skipped: `${probe.reason} ${probe.remedy}`, layers: {} };
  await useBackend(plugin);
  await requireGradients();
  const layers: Record<string, CaseMeasure[]> = {};
  for (const [name, cases] of Object.entries(coverageCases)) {
    layers[name] = [];
    for (const test of cases) layers[name].push(await measure(test));
  }
  return { device: probe.device, layers };
}

/** Central differences of every case that is small enough, on the cpu backend, which must be in use. Others have no entry. */
export function differencesOfLayers(): Readonly<Record<string, readonly CaseMeasure[]>> {
  const taken = Object.entries(coverageCases).map(([name, cases]) => {
    return [name, cases.filter((test) => !test.withoutDifferences).map(differences)] as const;
  });
  return Object.fromEntries(taken);
}
