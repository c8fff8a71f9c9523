import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { GlassboxError } from '@glassbox/core';

/**
 * Writes a file, all of it or nothing.
 *
 * @throws `file-unwritable` where the file system refuses.
 */
export function writeWhole(file: string, text: string): void {
  const aside = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(aside, text);
    renameSync(aside, file);
  } catch (error) {
    rmSync(aside, { force: true });
    throw new GlassboxError(
      'file-unwritable',
      `'${file}' could not be written: ${(error as Error).message}. Name another with --to.`,
    );
  }
}
