/** What is kept on this device: the last good list of each source, the reader's own source, and how the last look went. */

const NAME = "masthead";
const TABLE = "kept";

/** @type {Promise<IDBDatabase> | null} */
let opened = null;

/**
 * What is kept under the name; undefined where there is nothing, or where this browser keeps nothing.
 * @param {string} name
 */
export async function kept(name) {
  try {
    return await done((table) => table.get(name), "readonly");
  } catch {
    return undefined;
  }
}

/**
 * @param {string} name
 * @param {any} value
 */
export function keep(name, value) {
  return done((table) => table.put(value, name), "readwrite");
}

/** @param {string} name */
export function forget(name) {
  return done((table) => table.delete(name), "readwrite");
}

/**
 * @param {(table: IDBObjectStore) => IDBRequest} ask
 * @param {IDBTransactionMode} mode
 * @returns {Promise<any>} the answer, once it is on disk
 */
async function done(ask, mode) {
  opened ??= open().catch((error) => {
    opened = null;
    throw error;
  });
  const database = await opened;
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(TABLE, mode);
    const request = ask(transaction.objectStore(TABLE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

/** @returns {Promise<IDBDatabase>} */
function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
    request.onsuccess = () => {
      const database = request.result;
      const gone = () => {
        opened = null;
      };
      database.onversionchange = () => (database.close(), gone());
      database.onclose = gone;
      resolve(database);
    };
    request.onerror = () => reject(request.error);
  });
}
