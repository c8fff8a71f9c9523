/** The line of a process's standard error that says best why it ended: its last error without the stack, else its last line. */
export function lastComplaint(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() && !/^\s+at |^Node\.js v/.test(line));
  return (lines.findLast((line) => /error\b.*:/i.test(line)) ?? lines.at(-1) ?? 'it ended without a word').trim();
}
