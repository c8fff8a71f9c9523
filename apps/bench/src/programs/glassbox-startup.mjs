// How long Glassbox takes from the first import until its WASM backend is ready, in a process of its own and as published.
const start = performance.now();
const [{ useBackend }, { wasm }] = await Promise.all([
  import('@glassbox/backends'),
  import('@glassbox/backend-wasm'),
  import('@glassbox/models'),
]);
await useBackend(wasm());
console.log(JSON.stringify({ value: performance.now() - start }));
