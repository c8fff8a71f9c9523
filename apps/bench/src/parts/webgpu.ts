import { existsSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ADAPTER, type StepsJob } from '../peers/job.js';
import { interleave } from '../processes/interleave.js';
import { glassbox, nodePeer } from './contestants.js';
import type { Part } from './part.js';
import { speedRow, timesAsFast, versionsOf } from './rows.js';

const peer = 'tfjs-layers, stock WebGPU';

const job = (steps: number): StepsJob => ({ kind: 'steps', network: 'mlp', backend: 'webgpu', steps });

/** The notebook's step on WebGPU: the adapter that Dawn finds, or else the software driver that a browser ships. */
export const webgpu: Part = {
  id: 'webgpu',
  does: "the notebook's step on WebGPU",
  async run({ rounds, quick, log }) {
    const env = await adapterEnvironment();
    const steps = job(quick ? 2 : 20);
    const outcomes = await interleave([glassbox(steps, env), nodePeer(peer, 'tfjs', steps, env)], rounds, log);
    const versions = versionsOf(outcomes);
    const work = `notebook step on WebGPU, Dawn in Node on ${versions[ADAPTER] ?? 'no adapter'}`;
    return { rows: [speedRow({ work, against: peer, target: timesAsFast(3) }, outcomes, peer)], versions };
  },
};

/** Where Dawn finds no adapter by itself, the environment in which it finds a browser's. */
async function adapterEnvironment(): Promise<NodeJS.ProcessEnv> {
  const probe = await glassbox(job(1)).open();
  if (!('unavailable' in probe)) probe.close();
  return 'unavailable' in probe ? softwareEnvironment() : process.env;
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
