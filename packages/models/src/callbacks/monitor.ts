import { type Logs, requireArgument, unknownName } from '@glassbox/core';
import { type Direction, metricDirection } from '@glassbox/regularization';

/** A measure to watch, and which way it should go. */
export interface MonitorOptions {
  /** The measure by its name in the logs. Default `valLoss`. */
  readonly monitor?: string;
  /** Whether smaller (`min`) or larger (`max`) values are better. Default `auto`: known from the name of the measure. */
  readonly mode?: Direction | 'auto';
}

/** Reads a measure from logs and says whether a value is better than another by more than a difference. */
export interface Monitor {
  readonly name: string;
  /** Throws `unknown-name` where the logs lack the measure. */
  read(logs: Logs): number;
  /** A value that is not finite is never better; any other is better than none. */
  improves(value: number, best: number | undefined): boolean;
}

/** Throws `bad-argument` where the direction is neither given nor known. */
export function monitorOf({ monitor = 'valLoss', mode = 'auto' }: MonitorOptions, minDelta = 0): Monitor {
  requireArgument(['auto', 'min', 'max'].includes(mode), `mode is 'min', 'max' or 'auto', but '${mode}' came.`);
  const direction = mode === 'auto' ? metricDirection(monitor) : mode;
  requireArgument(
    direction,
    `Whether a larger or a smaller '${monitor}' is better is not known. Say it: mode: 'max' or mode: 'min'.`,
  );
  return {
    name: monitor,
    read(logs) {
      const value = logs[monitor];
      if (value === undefined) throw unknownName('measure to watch', monitor, Object.keys(logs));
      return value;
    },
    improves(value, best) {
      if (!Number.isFinite(value)) return false;
      if (best === undefined) return true;
      return direction === 'min' ? value + minDelta < best : value - minDelta > best;
    },
  };
}
