import { expect, it } from 'vitest';
import { Facts } from './chapter.js';
import { frame } from './frame.js';
import { chapters } from './index.js';

it('there is a chapter for each entry of the frame, in its order', () => {
  expect(chapters.map(({ id }) => id)).toEqual(frame.map(({ id }) => id));
});

it('a fact that no chapter has found out is refused', () => {
  const facts = new Facts();
  facts.put('verdict', { loss: 1, accuracy: 0.5 });
  expect(facts.get('verdict').accuracy).toBe(0.5);
  expect(facts.find('model')).toBeUndefined();
  expect(() => facts.get('model')).toThrow(expect.objectContaining({ code: 'chapter-missing' }));
});
