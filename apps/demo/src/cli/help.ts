import { defaultOut } from './options.js';
import { backendNames, defaultBackends, defaultSettings, quickEpochs } from './settings.js';

/** What `--help` prints. */
export const help = `Trains a network on handwritten digits and draws what it learned.

Usage: npm run demo [-- options]
       npm run demo -- tune [options]    searches for a better network; see tune --help

  --epochs N        passes over the training digits; default ${defaultSettings.epochs}, with --quick ${quickEpochs}
  --backend NAME    ${backendNames.join(', ')}; default the first of ${defaultBackends.join(', ')} that can run
  --seed N          decides weights, order and dropout masks; default ${defaultSettings.seed}
  --out DIR         where report.html and the pictures go; default ${defaultOut}
  --quick           a short run on a part of the digits, within a minute
  --json            one JSON object on standard output; the words go to standard error
  --resume          goes on with the run that Ctrl-C stopped in --out
  --help            prints this

Ctrl-C stops after the step under way and keeps a checkpoint; a second Ctrl-C quits at once.
`;
