/** Longest record that is waited for; a longer one is a quote that was never closed. */
const LONGEST_RECORD = 2 ** 24;

type State = 'field-start' | 'plain' | 'quoted' | 'closed';

/**
 * Cuts text that comes in pieces after its last complete record. Each character is looked at once.
 *
 * A quote opens a quoted field only where the field begins, as in RFC 4180: in `5" pipe,3` it is a character like any other.
 */
export class RecordSplitter {
  #held = '';
  #scanned = 0;
  #state: State = 'field-start';

  constructor(readonly delimiter: string) {}

  /** Takes the next piece; gives the records that are complete, perhaps none, or undefined where one grows without end. */
  push(text: string): string | undefined {
    this.#held += text;
    const end = this.#scan();
    const complete = this.#held.slice(0, end);
    this.#held = this.#held.slice(end);
    this.#scanned -= end;
    return this.#held.length > LONGEST_RECORD ? undefined : complete;
  }

  /** What came after the last line end. */
  rest(): string {
    return this.#held;
  }

  /** Where the last record that is complete ends. */
  #scan(): number {
    let end = 0;
    for (; this.#scanned < this.#held.length; this.#scanned++) {
      const character = this.#held[this.#scanned]!;
      this.#state = this.#next(character);
      if (character === '\n' && this.#state === 'field-start') end = this.#scanned + 1;
    }
    return end;
  }

  #next(character: string): State {
    if (this.#state === 'quoted') return character === '"' ? 'closed' : 'quoted';
    if (character === '\n' || character === this.delimiter) return 'field-start';
    // A doubled quote stands for one: it closes the field and opens it again.
    if (character === '"' && this.#state !== 'plain') return 'quoted';
    return 'plain';
  }
}
