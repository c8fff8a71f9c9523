import type { RecordList, RecordText } from '../records/record-list.js';

const STORE = 'records';

/** The records of a database, each under its place. */
export function indexedDbRecords(name: string): RecordList {
  let opened: Promise<IDBDatabase> | undefined;
  const database = () => {
    opened ??= open(name, () => {
      opened = undefined;
    });
    return opened;
  };
  return {
    async read(from) {
      const transaction = (await database()).transaction(STORE, 'readonly');
      return resultOf<RecordText[]>(transaction.objectStore(STORE).getAll(IDBKeyRange.lowerBound(from)));
    },
    // While a transaction that writes is open, no other begins: not in this tab and not in another.
    async update(from, decide) {
      const transaction = (await database()).transaction(STORE, 'readwrite', { durability: 'strict' });
      return appended(transaction, from, decide);
    },
    async close() {
      (await opened)?.close();
      opened = undefined;
    },
  };
}

/** @param onLost is called when the database is closed, since another version or its deletion waits for that. */
function open(name: string, onLost: () => void): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return resultOf(request).then(
    (database) => {
      database.onclose = onLost;
      database.onversionchange = () => {
        database.close();
        onLost();
      };
      return database;
    },
    (error: unknown) => {
      onLost();
      throw error;
    },
  );
}

function appended(transaction: IDBTransaction, from: number, decide: Parameters<RecordList['update']>[1]) {
  return new Promise<number>((resolve, reject) => {
    let end = from;
    let failure: unknown;
    const store = transaction.objectStore(STORE);
    const request: IDBRequest<RecordText[]> = store.getAll(IDBKeyRange.lowerBound(from));
    request.onsuccess = () => {
      end += request.result.length;
      try {
        for (const record of decide(request.result, from)) store.add(record, end++);
      } catch (error) {
        failure = error;
        transaction.abort();
      }
    };
    transaction.oncomplete = () => resolve(end);
    transaction.onabort = () => reject(failure ?? transaction.error);
  });
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
