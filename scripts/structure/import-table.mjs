/**
 * What the published sources of each package may import, by folder name: packages of ours, and packages of TensorFlow.js.
 *
 * Other libraries are free, but each needs its reason in docs/dependencies.md. Tests may import more, as development only.
 *
 * @typedef {{ ours: readonly string[], tfjs: readonly string[] }} Allowed
 */

const CORE = '@tensorflow/tfjs-core';

/** @type {Readonly<Record<string, Allowed>>} */
export const importTable = {
  core: { ours: [], tfjs: [] },
  backends: { ours: ['core'], tfjs: [CORE, '@tensorflow/tfjs-backend-cpu'] },
  'backend-wasm': { ours: ['core', 'backends'], tfjs: [CORE, '@tensorflow/tfjs-backend-wasm'] },
  'backend-webgpu': { ours: ['core', 'backends'], tfjs: [CORE, '@tensorflow/tfjs-backend-webgpu'] },
  'backend-node': {
    ours: ['core', 'backends'],
    tfjs: [CORE, '@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu'],
  },
  datasets: { ours: ['core'], tfjs: [] },
  tuning: { ours: ['core'], tfjs: [] },
  viz: { ours: ['core'], tfjs: [] },
  tune: { ours: ['core', 'tuning', 'viz'], tfjs: [] },
  tensorboard: { ours: ['core'], tfjs: [] },
  activations: { ours: ['core', 'backends'], tfjs: [CORE] },
  regularization: { ours: ['core', 'backends'], tfjs: [CORE] },
  models: {
    ours: ['core', 'backends', 'activations', 'regularization'],
    tfjs: [CORE, '@tensorflow/tfjs-layers'],
  },
  explain: { ours: ['core', 'backends'], tfjs: [CORE] },
};

/** The scope of our packages. */
export const SCOPE = '@glassbox/';

/**
 * Whether the table lets a package import another; libraries outside the two scopes are not its business.
 *
 * @param {Allowed} allowed
 * @param {string} name the imported package
 */
export function tableAllows(allowed, name) {
  if (name.startsWith(SCOPE)) return allowed.ours.includes(name.slice(SCOPE.length));
  if (name.startsWith('@tensorflow/')) return allowed.tfjs.includes(name);
  return true;
}
