// One block of shared memory tells workers what there is to do. Whoever is free, the caller among them, takes the next call: a worker
// that wakes late then finds less left, instead of keeping all others waiting.

/** Words: how often there was a job, the kernel's place among the exports, calls, numbers of each, the next ticket, calls done, failures. */
export const GENERATION = 0;
export const KERNEL = 1;
export const CALLS = 2;
export const WIDTH = 3;
/** Number of the job and of its next call in one word, so that nobody takes a call of a job that has ended. */
export const TICKET = 4;
export const DONE = 5;
export const FAILED = 6;
/** Workers that are asleep, or about to be: waking nobody costs more than a kernel's call. */
export const SLEEPERS = 7;

/** Bits of a ticket that number the call. */
export const TICKET_BITS = 8;

export const MOST_CALLS = 16;
/** Numbers that a call can have. */
const MOST_NUMBERS = 32;

/** Where the numbers begin, in bytes. */
export const NUMBERS_AT = 32;

export const BOARD_BYTES = NUMBERS_AT + 8 * MOST_CALLS * MOST_NUMBERS;
