// The page that searches with each sampler in a real browser.
import { searches } from '../searches.js';

const output = document.querySelector<HTMLElement>('#report')!;
output.textContent = JSON.stringify(await searches().catch((error: unknown) => ({ error: String(error) })));
output.dataset.done = '';
