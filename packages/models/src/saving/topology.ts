import { GlassboxError, unknownName } from '@glassbox/core';
import { isInput } from '../layers/input.js';
import type { Layer, Shape } from '../layers/layer.js';
import { OWN_LAYER } from '../layers/weight-options.js';
import type { Network } from '../model/network.js';
import { LEGACY_HARD_SIGMOID } from './keras-values.js';
import { layerReaders } from './layer-readers.js';

type Json = Readonly<Record<string, unknown>>;

/** Keras's description of a stack of layers, as tfjs 4 reads it. */
export function topologyOf(network: Network, name: string): object {
  const first = {
    class_name: 'InputLayer',
    config: {
      batch_input_shape: [null, ...network.inputShape],
      dtype: 'float32',
      sparse: false,
      name: `${name}_input`,
    },
  };
  const rest = network.layers.map(({ layer, name: layerName }) => ({
    class_name: layer.className,
    config: { name: layerName, trainable: true, dtype: 'float32', ...layer.config },
  }));
  return {
    class_name: 'Sequential',
    config: { name, layers: [first, ...rest] },
    keras_version: 'tfjs-layers 4.22.0',
    backend: 'tensor_flow.js',
  };
}

/** What a saved description says: the shape of one input and the layers after it. */
export interface ReadTopology {
  readonly name: string;
  readonly inputShape: Shape;
  readonly layers: readonly Layer[];
}

/** Keras's name of a saved layer's class, without our mark. */
const classOf = ({ class_name: name }: Json) => String(name).replace(OWN_LAYER, '');

const asObject = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});

/** Throws `bad-model-file` for a description that is no stack of layers, and lists every layer that is not known at once. */
export function readTopology(modelTopology: object): ReadTopology {
  const model = unwrap(modelTopology);
  if (model.class_name !== 'Sequential') {
    throw new GlassboxError(
      'bad-model-file',
      `The model is a ${String(model.class_name ?? 'file without a class name')}, but only Sequential models can be read.`,
    );
  }
  const config = asObject(model.config);
  const entries = (Array.isArray(model.config) ? model.config : Array.isArray(config.layers) ? config.layers : []).map(
    asObject,
  );
  requireKnown(entries);
  const layers = entries.map((entry) => readLayer(entry, String(model.keras_version ?? '')));
  const inputShape = inputShapeOf(entries, layers);
  return { name: String(config.name ?? 'sequential'), inputShape, layers: layers.filter((layer) => !isInput(layer)) };
}

/** tfjs nests the description where the model came from Keras's converter. */
function unwrap(topology: object): Json {
  const outer = topology as Json;
  return 'model_config' in outer ? asObject(outer.model_config) : outer;
}

function requireKnown(entries: readonly Json[]): void {
  const classes = [...new Set(entries.map(classOf))];
  const unknown = classes.filter((name) => !(name in layerReaders));
  if (unknown.length === 0) return;
  const { message } = unknownName('layer class', unknown[0]!, Object.keys(layerReaders));
  throw new GlassboxError(
    'bad-model-file',
    `The model has layers that Glassbox does not know: ${unknown.join(', ')}. ${message}`,
    {
      details: { unknown },
    },
  );
}

function readLayer(entry: Json, kerasVersion: string): Layer {
  const config = asObject(entry.config);
  const name = typeof config.name === 'string' ? config.name : undefined;
  const meant = kerasVersion.startsWith('3.') ? config : withLegacyHardSigmoid(config);
  return layerReaders[classOf(entry)]!({ ...meant, name });
}

/** Before Keras 3, `hard_sigmoid` was another function. We write that name only inside a file that says Keras 3 of it. */
function withLegacyHardSigmoid(config: Json): Json {
  const isLegacy = (value: unknown) => value === 'hard_sigmoid' || value === 'hardSigmoid';
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key, isLegacy(value) ? LEGACY_HARD_SIGMOID : value]),
  );
}

function inputShapeOf(entries: readonly Json[], layers: readonly Layer[]): Shape {
  const input = layers.find(isInput);
  if (input) return input.inputShape;
  const config = asObject(entries[0]?.config);
  const shape = config.batch_input_shape ?? config.batch_shape;
  if (Array.isArray(shape)) return shape.slice(1).map(Number);
  throw new GlassboxError(
    'bad-model-file',
    'The model does not say what shape its input has. Save it after it was built.',
  );
}
