import { expect, it } from 'vitest';
import { Inbox } from './bullmq-outbox.js';

it('takes each parcel once, of the last thousand', () => {
  const inbox = new Inbox<number>();
  const job = (number: number) => ({
    id: `n${number}`,
    data: { messages: [number] },
    updateProgress: async () => undefined,
  });
  for (let number = 0; number < 1000; number++) expect(inbox.take(job(number))).toEqual([number]);
  expect(inbox.take(job(0))).toEqual([]);
  expect(inbox.take(job(1000))).toEqual([1000]);
  expect(inbox.take(job(1))).toEqual([]);
  expect(inbox.take(job(0))).toEqual([0]);
});
