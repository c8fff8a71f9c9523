// Prints the log of a storage: at once, or when some trial was lost by its worker.
import { storageAt } from './kills.storage.js';

const [place, until] = process.argv.slice(2) as [string, 'now' | 'lost'];
const storage = storageAt(place);
for (;;) {
  const { operations } = await storage.read(0);
  if (until === 'now' || operations.some((each) => each.op === 'set-state' && each.lost)) {
    console.log(JSON.stringify(operations));
    break;
  }
  await new Promise((resolve) => setTimeout(resolve, 20));
}
await storage.close?.();
