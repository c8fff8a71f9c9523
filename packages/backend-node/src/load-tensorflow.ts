import { engine, setBackend } from '@tensorflow/tfjs-core';

/** The packages that bring native TensorFlow. */
export type TensorflowPackage = '@tensorflow/tfjs-node' | '@tensorflow/tfjs-node-gpu';

/** Why native TensorFlow is not to be had, and what to do. */
export interface NoTensorflow {
  readonly reason: string;
  readonly remedy: string;
}

/** The first Node version that the released packages of tfjs-node fail on: they call functions of `node:util` that it dropped. */
const firstBrokenNode = 23;

// tfjs-node registers its backend while it is imported, and fails the second time it is tried; so each is tried once.
const attempts = new Map<TensorflowPackage, Promise<NoTensorflow | undefined>>();

/** Imports a package, once for the process; answers undefined where that went well. */
export function loadTensorflow(name: TensorflowPackage): Promise<NoTensorflow | undefined> {
  const attempt = attempts.get(name) ?? load(name);
  attempts.set(name, attempt);
  return attempt;
}

async function load(name: TensorflowPackage): Promise<NoTensorflow | undefined> {
  if (typeof process === 'undefined' || !process.versions?.node) {
    return {
      reason: 'This is a browser; native TensorFlow runs in Node only.',
      remedy: 'Choose the webgpu or wasm backend.',
    };
  }
  try {
    const before = engine().backendName;
    await import(/* @vite-ignore */ /* webpackIgnore: true */ name);
    // The import makes itself tfjs's backend in use, which a probe must not.
    if (before) await setBackend(before);
    return undefined;
  } catch (error) {
    return whyNoTensorflow(name, error as Error);
  }
}

/** Tells a package that is not installed from one that does not load. */
export function whyNoTensorflow(name: TensorflowPackage, error: Error): NoTensorflow {
  const major = Number(process.versions.node.split('.')[0]);
  const caveat =
    major >= firstBrokenNode ? ` Its released versions run on Node 22 and older, and this is Node ${major}.` : '';
  // Node says "Cannot find package", bundlers and test runners "Could not resolve"; a broken native part names another file.
  const missing = /(cannot find (package|module)|could not resolve) ["']([^"']+)/i.exec(error.message)?.[3] === name;
  if (missing) {
    return {
      reason: `The package '${name}' is not installed.${caveat}`,
      remedy: `Run \`npm install ${name}\` (it downloads TensorFlow's native library), or choose the wasm backend.`,
    };
  }
  return {
    reason: `The package '${name}' is installed but does not load: ${firstLine(error.message)}.${caveat}`,
    remedy: `Run \`npm rebuild ${name} --build-addon-from-source\`, or choose the wasm backend.`,
  };
}

const firstLine = (text: string) => text.split('\n')[0]!.replace(/\.$/, '');
