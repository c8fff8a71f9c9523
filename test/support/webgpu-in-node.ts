import { existsSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { findBrowser } from './browser.js';
import { runScript } from './run-script.js';

/** The description of the software Vulkan driver that Chromium ships; undefined where there is none. */
function softwareDriver(): string | undefined {
  const browser = findBrowser();
  const folders = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/opt/google/chrome'];
  if (browser) folders.unshift(dirname(realpathSync(browser)));
  return folders.map((folder) => join(folder, 'vk_swiftshader_icd.json')).find((file) => existsSync(file));
}

/**
 * Environment in which Dawn finds the software driver, and Vulkan's loader beside it where the system has none. Undefined where
 * there is no such driver, and where the user chose a driver with VK_DRIVER_FILES.
 */
function softwareEnvironment(): NodeJS.ProcessEnv | undefined {
  const driver = softwareDriver();
  if (!driver || process.env.VK_DRIVER_FILES) return undefined;
  const folders = [process.env.LD_LIBRARY_PATH, dirname(driver)].filter(Boolean);
  return {
    ...process.env,
    VK_DRIVER_FILES: driver,
    LD_LIBRARY_PATH: folders.join(delimiter),
    XDG_RUNTIME_DIR: process.env.XDG_RUNTIME_DIR ?? tmpdir(),
  };
}

/**
 * Runs a TypeScript program that uses WebGPU in a Node process of its own and gives what it wrote to standard output.
 *
 * The variables that choose a driver are read when a process starts, and a native device must not take a test runner down with it;
 * so it is not run in the caller's process. First it runs on what the machine has; if it `foundNothing` there, and there is a
 * software driver, once more on that. Throws where the process fails, crashes at its end or does not end.
 */
export async function runWithWebgpu(
  script: URL,
  foundNothing: (output: string) => boolean,
  args: readonly string[] = [],
): Promise<string> {
  const output = await runScript(script, process.env, args);
  const software = softwareEnvironment();
  return software && foundNothing(output) ? runScript(script, software, args) : output;
}
