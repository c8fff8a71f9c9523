import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs a TypeScript program in a Node process of its own and gives what it wrote to standard output. */
export async function runScript(
  script: URL,
  env: NodeJS.ProcessEnv = process.env,
  args: readonly string[] = [],
): Promise<string> {
  const options = ['--conditions=@glassbox/source', '--import', 'tsx', fileURLToPath(script), ...args];
  const { stdout } = await run(process.execPath, options, { env, maxBuffer: 1 << 26, timeout: 240_000 });
  return stdout;
}
