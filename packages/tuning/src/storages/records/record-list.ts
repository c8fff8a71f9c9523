/** A record as text; undefined where one was and is lost. */
export type RecordText = string | undefined;

/** A list of records that only grows, kept by somebody else. */
export interface RecordList {
  /** The records from a place on. */
  read(from: number): Promise<readonly RecordText[]>;
  /**
   * Adds records while nobody else does, all of them or none, and gives the place after them.
   *
   * @param decide is told the records from a place on, and gives those to add; it may be called again, with what came since.
   */
  update(from: number, decide: (fresh: readonly RecordText[], from: number) => readonly string[]): Promise<number>;
  close?(): Promise<void>;
}

/** A list whose keeper can tell in one step whether it is as long as expected, and add to it. */
export interface ComparingList extends Pick<RecordList, 'read' | 'close'> {
  /** Adds records at a place where there is none, all of them or none; says whether it did. */
  append(place: number, records: readonly string[]): Promise<boolean>;
}

/** Lets who decides decide again until nobody was quicker. */
export function comparing(list: ComparingList): RecordList {
  return {
    ...list,
    async update(from, decide) {
      for (let start = from; ; ) {
        const fresh = await list.read(start);
        const end = start + fresh.length;
        const records = decide(fresh, start);
        if (records.length === 0 || (await appended(list, end, records))) return end + records.length;
        start = end;
      }
    },
  };
}

async function appended(list: ComparingList, place: number, records: readonly string[]): Promise<boolean> {
  try {
    return await list.append(place, records);
  } catch (error) {
    // A connection that broke may have broken after the records were kept.
    const found = await list.read(place).catch(() => []);
    if (areAt(found, records)) return true;
    throw error;
  }
}

/** Whether records are what was found at their place. */
export const areAt = (found: readonly RecordText[], records: readonly string[]): boolean =>
  records.every((record, i) => found[i] === record);
