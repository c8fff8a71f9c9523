import { type BackendRow, describeBackends, formatBackends } from '@glassbox/backends';
import { version_core as tfjsVersion } from '@tensorflow/tfjs-core';
import type { Chapter, Context } from './chapter.js';

/** Shows what could compute here, what does, and whether there is a GPU. */
export const backends: Chapter = {
  id: 'backends',
  async run(context) {
    const rows = await describeBackends(context.backends);
    context.sketch(formatBackends(rows));
    tabulate(rows, context);
    const { name, device } = context.facts.get('backend');
    context.say(
      `TensorFlow.js ${tfjsVersion} on Node ${process.versions.node}. This run computes on ${name}: ${device}.`,
    );
  },
};

function tabulate(rows: readonly BackendRow[], { tabulate }: Context): void {
  tabulate({
    caption: 'Backends on this machine',
    columns: ['backend', 'device', 'GPU', 'what to do'],
    rows: rows.map((row) =>
      row.available
        ? [row.name, row.device, row.accelerator ? 'yes' : 'no', row.inUse ? 'in use' : 'can be used']
        : [row.name, 'cannot run here', '–', `${row.reason} ${row.remedy}`],
    ),
  });
}
