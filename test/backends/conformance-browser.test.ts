import { reportConformance } from '@glassbox/backends/testing';
import { describe, it } from 'vitest';
import { inBrowser } from './reports.js';

for (const report of await inBrowser(['wasm', 'relaxed', 'webgpu'])) reportConformance(report, { describe, it });
