import { importOptional, isNode } from '@glassbox/backends';
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
  if (!isNode()) {
    const reason = 'This is a browser; native TensorFlow runs in Node only.';
    return { reason, remedy: 'Choose the webgpu or wasm backend.' };
  }
  const before = engine().backendName;
  try {
    const found = await importOptional(name, import.meta.url);
    // The import makes itself tfjs's backend in use, which a probe must not.
    if (found && before) await setBackend(before);
    return found ? undefined : tensorflowMissing(name);
  } catch (error) {
    return tensorflowBroken(name, error as Error);
  }
}

/** A sentence about the Node version, where the released packages do not run on it. */
function caveat(): string {
  const major = Number(process.versions.node.split('.')[0]);
  return major >= firstBrokenNode ? ` Its released versions run on Node 22 and older, and this is Node ${major}.` : '';
}

/** What to say where the package is not installed. */
export function tensorflowMissing(name: TensorflowPackage): NoTensorflow {
  return {
    reason: `The package '${name}' is not installed.${caveat()}`,
    remedy: `Run \`npm install ${name}\` (it downloads TensorFlow's native library), or choose the wasm backend.`,
  };
}

/** What to say where the package is installed and does not load. */
export function tensorflowBroken(name: TensorflowPackage, error: Error): NoTensorflow {
  const firstLine = error.message.split('\n')[0]!.replace(/\.$/, '');
  return {
    reason: `The package '${name}' is installed but does not load: ${firstLine}.${caveat()}`,
    remedy: `Run \`npm rebuild ${name} --build-addon-from-source\`, or choose the wasm backend.`,
  };
}
