import type { WriteStream } from 'node:tty';

/** What of `process` is changed. */
export interface Outputs {
  readonly stdout: Pick<WriteStream, 'write' | 'on'>;
  readonly stderr: Pick<WriteStream, 'write'>;
  exit(status: number): void;
}

/** As shells count it: 128 and the number of SIGPIPE. */
const BROKEN_PIPE = 141;

/**
 * Takes standard output for the program alone, so that it can be read by programs: what an objective prints goes to standard error.
 *
 * @returns writes to it.
 */
export function ownOutput(outputs: Outputs): (text: string) => void {
  const { stdout, stderr } = outputs;
  const write = stdout.write.bind(stdout);
  stdout.write = stderr.write.bind(stderr) as typeof stdout.write;
  // Whoever read has gone, such as head.
  stdout.on('error', () => outputs.exit(BROKEN_PIPE));
  return (text) => void write(text);
}
