import {
  type Chart,
  contourPlot,
  edfPlot,
  intermediateValues,
  optimizationHistory,
  parallelCoordinate,
  paramImportances,
  paretoFrontPlot,
  slicePlot,
  timelinePlot,
} from '../../src/index.js';
import { networkStudy, tradeOffStudy } from './studies.js';

const objectiveName = 'accuracy';
const objectiveNames = ['error', 'milliseconds', 'megabytes'];
const importances = { dropout: 0.11, units: 0.27, learningRate: 0.6, optimizer: 0.02 };

export const historyOfNetwork = (): Chart => optimizationHistory(networkStudy(), { objectiveName });

export const historyOfError = (): Chart => optimizationHistory(tradeOffStudy(), { objectiveName: 'error' });

export const networkImportances = (): Chart => paramImportances(importances);

export const networkSlices = (): Chart => slicePlot(networkStudy(), { objectiveName, importances });

export const timeSlices = (): Chart => slicePlot(tradeOffStudy(), { objective: 1, objectiveName: 'milliseconds' });

export const networkContours = (): Chart => contourPlot(networkStudy(), { objectiveName, importances });

export const errorContours = (): Chart =>
  contourPlot(tradeOffStudy(), { objectiveName: 'error', params: ['decay', 'kind'] });

export const networkParallel = (): Chart => parallelCoordinate(networkStudy(), { objectiveName, importances });

export const networkCurves = (): Chart => intermediateValues(networkStudy(), { objectiveName });

export const twoObjectives = (): Chart => paretoFrontPlot(tradeOffStudy(), { objectiveNames });

export const threeObjectives = (): Chart => paretoFrontPlot(tradeOffStudy(3), { objectiveNames });

export const networkTimeline = (): Chart => timelinePlot(networkStudy());

export const twoDistributions = (): Chart =>
  edfPlot([networkStudy(40), { ...networkStudy(60), name: 'longer' }], { objectiveName });
