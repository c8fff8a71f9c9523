import type { WeightSnapshot } from '@glassbox/core';
import type { Network } from './network.js';

/** Copies all weights to the host, in the network's order. */
export async function readWeights(network: Network): Promise<WeightSnapshot> {
  const variables = network.variables();
  return Promise.all(
    network.weights.map(async ({ name, spec }, i) => ({
      name,
      shape: spec.shape,
      data: Float32Array.from(await variables[i]!.data()),
    })),
  );
}
