import type { Command } from '../cli/command.js';
import { best } from './best.js';
import { exportStudy } from './export.js';
import { importStudy } from './import.js';
import { importances } from './importances.js';
import { list } from './list.js';
import { report } from './report.js';
import { resume } from './resume.js';
import { run } from './run.js';
import { status } from './status.js';
import { worker } from './worker.js';

/** All commands, in the order in which `--help` lists them. */
export const commands: Readonly<Record<string, Command>> = {
  run,
  worker,
  resume,
  status,
  best,
  list,
  importances,
  report,
  export: exportStudy,
  import: importStudy,
};
