// Prints what loading MNIST takes over an empty Node process. Run it after a build: node scripts/measure-load.mjs
const before = process.memoryUsage().rss;
const { mnist } = await import('../dist/index.js');
const start = performance.now();
const { train, test } = await mnist.load();
const milliseconds = performance.now() - start;
const megabytes = (process.memoryUsage().rss - before) / 1e6;
console.log(
  `${train.size} + ${test.size} images in ${milliseconds.toFixed(0)} ms, ${megabytes.toFixed(0)} MB over an empty process`,
);
