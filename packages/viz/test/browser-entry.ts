// What the browser test bundles: the package as a page imports it.
export {
  compareRuns,
  confusionMatrix,
  contourPlot,
  mount,
  slicePlot,
  studyReport,
  toPng,
  toSvg,
  trainingCurves,
  weightImages,
} from '../src/index.js';
