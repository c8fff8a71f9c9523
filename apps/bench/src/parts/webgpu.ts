import { existsSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { StepsJob } from '../peers/job.js';
import { interleave } from '../processes/interleave.js';
import { glassbox, nodePeer } from './contestants.js';
import type { Part } from './part.js';
import { speedRow, timesAsFast, versionsOf } from './rows.js';

const peer = 'tfjs-layers, stock WebGPU';

/** The notebook's step on WebGPU: a real adapter where Dawn finds one, else the software driver that a browser ships. */
export const webgpu: Part = {
  id: 'webgpu',
  does: "the notebook's step on WebGPU",
  async run({ rounds, quick, log }) {
    const job: StepsJob = { kind: 'steps', network: 'mlp', backend: 'webgpu', steps: quick ? 2 : 20 };
    const env = adapterEnvironment();
    const outcomes = await interleave([glassbox(job, env), nodePeer(peer, 'tfjs', job, env)], rounds, log);
    const adapter = env.VK_DRIVER_FILES ? 'software adapter' : "the system's adapter";
    const work = `notebook step on WebGPU (Dawn in Node, ${adapter})`;
    const heading = { work, against: peer, target: timesAsFast(3) };
    return { rows: [speedRow(heading, outcomes, peer)], versions: versionsOf(outcomes) };
  },
};

/** Where the system has no Vulkan driver of its own, the environment in which Dawn finds a browser's. */
function adapterEnvironment(): NodeJS.ProcessEnv {
  const system = ['/usr/share/vulkan/icd.d', '/etc/vulkan/icd.d'].some((folder) => existsSync(folder));
  const browser = process.env.CHROME_PATH;
  const folders = ['/usr/lib/chromium', '/opt/google/chrome'];
  if (browser && existsSync(browser)) folders.unshift(path.dirname(realpathSync(browser)));
  const driver = folders.map((folder) => path.join(folder, 'vk_swiftshader_icd.json')).find((file) => existsSync(file));
  if (process.env.VK_DRIVER_FILES || system || !driver) return process.env;
  const libraries = [process.env.LD_LIBRARY_PATH, path.dirname(driver)].filter(Boolean).join(path.delimiter);
  const { XDG_RUNTIME_DIR = tmpdir() } = process.env;
  return { ...process.env, VK_DRIVER_FILES: driver, LD_LIBRARY_PATH: libraries, XDG_RUNTIME_DIR };
}
