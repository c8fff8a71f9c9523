// Run in a process of its own by measured-layers.ts: writes what every layer gives on WebGPU in Node, or null where there is no WebGPU.
import { webgpu } from '@glassbox/backend-webgpu';
import { useBackend } from '@glassbox/backends';
import { measureLayers } from '../../packages/models/test/coverage/measure.js';

const plugin = webgpu();
const probe = await plugin.probe();
if (probe.available) {
  await useBackend(plugin);
  console.log(JSON.stringify({ device: probe.device, layers: await measureLayers() }));
} else console.log('null');
