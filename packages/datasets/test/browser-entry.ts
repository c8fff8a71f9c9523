// What the browser test calls in the page.
export { mnist, normalizerFromJSON, readCsv, readIdx, standardize, writeIdx } from '../src/index.js';
