import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('..', import.meta.url));
const sources = path.join(folder, 'src');

/** The programs by file name, in their order. */
export const exampleNames = readdirSync(sources).filter((name) => /^\d\d-.*\.ts$/.test(name));

/** The text of an example. */
export const exampleSource = (name: string) => readFileSync(path.join(sources, name), 'utf8');

/** Runs an example as it stands until it ends, and answers what it printed; fails where it fails. */
export const runExample = (name: string, ...args: string[]) => runFile(path.join(sources, name), args);

/** Runs an example with some of its text replaced; every text must be there. */
export async function runChanged(name: string, changes: Readonly<Record<string, string>>): Promise<string> {
  let code = exampleSource(name);
  for (const [from, to] of Object.entries(changes)) {
    if (!code.includes(from)) throw new Error(`${name} does not contain '${from}'.`);
    code = code.replace(from, to);
  }
  const cache = path.join(folder, '.cache');
  mkdirSync(cache, { recursive: true });
  const file = path.join(cache, name);
  writeFileSync(file, code);
  try {
    return await runFile(file, []);
  } finally {
    rmSync(file);
  }
}

function runFile(file: string, args: readonly string[]): Promise<string> {
  // Without these Dawn finds no software adapter, on which training takes minutes.
  const { VK_DRIVER_FILES: _driver, VK_ICD_FILENAMES: _icd, ...env } = process.env;
  const program = ['--import', 'tsx', '--conditions=@glassbox/source', file, ...args];
  const child = spawn(process.execPath, program, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => {
      if (status === 0) resolve(texts.stdout);
      else reject(new Error(`${path.basename(file)} ended with ${status}:\n${texts.stderr}`));
    });
  });
}
