// Prints `N passed, N failed, N skipped` for a JSON report of the test runner: sum-tests.mjs REPORT EXIT-STATUS.
import { existsSync, readFileSync } from 'node:fs';
import { summary, sumTests } from './setup/test-counts.mjs';

const [file = '', status = '1'] = process.argv.slice(2);
const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
const counts = sumTests(report, Number(status));
console.log(summary(counts));
process.exit(counts.failed ? 1 : 0);
