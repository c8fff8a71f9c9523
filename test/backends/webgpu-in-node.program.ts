// Run in a process of its own by conformance-webgpu.test.ts: writes the conformance report of WebGPU in Node.
import { wasm } from '@glassbox/backend-wasm';
import { webgpu } from '@glassbox/backend-webgpu';
import { runConformance } from '@glassbox/backends/testing';

console.log(JSON.stringify(await runConformance(webgpu(), { other: wasm() })));
