// How long tfjs takes from the first import until its WASM backend is ready, in a process of its own.
const start = performance.now();
const [tf] = await Promise.all([
  import('@tensorflow/tfjs-core'),
  import('@tensorflow/tfjs-layers'),
  import('@tensorflow/tfjs-backend-wasm'),
]);
await tf.setBackend('wasm');
await tf.ready();
console.log(JSON.stringify({ value: performance.now() - start, versions: { 'tfjs-core': tf.version_core } }));
