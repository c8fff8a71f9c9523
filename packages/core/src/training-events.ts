/** Values measured so far in an epoch, by camel-case name: `loss`, `accuracy`, `valLoss`, ... */
export type Logs = Readonly<Record<string, number>>;

/** Training starts. Counts are undefined where the data is a stream of unknown length. */
export interface TrainBegin {
  readonly type: 'train-begin';
  readonly epochs: number;
  /** Epochs already done by the run that this one resumes. */
  readonly initialEpoch: number;
  readonly samples: number | undefined;
  readonly validationSamples: number | undefined;
  readonly stepsPerEpoch: number | undefined;
  readonly batchSize: number;
}

export interface EpochBegin {
  readonly type: 'epoch-begin';
  /** Counted from 1. */
  readonly epoch: number;
}

/** One optimizer step is done. `logs` are running means over the epoch, as Keras prints them. */
export interface BatchEnd {
  readonly type: 'batch-end';
  readonly epoch: number;
  /** Steps done in this epoch, counted from 1. */
  readonly step: number;
  readonly logs: Logs;
  /** The loss of this batch alone, penalties included. */
  readonly batchLoss?: number;
  /** The rate of this step. */
  readonly learningRate?: number;
}

export interface EpochEnd {
  readonly type: 'epoch-end';
  readonly epoch: number;
  readonly logs: Logs;
  readonly seconds: number;
  readonly learningRate: number;
}

export interface TrainEnd {
  readonly type: 'train-end';
  readonly reason: 'completed' | 'stopped' | 'aborted';
  readonly epochsDone: number;
}

/** Progress of training as data; the terminal bar and the web page draw the same events. */
export type TrainingEvent = TrainBegin | EpochBegin | BatchEnd | EpochEnd | TrainEnd;
