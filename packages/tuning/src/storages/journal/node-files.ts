import { GlassboxError } from '@glassbox/core';

/** What of Node's file system a journal uses, so that a browser's build needs no types of Node. */
export interface Files {
  openSync(path: string, flags: string): number;
  closeSync(file: number): void;
  readSync(file: number, into: Uint8Array, offset: number, length: number, position: number): number;
  writeSync(file: number, bytes: Uint8Array): number;
  fsyncSync(file: number): void;
  ftruncateSync(file: number, length: number): void;
  fstatSync(file: number): FileState;
  lstatSync(path: string, options: { throwIfNoEntry: false }): FileState | undefined;
  renameSync(from: string, to: string): void;
  linkSync(path: string, to: string): void;
  unlinkSync(path: string): void;
  rmdirSync(path: string): void;
  readFileSync(path: string, encoding: 'utf8'): string;
}

interface FileState {
  readonly size: number;
  readonly ino: number;
  readonly mtimeMs: number;
}

/** Node's file system, got without an import that a browser could not follow. */
export function nodeFiles(): Files {
  if (typeof process === 'object' && process.getBuiltinModule) return process.getBuiltinModule('node:fs') as Files;
  throw new GlassboxError(
    'unsupported',
    'A journal is a file, which takes Node 20.16 or newer. In a browser use another storage.',
  );
}

/** The code of an error of the file system. */
export const codeOf = (error: unknown): string | undefined => (error as { readonly code?: string }).code;
