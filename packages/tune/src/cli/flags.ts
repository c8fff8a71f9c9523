/** One option of the command line; it means the same in every command. */
export interface Flag {
  /** What its value is called in `--help`. A flag without one is a switch. */
  readonly value?: string;
  /** A value that would do, for messages. */
  readonly example?: string;
  /** Whether it may come several times; of others the last counts. */
  readonly repeats?: true;
  readonly help: string;
}

/** All options. */
export const flags = {
  storage: {
    value: 'PLACE',
    example: 'sweep.log',
    help: 'where studies are kept: a file, which is a journal as Optuna has it, or the address of a server',
  },
  name: {
    value: 'NAME',
    example: 'mnist',
    help: 'the study; default the one that there is, or else named as the objective',
  },
  trials: { value: 'N', example: '50', help: 'runs so many trials more' },
  total: { value: 'N', example: '100', help: 'runs trials until the study has so many, by all processes together' },
  direction: {
    value: 'WAY',
    example: 'maximize',
    repeats: true,
    help: 'minimize (default) or maximize; several times for several objectives',
  },
  sampler: { value: 'NAME', example: 'tpe', help: 'what chooses parameters; default tpe' },
  pruner: { value: 'NAME', example: 'asha', help: 'what ends bad trials early; default nop: nothing does' },
  seed: { value: 'N', example: '7', help: 'decides all draws; default one by chance, which is kept for going on' },
  space: { value: 'JSON', example: `'{"units":[32,64]}'`, help: 'values to combine, for --sampler grid' },
  workers: {
    value: 'N',
    example: '2',
    help: 'processes that run trials, one at a time each; default 1. With 0 they run in this one, for debuggers',
  },
  queue: {
    value: 'NAME',
    example: 'trials',
    help: 'a BullMQ queue: run and resume put trials into it, worker runs what is in it',
  },
  connection: {
    value: 'URL',
    example: 'redis://localhost:6379',
    help: 'the server that has the queue: Redis, Valkey or PostgreSQL',
  },
  timeout: { value: 'SECONDS', example: '600', help: 'fails a trial that takes longer' },
  lease: {
    value: 'SECONDS',
    example: '60',
    help: 'takes over the trial of a process that was silent for so long; default 60, and 30 of a queue',
  },
  target: { value: 'VALUE', example: '0.98', help: 'stops at a value that is as good' },
  'no-improvement': { value: 'N', example: '20', help: 'stops after so many trials without a better value' },
  reports: { value: 'N', example: '135', help: 'stops after so many reports of all trials together, such as epochs' },
  seconds: { value: 'S', example: '3600', help: 'begins no trial after so many seconds' },
  objective: { value: 'FILE', example: 'objective.js', help: 'where the objective is now; default where it was' },
  to: { value: 'FILE', example: 'sweep.csv', help: 'the file to write; its ending says the format' },
  as: { value: 'NAME', example: 'mnist-2', help: 'the name that the study gets; default its own' },
  json: { help: 'JSON on standard output' },
  quiet: { help: 'no progress' },
  help: { help: 'prints this' },
} as const satisfies Record<string, Flag>;

export type FlagName = keyof typeof flags;

export const flagOf = (name: FlagName): Flag => flags[name];
