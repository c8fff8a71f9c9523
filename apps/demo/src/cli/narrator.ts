/** Where words go: standard output, or standard error. */
export interface TextStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Words of the run for people. */
export interface Narrator {
  /** A chapter begins. */
  heading(number: number, title: string): void;
  /** Running text, wrapped to the terminal. */
  say(text: string): void;
  /** Lines as they are: a table, a curve. */
  print(lines: string): void;
}

const mostColumns = 100;

/** Tells the run on a stream. */
export function narrator(stream: TextStream): Narrator {
  const columns = Math.min(mostColumns, stream.columns ?? mostColumns);
  const bold = (text: string) => (stream.isTTY && !process.env.NO_COLOR ? `\u001b[1m${text}\u001b[22m` : text);
  const print = (lines: string) => void stream.write(`${lines}\n`);
  return {
    heading: (number, title) => print(`\n${bold(`${number}. ${title}`)}`),
    say: (text) => print(wrap(text, columns)),
    print,
  };
}

/** Breaks running text at spaces so that no line is longer than `columns`, where words allow; leading spaces indent every line. */
export function wrap(text: string, columns: number): string {
  const indent = /^ */.exec(text)![0];
  const lines: string[] = [];
  for (const word of text.trim().split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`${indent}${word}`);
  }
  return lines.join('\n');
}
