import { bullmqWorker, type QueuePlace, type WorkedTrial } from '@glassbox/tuning';
import { listenForInterrupts } from '../cli/interrupts.js';
import type { Surroundings } from '../cli/surroundings.js';
import { numberJson } from '../output/trial-json.js';
import { type Reporter, reporterOn, silentOn } from '../progress/reporter.js';

/** What a worker of a queue is to do. */
export interface QueueWork {
  readonly place: QueuePlace;
  readonly objective: URL;
  readonly workers: number;
  readonly timeout: number | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** Trials that a worker has begun, by how they ended. */
class Tally {
  readonly counts = { running: 0, complete: 0, pruned: 0, failed: 0, waiting: 0 };

  get done(): number {
    const { complete, pruned, failed } = this.counts;
    return complete + pruned + failed;
  }

  begin(): void {
    this.counts.running++;
  }

  end({ state }: WorkedTrial): void {
    this.counts.running--;
    this.counts[state]++;
  }
}

const trialEnd = ({ number, state, values, reason, seconds }: WorkedTrial) => ({
  event: 'trial-end',
  number,
  state,
  ...(values && (values.length === 1 ? { value: numberJson(values[0]!) } : { values: values.map(numberJson) })),
  seconds,
  ...(reason !== undefined && { reason }),
});

/** Runs trials of a queue until it is interrupted, tells of them, and gives the exit status. */
export async function workOnQueue(work: QueueWork, surroundings: Surroundings): Promise<number> {
  const { stderr, now } = surroundings;
  const { place, workers, json, quiet } = work;
  const tally = new Tally();
  const tell = (event: object) => {
    if (json) surroundings.out(`${JSON.stringify(event)}\n`);
  };
  const state = () => ({ ...tally, done: tally.done, total: undefined, best: undefined, left: undefined });
  const reporter = quiet ? silentOn(stderr) : reporterOn(stderr, state, now);
  const interrupts = listenForInterrupts(surroundings.signals, {
    onFirst: () => stderr.write('\nStopping; trials under way are given back. Ctrl-C again leaves at once.\n'),
    onSecond: surroundings.exit,
    now,
  });
  try {
    const worker = await bullmqWorker(workerOptions(work, { tally, tell, reporter }));
    tell({ event: 'worker-begin', queue: place.queue, workers });
    if (!quiet) stderr.write(`Runs what comes through queue '${place.queue}'; Ctrl-C stops it.\n`);
    await aborted(interrupts.signal);
    await worker.close();
  } finally {
    reporter.close();
    interrupts.stop();
  }
  tell({ event: 'worker-end', trials: tally.counts });
  return interrupts.status();
}

interface Telling {
  readonly tally: Tally;
  readonly tell: (event: object) => void;
  readonly reporter: Reporter;
}

function workerOptions({ place, objective, workers, timeout }: QueueWork, { tally, tell, reporter }: Telling) {
  return {
    ...place,
    objective,
    processes: workers,
    ...(timeout !== undefined && { timeout }),
    onOutput: reporter.print,
    onBegin(number: number) {
      tally.begin();
      tell({ event: 'trial-begin', number });
      reporter.update();
    },
    onEnd(trial: WorkedTrial) {
      tally.end(trial);
      tell(trialEnd(trial));
      reporter.update();
    },
  };
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
