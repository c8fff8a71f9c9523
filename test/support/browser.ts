import { type Browser, chromium } from 'playwright-core';
import { findBrowser, NO_BROWSER } from '../../scripts/setup/browser.mjs';

/** The browser that tests run in, or undefined where none was found; {@link noBrowser} then says what to do. */
export { findBrowser, NO_BROWSER as noBrowser };

const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--no-default-browser-check',
];

// A software adapter, so that WebGPU gives the same on every machine. Linux hides WebGPU without the first flag. On a loaded machine
// the watchdog takes the slow adapter for a hung one, and ends it under the test.
const webgpu = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
  '--disable-gpu-watchdog',
];

/**
 * Starts the browser that `findBrowser` found, headless and with WebGPU on a software adapter. The caller closes it.
 *
 * @param options `webgpu: false` leaves WebGPU as the browser has it by itself.
 */
export async function launchBrowser(options: { webgpu?: boolean } = {}): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error(NO_BROWSER);
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath,
    headless: true,
    args: [...quiet, ...(options.webgpu === false ? [] : webgpu), ...(isRoot ? ['--no-sandbox'] : [])],
  });
}
