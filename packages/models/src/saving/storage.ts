import { GlassboxError } from '@glassbox/core';
import { io } from '@tensorflow/tfjs-core';
import type { ModelArtifacts } from './artifacts.js';
import { folderStorage } from './folder-storage.js';

/** Where a model is kept. Any object with both methods serves, such as one over a database. */
export interface ModelStorage {
  save(artifacts: ModelArtifacts): Promise<void>;
  load(): Promise<ModelArtifacts>;
  /** Whether there is anything to load. `backupAndRestore` and `checkpoint({ keep })` ask for this and the next. */
  has?(): Promise<boolean>;
  /** Removes what was saved, if anything. */
  remove?(): Promise<void>;
}

/**
 * A place by its name: a folder (Node), or one of tfjs's addresses: `indexeddb://name`, `localstorage://name`, `downloads://name` in a
 * browser, `https://...` to load from.
 */
export type ModelPlace = string | URL | ModelStorage;

const hasScheme = (place: string) => /^[a-z][a-z0-9+.-]+:\/\//i.test(place);

/** The storage behind a place. */
export function storageAt(place: ModelPlace): ModelStorage {
  if (typeof place === 'object' && 'save' in place) return place;
  const text = String(place);
  return !hasScheme(text) || text.startsWith('file://') ? folderStorage(text) : tfjsStorage(text);
}

/** tfjs's own handlers, as a storage. */
function tfjsStorage(address: string): ModelStorage {
  return {
    async save(artifacts) {
      const handler = single(io.getSaveHandlers(address), address, 'saved to');
      await handler.save?.({ ...artifacts, weightSpecs: [...artifacts.weightSpecs] } as io.ModelArtifacts);
    },
    async load() {
      const handler = single(io.getLoadHandlers(address), address, 'loaded from');
      const artifacts = (await handler.load?.()) as io.ModelArtifacts;
      const weightData = artifacts.weightData;
      const buffer = Array.isArray(weightData) ? await new Blob(weightData).arrayBuffer() : weightData;
      return { ...artifacts, weightData: buffer } as ModelArtifacts;
    },
    has: async () => address in (await io.listModels()),
    async remove() {
      if (address in (await io.listModels())) await io.removeModel(address);
    },
  };
}

function single(handlers: readonly io.IOHandler[], address: string, verb: string): io.IOHandler {
  const [handler] = handlers;
  if (handler) return handler;
  throw new GlassboxError(
    'bad-argument',
    `A model cannot be ${verb} '${address}' here. Use a folder in Node, indexeddb://name in a browser, or https:// to load.`,
    { details: { address } },
  );
}
