import { formatDuration, formatMetric, type Logs, type TrainBegin } from '@glassbox/core';
import type { TrainingResult, WorkerEvent } from '../protocol.js';
import { byId, percent } from './elements.js';
import type { LiveChart } from './live-chart.js';

type RunState = 'starting' | 'idle' | 'running' | 'paused';

/** The buttons, the progress and the live chart of a run. `data-state` on the page's body tells where it stands. */
export class RunView {
  /** Whether there is a network to ask. */
  trained = false;
  #state: RunState = 'starting';
  #run: TrainBegin | undefined;
  #started = 0;

  constructor(readonly chart: LiveChart) {
    this.#set('starting');
  }

  #set(state: RunState): void {
    this.#state = state;
    document.body.dataset.state = state;
    const running = state === 'running' || state === 'paused';
    byId<HTMLButtonElement>('train').disabled = state !== 'idle';
    byId<HTMLButtonElement>('pause').disabled = !running;
    byId<HTMLButtonElement>('stop').disabled = !running;
    byId('pause').textContent = state === 'paused' ? 'Resume' : 'Pause';
  }

  ready(): void {
    this.#set('idle');
  }

  begin(): void {
    this.trained = false;
    this.#run = undefined;
    this.#status('Starting');
    this.#set('running');
  }

  end({ outcome, testAccuracy }: TrainingResult): void {
    this.trained = true;
    const what = outcome === 'completed' ? 'Trained' : 'Stopped';
    this.#status(`${what}. ${percent(testAccuracy)} of the test images are read right.`);
    this.say(byId('status').textContent ?? '');
    byId<HTMLProgressElement>('progress').value = 1;
    this.#set('idle');
  }

  fail(): void {
    this.#status('Not trained.');
    this.#set('idle');
  }

  /** Turns pause on or off, and says which. */
  togglePause(): boolean {
    this.#set(this.#state === 'paused' ? 'running' : 'paused');
    if (this.#state === 'paused') this.#status('Paused');
    return this.#state === 'paused';
  }

  /** Says something to a screen reader. */
  say(text: string): void {
    byId('live').textContent = text;
  }

  onEvent(event: WorkerEvent): void {
    if (event.type === 'status') this.#status(event.text);
    else this.#onTraining(event.event);
  }

  #onTraining(event: Extract<WorkerEvent, { type: 'training' }>['event']): void {
    if (event.type === 'train-begin') this.#begin(event);
    else if (event.type === 'batch-end') this.#step(event.epoch, event.step, event.logs);
    else if (event.type === 'epoch-end') this.#epoch(event.epoch, event.logs);
  }

  #begin(run: TrainBegin): void {
    this.#run = run;
    this.#started = performance.now();
    this.chart.start(run.epochs);
  }

  #step(epoch: number, step: number, { loss, accuracy }: Logs): void {
    const { epochs, stepsPerEpoch = 1 } = this.#run!;
    const done = epoch - 1 + step / stepsPerEpoch;
    this.chart.add('training', done, loss, accuracy);
    byId<HTMLProgressElement>('progress').value = done / epochs;
    if (this.#state === 'paused') return;
    const seconds = (performance.now() - this.#started) / 1000;
    const left = formatDuration((seconds * (epochs - done)) / done);
    this.#status(
      `Epoch ${epoch} of ${epochs}, step ${step} of ${stepsPerEpoch}: loss ${formatMetric(loss!)}, accuracy ${percent(accuracy!)}, ${left} left`,
    );
  }

  #epoch(epoch: number, { valLoss, valAccuracy, accuracy }: Logs): void {
    this.chart.add('validation', epoch, valLoss, valAccuracy);
    this.say(`Epoch ${epoch}: accuracy ${percent(accuracy!)}, on validation images ${percent(valAccuracy!)}.`);
  }

  #status(text: string): void {
    byId('status').textContent = text;
  }
}
