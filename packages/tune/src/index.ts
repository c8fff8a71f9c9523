export { commandLine } from './cli/command-line.js';
export type { Interrupts, SignalSource } from './cli/interrupts.js';
export type { Surroundings, TextStream } from './cli/surroundings.js';
export type { StudySettings } from './study/objective.js';
