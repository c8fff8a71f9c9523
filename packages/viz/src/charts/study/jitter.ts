const golden = (Math.sqrt(5) - 1) / 2;

/** A place across a band that is one wide, from -0.3 to 0.3, spread evenly over trials in their order and the same each time. */
export const jitter = (number: number) => (((number + 0.5) * golden) % 1) * 0.6 - 0.3;
