import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Contestant } from './interleave.js';
import { lastComplaint } from './last-complaint.js';
import { parseLine } from './protocol.js';

/**
 * A contestant that is a whole program: each round runs it anew under plain Node, and it ends with a line of JSON,
 * `{ value, versions }`. The first run is not counted; it fills the file cache.
 */
export const wholeProgram = (name: string, program: URL, args: readonly string[] = []): Contestant => ({
  name,
  async open() {
    try {
      const { versions } = await runOnce(program, args);
      return { versions: versions as Record<string, string>, round: () => runOnce(program, args), close() {} };
    } catch (error) {
      return { unavailable: (error as Error).message };
    }
  },
});

interface Ending {
  readonly value: number;
  readonly versions: unknown;
}

function runOnce(program: URL, args: readonly string[]): Promise<Ending> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [fileURLToPath(program), ...args],
      { timeout: 600_000 },
      (_error, output, complaints) => {
        const { value, versions = {} } = output.split('\n').map(parseLine).findLast(Boolean) ?? {};
        if (typeof value === 'number') resolve({ value, versions });
        else reject(new Error(lastComplaint(complaints)));
      },
    );
  });
}
