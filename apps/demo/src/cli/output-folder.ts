import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { GlassboxError } from '@glassbox/core';

/**
 * Makes the folder for the report where it is missing, and proves that files can be written there.
 *
 * @throws `folder-unwritable` with the system's reason, before anything is computed.
 */
export async function openOutputFolder(folder: string): Promise<void> {
  const probe = path.join(folder, `.write-test-${process.pid}`);
  try {
    await makeFolder(folder);
    await writeFile(probe, '');
    await rm(probe);
  } catch (cause) {
    throw new GlassboxError(
      'folder-unwritable',
      `Nothing can be written to '${folder}' (${reason(cause)}). Choose a folder of yours with --out DIR.`,
      { details: { folder }, cause },
    );
  }
}

/** Makes a folder and those above it. Node's own `recursive` does not return where a file system refuses new folders. */
async function makeFolder(folder: string): Promise<void> {
  if (existsSync(folder)) return;
  const above = path.dirname(folder);
  if (above !== folder) await makeFolder(above);
  await mkdir(folder);
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'it is a file',
  ENOENT: 'the system makes no folders there',
  ENOSPC: 'the disk is full',
};

function reason(error: unknown): string {
  const { code = '', message = String(error) } = error as { code?: string; message?: string };
  return reasons[code] ?? message;
}
