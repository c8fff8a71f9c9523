import {
  categoricalDistribution,
  floatDistribution,
  type GridSpace,
  intDistribution,
  searchSpace,
} from '@glassbox/tuning';

/** What of the notebook's network is searched for, and where. */
export const space = searchSpace({
  'learning rate': floatDistribution(1e-4, 1e-1, { log: true }),
  'batch size': categoricalDistribution([32, 64, 128, 256]),
  layers: intDistribution(1, 3),
  units: intDistribution(16, 512, { log: true }),
  dropout: floatDistribution(0, 0.5),
  l2: floatDistribution(1e-7, 1e-2, { log: true }),
  optimizer: categoricalDistribution(['adam', 'rmsprop', 'sgd']),
});

/** A few values of each, as one would try them by hand. */
export const gridValues: GridSpace = {
  'learning rate': [1e-3, 1e-2],
  'batch size': [32, 128],
  layers: [1, 2],
  units: [64, 256],
  dropout: [0, 0.25],
  l2: [1e-6, 1e-4],
  optimizer: ['adam', 'sgd'],
};
