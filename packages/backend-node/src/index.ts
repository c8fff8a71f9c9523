export { type NodeOptions, node } from './node.js';
