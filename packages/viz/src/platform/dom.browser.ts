import { GlassboxError } from '@glassbox/core';

/** The document whose elements charts are made of: the page's own. */
export function drawingDocument(): Document {
  if (typeof document !== 'undefined') return document;
  throw new GlassboxError(
    'no-document',
    'Charts are drawn with the DOM, which a worker does not have. Send the numbers to the page and draw them there.',
  );
}
