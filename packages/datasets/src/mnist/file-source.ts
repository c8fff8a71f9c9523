import { isGlassboxError } from '@glassbox/core';
import { chunksOf, joinBytes } from '../bytes.js';
import { gunzip, isGzip } from '../gunzip.js';
import { nodeModules } from './node-modules.js';

/** A file that is wanted: its name and the SHA-256 of its unpacked bytes. */
export interface WantedFile {
  readonly name: string;
  readonly sha256: string;
}

/** What reading may use. */
export interface ReadContext {
  readonly signal: AbortSignal | undefined;
  /** Hears of bytes as they come from a network; total where the server says it. */
  readonly onProgress: ((progress: DownloadProgress) => void) | undefined;
  /** Milliseconds that a server may send nothing before it is given up. */
  readonly stallMs: number;
}

/** How far a download is. */
export interface DownloadProgress {
  readonly file: string;
  readonly source: string;
  /** Bytes that came, packed. */
  readonly bytes: number;
  readonly totalBytes: number | undefined;
}

/** A place that may have files. A user's own serves as well as ours. */
export interface FileSource {
  /** What messages call it. */
  readonly name: string;
  /** Unpacked bytes of a file, or throws with the reason why it has none. */
  read(file: WantedFile, context: ReadContext): Promise<Uint8Array>;
  /** Whether content is checked against its SHA-256. False for a folder that the user names. Default true. */
  readonly verify?: boolean;
  /** Whether what was read and verified is worth keeping in the cache. Default false. */
  readonly remote?: boolean;
}

/** No file of these sets unpacks to more. */
const LARGEST_FILE = 64 * 1024 * 1024;

/** Unpacks gzip where it is gzip, and refuses to unpack more than the largest file of these sets. */
async function unpack(bytes: Uint8Array, signal?: AbortSignal): Promise<Uint8Array> {
  if (!isGzip(bytes)) return bytes;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of gunzip(chunksOf(bytes), signal)) {
    length += chunk.length;
    if (length > LARGEST_FILE) throw new Error(`the file unpacks to more than ${LARGEST_FILE} bytes`);
    chunks.push(chunk);
  }
  return joinBytes(chunks);
}

/** Files in a folder, as they are or with `.gz`. */
export function folder(
  path: string,
  { verify = true, name = `folder ${path}` }: { verify?: boolean; name?: string } = {},
): FileSource {
  return {
    name,
    verify,
    async read(file, { signal }) {
      const node = nodeModules();
      if (!node) throw new Error('folders can be read only in Node');
      for (const candidate of [file.name, `${file.name}.gz`]) {
        const bytes = await node.fs
          .readFile(node.path.join(path, candidate), { signal })
          .catch((error: NodeJS.ErrnoException) => {
            if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
            throw error;
          });
        if (bytes) return unpack(bytes, signal);
      }
      throw new Error(`there is no ${file.name} or ${file.name}.gz`);
    },
  };
}

/** Files inside an installed npm package, found from the running program and from here; the package's own code is not run. */
export function npmPackage(name: string, inside: string): FileSource {
  return {
    name: `npm package ${name}`,
    read(file, context) {
      const root = packageRoot(name);
      if (!root) throw new Error(`it is not installed; 'npm install ${name}' brings it`);
      return folder(nodeModules()!.path.join(root, inside)).read(file, context);
    },
  };
}

function packageRoot(name: string): string | undefined {
  const node = nodeModules();
  if (!node) return undefined;
  for (const from of [node.path.join(process.cwd(), 'index.js'), import.meta.url]) {
    try {
      return node.path.dirname(node.module.createRequire(from).resolve(`${name}/package.json`));
    } catch {
      // Not found from here; the next place may know it.
    }
  }
  return undefined;
}

/** Files at an address, fetched as `NAME.gz`, or as `NAME` where `packed` is false. */
export function address(base: string, { packed = true }: { packed?: boolean } = {}): FileSource {
  const root = base.endsWith('/') ? base : `${base}/`;
  const name = packed ? `${root} (.gz)` : root;
  return {
    name,
    remote: true,
    async read(file, context) {
      const url = `${root}${file.name}${packed ? '.gz' : ''}`;
      const bytes = await unlessStalled(context, async (signal, alive) => {
        const response = await fetch(url, { signal });
        if (!response.ok) throw new Error(`the server answered ${response.status} ${response.statusText}`.trim());
        return readBody(response, (progress) => {
          alive();
          context.onProgress?.({ file: file.name, source: name, ...progress });
        });
      });
      return unpack(bytes, context.signal);
    },
  };
}

/** Runs a download that is given up when nothing came for a while: `alive` is called whenever something did. */
async function unlessStalled<T>(
  { signal, stallMs }: ReadContext,
  download: (signal: AbortSignal, alive: () => void) => Promise<T>,
): Promise<T> {
  const stalled = new AbortController();
  const giveUp = () => stalled.abort(new Error(`the server sent nothing for ${stallMs / 1000} s`));
  let timer = setTimeout(giveUp, stallMs);
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(giveUp, stallMs);
  };
  try {
    return await download(signal ? AbortSignal.any([signal, stalled.signal]) : stalled.signal, alive);
  } finally {
    clearTimeout(timer);
  }
}

async function readBody(
  response: Response,
  onProgress: (progress: Pick<DownloadProgress, 'bytes' | 'totalBytes'>) => void,
): Promise<Uint8Array> {
  const stated = Number(response.headers.get('content-length'));
  const totalBytes = stated > 0 ? stated : undefined;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunksOf(response.body ?? new Uint8Array(0))) {
    bytes += chunk.length;
    if (bytes > LARGEST_FILE) throw new Error(`the server sent more than ${LARGEST_FILE} bytes`);
    chunks.push(chunk);
    onProgress({ bytes, totalBytes });
  }
  return joinBytes(chunks);
}

/** SHA-256 as hexadecimal digits, by the platform's own implementation. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  const node = nodeModules();
  if (node) return node.crypto.createHash('sha256').update(bytes).digest('hex');
  if (!globalThis.crypto?.subtle) {
    throw new Error('this page cannot check a SHA-256, since it was not served over HTTPS or from localhost');
  }
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Reads a file from a source and checks its content; throws with a reason. */
export async function readVerified(source: FileSource, file: WantedFile, context: ReadContext): Promise<Uint8Array> {
  const bytes = await source.read(file, context);
  if (source.verify === false) return bytes;
  const found = await sha256(bytes);
  if (found === file.sha256) return bytes;
  throw new Error(`${file.name} has the SHA-256 ${found.slice(0, 12)}… instead of ${file.sha256.slice(0, 12)}…`);
}

/** The reason of a failure, in one line. */
export function reasonOf(error: unknown): string {
  if (isGlassboxError(error)) return error.message;
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return `${error.message}${cause}`;
}
