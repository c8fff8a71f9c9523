// A worker of a queue, for measure-executors.ts: its options as JSON.
import { type BullMqWorkerOptions, bullmqWorker } from '../src/index.js';

await bullmqWorker(JSON.parse(process.argv[2]!) as BullMqWorkerOptions);
console.log('ready');
