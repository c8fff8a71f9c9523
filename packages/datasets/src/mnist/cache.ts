import { type FileSource, folder, type WantedFile } from './file-source.js';
import { nodeModules } from './node-modules.js';

/** A place that downloaded files are kept in. */
export interface FileCache extends FileSource {
  /** Keeps a file whose content was checked. A failure is not one of loading, and is swallowed. */
  keep(file: WantedFile, bytes: Uint8Array): Promise<void>;
}

/** The folder that caches lie in: `$XDG_CACHE_HOME/glassbox`, else `~/.cache/glassbox`. */
function cacheRoot(): string | undefined {
  const node = nodeModules();
  if (!node) return undefined;
  return node.path.join(process.env.XDG_CACHE_HOME || node.path.join(node.os.homedir(), '.cache'), 'glassbox');
}

/** A cache in a folder. A file is put in place by renaming, so that a crash or a second process leaves none cut short. */
export function folderCache(set: string, root = cacheRoot()): FileCache {
  const node = nodeModules();
  const path = node && root ? node.path.join(root, set) : '';
  return {
    ...folder(path, { name: `cache ${path}` }),
    async keep(file, bytes) {
      if (!node) return;
      const target = node.path.join(path, file.name);
      const partial = `${target}.${node.crypto.randomUUID().slice(0, 8)}.tmp`;
      try {
        await node.fs.mkdir(path, { recursive: true });
        await node.fs.writeFile(partial, bytes);
        await node.fs.rename(partial, target);
      } catch {
        await node.fs.rm(partial, { force: true }).catch(() => undefined);
      }
    },
  };
}

/** A cache in a browser's Cache API; outside a secure page there is none. */
export function browserCache(set: string): FileCache {
  const open = async () => {
    if (typeof caches === 'undefined')
      throw new Error('this page has no Cache API; serve it over HTTPS or from localhost');
    return caches.open(`glassbox-${set}`);
  };
  const key = (file: WantedFile) => `/glassbox-cache/${set}/${file.name}`;
  return {
    name: 'browser cache',
    async read(file) {
      const response = await (await open()).match(key(file));
      if (!response) throw new Error(`there is no ${file.name}`);
      return new Uint8Array(await response.arrayBuffer());
    },
    async keep(file, bytes) {
      await open()
        .then((cache) => cache.put(key(file), new Response(bytes as Uint8Array<ArrayBuffer>)))
        .catch(() => undefined);
    },
  };
}
