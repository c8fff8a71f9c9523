// What the browser test bundles: the package as a page imports it.
export { compareRuns, confusionMatrix, mount, toPng, toSvg, trainingCurves, weightImages } from '../src/index.js';
