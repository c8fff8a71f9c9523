import { layers } from '../layers/index.js';
import { Sequential } from '../model/sequential.js';
import { assignSaved, glassboxMetadata } from './model-artifacts.js';
import { type ModelPlace, storageAt } from './storage.js';
import { readTopology } from './topology.js';

/**
 * Opens a model that Glassbox or plain tfjs saved in the LayersModel format. Compile it before training or evaluating.
 *
 * @param place a folder or `model.json` in Node, `indexeddb://name` or `https://...` elsewhere, or a storage.
 * @throws `storage-failed` where it cannot be read, `bad-model-file` where it is damaged or holds layers that Glassbox does not know.
 */
export async function loadModel(place: ModelPlace): Promise<Sequential> {
  const artifacts = await storageAt(place).load();
  const topology = readTopology(artifacts.modelTopology);
  const { glassbox: _, ...metadata } = artifacts.userDefinedMetadata ?? {};
  const seed = glassboxMetadata(artifacts)?.seed ?? 0;
  const model = new Sequential(
    [layers.input(topology.inputShape), ...topology.layers],
    { name: topology.name, seed },
    metadata,
  );
  assignSaved(model.network, artifacts);
  return model;
}
