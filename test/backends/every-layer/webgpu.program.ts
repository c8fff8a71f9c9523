// Run in a process of its own by reports.ts: writes what every layer gives on WebGPU in Node.
import { webgpu } from '@glassbox/backend-webgpu';
import { measureLayers } from './measure-layers.js';

console.log(JSON.stringify(await measureLayers(webgpu())));
