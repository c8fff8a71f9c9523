import { parseHTML } from 'linkedom/worker';

let shared: Document | undefined;

/** The document whose elements charts are made of: in Node a small DOM of our own, made at the first chart. */
export function drawingDocument(): Document {
  shared ??= parseHTML('<!doctype html><html><body></body></html>').document;
  return shared;
}
