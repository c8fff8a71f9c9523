import { GlassboxError, isGlassboxError } from '@glassbox/core';
import type { ModelArtifacts, WeightEntry } from './artifacts.js';
import type { ModelStorage } from './storage.js';

/** Node's modules, asked for when they are needed: a bundler for browsers then sees no import of them. */
function node() {
  if (typeof process === 'undefined' || typeof process.getBuiltinModule !== 'function') {
    throw new GlassboxError('bad-argument', "A folder holds models only in Node. In a browser use 'indexeddb://name'.");
  }
  return {
    ...process.getBuiltinModule('node:fs/promises'),
    ...process.getBuiltinModule('node:path'),
    ...process.getBuiltinModule('node:crypto'),
    fileURLToPath: process.getBuiltinModule('node:url').fileURLToPath,
    Buffer: process.getBuiltinModule('node:buffer').Buffer,
  };
}

/** `model.json` as tfjs's format has it. */
interface ModelJson {
  readonly modelTopology: object;
  readonly format?: string;
  readonly generatedBy?: string;
  readonly convertedBy?: string | null;
  readonly weightsManifest: readonly { readonly paths: readonly string[]; readonly weights: readonly WeightEntry[] }[];
  readonly userDefinedMetadata?: Readonly<Record<string, unknown>>;
}

/**
 * Keeps a model in a folder: `model.json` beside a file of weights named after its content.
 *
 * The weights are written first and `model.json` is put in place by renaming, so that a crash leaves the old model or the new one.
 */
export function folderStorage(place: string): ModelStorage {
  const { dirname, fileURLToPath, join } = node();
  const path = place.startsWith('file://') ? fileURLToPath(place) : place;
  const folder = path.endsWith('.json') ? dirname(path) : path;
  const file = path.endsWith('.json') ? path : join(path, 'model.json');
  return {
    save: (artifacts) => saveTo(folder, file, artifacts).catch((cause: unknown) => refuse('written', folder, cause)),
    load: () => loadFrom(folder, file).catch((cause: unknown) => refuse('read', folder, cause)),
    has: () => exists(file).catch((cause: unknown) => refuse('read', folder, cause)),
    remove: () => removeFrom(folder, file).catch((cause: unknown) => refuse('removed', folder, cause)),
  };
}

async function saveTo(folder: string, file: string, artifacts: ModelArtifacts): Promise<void> {
  const { createHash, join, mkdir } = node();
  const { weightData, weightSpecs, ...rest } = artifacts;
  await mkdir(folder, { recursive: true });
  const bytes = new Uint8Array(weightData);
  const weightsFile = `weights-${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}.bin`;
  const before = await readJson(file).catch(() => undefined);
  await replaceFile(join(folder, weightsFile), bytes);
  const json: ModelJson = { ...rest, weightsManifest: [{ paths: [weightsFile], weights: weightSpecs }] };
  await replaceFile(file, JSON.stringify(json));
  await removeOld(folder, before, weightsFile);
}

async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const { randomUUID, rename, writeFile } = node();
  const partial = `${path}.${randomUUID().slice(0, 8)}.tmp`;
  // Flushed first: after a power cut the new name must not stand over bytes that never reached the disk.
  await writeFile(partial, content, { flush: true });
  await rename(partial, path);
}

async function exists(file: string): Promise<boolean> {
  try {
    await node().stat(file);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw cause;
  }
}

/** Removes `model.json` first, so that no moment shows a model without its weights, and the folder where nothing else is in it. */
async function removeFrom(folder: string, file: string): Promise<void> {
  const { readdir, rm, rmdir } = node();
  const saved = await readJson(file).catch(() => undefined);
  await rm(file, { force: true });
  await removeOld(folder, saved, undefined);
  const left = await readdir(folder).catch(() => ['unknown']);
  if (left.length === 0) await rmdir(folder);
}

/** Removes the weights that a `model.json` named, where they are ours. */
async function removeOld(folder: string, before: ModelJson | undefined, kept: string | undefined): Promise<void> {
  const { join, rm } = node();
  const old = before?.weightsManifest.flatMap(({ paths }) => [...paths]) ?? [];
  for (const path of old) {
    if (path !== kept && /^weights-[0-9a-f]{12}\.bin$/.test(path)) await rm(join(folder, path), { force: true });
  }
}

const readJson = async (file: string) => JSON.parse(await node().readFile(file, 'utf8')) as ModelJson;

async function loadFrom(folder: string, file: string): Promise<ModelArtifacts> {
  const { Buffer, basename, join, readFile } = node();
  const { weightsManifest, ...rest } = await readJson(file);
  if (!Array.isArray(weightsManifest) || typeof rest.modelTopology !== 'object') {
    throw new GlassboxError(
      'bad-model-file',
      `${basename(file)} is no saved LayersModel: it lacks a topology or weights.`,
    );
  }
  const parts = await Promise.all(
    weightsManifest.flatMap(({ paths }) => paths.map((path: string) => readFile(join(folder, path)))),
  );
  const bytes = new Uint8Array(Buffer.concat(parts));
  return { ...rest, weightSpecs: weightsManifest.flatMap(({ weights }) => weights), weightData: bytes.buffer };
}

function refuse(verb: string, folder: string, cause: unknown): never {
  if (isGlassboxError(cause)) throw cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  throw new GlassboxError('storage-failed', `The model in '${folder}' could not be ${verb}: ${reason}.`, {
    details: { folder },
    cause,
  });
}
