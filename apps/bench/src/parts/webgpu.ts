import { existsSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ADAPTER, type StepsJob } from '../peers/job.js';
import { interleave } from '../processes/interleave.js';
import { merge, type PartResult } from '../report/result.js';
import { glassbox, nodePeer } from './contestants.js';
import { gpuDetails } from './gpu-details.js';
import type { BenchContext, Part } from './part.js';
import { speedRow, timesAsFast, versionsOf } from './rows.js';

const peer = 'tfjs-layers, stock WebGPU';

/** How the backend marks an adapter that computes on the processor. */
const SOFTWARE = '(software)';

const job = (steps: number): StepsJob => ({ kind: 'steps', network: 'mlp', backend: 'webgpu', steps });

/**
 * The notebook's step on WebGPU: on the adapter that Dawn finds, or else on the software driver that a browser ships. Where it finds one,
 * a table of all networks besides.
 */
export const webgpu: Part = {
  id: 'webgpu',
  does: "the notebook's step on WebGPU, and all networks where there is a graphics processor",
  async run(context) {
    const adapter = await adapterOf(process.env);
    const few = context.quick ? 2 : 20;
    if (adapter === undefined) return notebookStep(few, context, softwareEnvironment());
    if (adapter.endsWith(SOFTWARE)) return notebookStep(few, context, process.env);
    // A device runs behind the program, and is waited for but once at the end.
    const step = await notebookStep(context.quick ? few : 400, context, process.env);
    return merge([step, await gpuDetails(adapter, context)]);
  },
};

async function notebookStep(count: number, { rounds, log }: BenchContext, env: NodeJS.ProcessEnv): Promise<PartResult> {
  const steps = job(count);
  const outcomes = await interleave([glassbox(steps, env), nodePeer(peer, 'tfjs', steps, env)], rounds, log);
  const versions = versionsOf(outcomes);
  const work = `notebook step on WebGPU, Dawn in Node on ${versions[ADAPTER] ?? 'no adapter'}`;
  return { rows: [speedRow({ work, against: peer, target: timesAsFast(3) }, outcomes, peer)], versions };
}

/** The adapter that Dawn finds by itself. */
async function adapterOf(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const probe = await glassbox(job(1), env).open();
  if ('unavailable' in probe) return undefined;
  probe.close();
  return probe.versions[ADAPTER];
}

function softwareEnvironment(): NodeJS.ProcessEnv {
  const { CHROME_PATH: browser, LD_LIBRARY_PATH, XDG_RUNTIME_DIR = tmpdir() } = process.env;
  const folders = ['/usr/lib/chromium', '/opt/google/chrome'];
  if (browser && existsSync(browser)) folders.unshift(path.dirname(realpathSync(browser)));
  const driver = folders.map((folder) => path.join(folder, 'vk_swiftshader_icd.json')).find((file) => existsSync(file));
  if (!driver) return process.env;
  const libraries = [LD_LIBRARY_PATH, path.dirname(driver)].filter(Boolean).join(path.delimiter);
  return { ...process.env, VK_DRIVER_FILES: driver, LD_LIBRARY_PATH: libraries, XDG_RUNTIME_DIR };
}
