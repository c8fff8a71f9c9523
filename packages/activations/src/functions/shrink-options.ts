import { requireArgument } from '@glassbox/core';

/** Options of hardShrink and softShrink. */
export interface ShrinkOptions {
  /** Half the width of the band that becomes 0, a finite number of at least 0. Default 0.5. */
  readonly threshold?: number;
}

/** Throws `bad-argument` for a threshold that is negative or not finite. */
export function requireThreshold(threshold: number): void {
  requireArgument(
    threshold >= 0 && Number.isFinite(threshold),
    `threshold is a finite number of at least 0, but ${threshold} came. 0.5 is a usual one.`,
  );
}

/** Keras's form: the bare name for the default, since a saved name carries no threshold. */
export const shrinkConfig = (name: string, threshold: number) =>
  threshold === 0.5 ? name : { class_name: name, config: { threshold } };
