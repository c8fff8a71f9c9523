// A worker of a queue: its options as JSON. Says so when it is ready.
import { type BullMqWorkerOptions, bullmqWorker } from '@glassbox/tuning';

await bullmqWorker(JSON.parse(process.argv[2]!) as BullMqWorkerOptions);
console.log('ready');
