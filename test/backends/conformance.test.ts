import { node } from '@glassbox/backend-node';
import { wasm } from '@glassbox/backend-wasm';
import { cpu } from '@glassbox/backends';
import { backendConformance } from '@glassbox/backends/testing';
import { describe, it } from 'vitest';

const api = { describe, it };

await backendConformance(cpu(), api, { other: wasm() });
await backendConformance(wasm(), api);
await backendConformance(node(), api);
