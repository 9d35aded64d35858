/** The browser profile's own key-value store, IndexedDB `OpenCRVS`. */
const opened = new Promise<IDBDatabase>((resolve, reject) => {
  const request = indexedDB.open('OpenCRVS', 1);
  request.onupgradeneeded = () => request.result.createObjectStore('keyvaluepairs');
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error ?? new Error('no local store'));
});

async function run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const store = (await opened).transaction('keyvaluepairs', mode).objectStore('keyvaluepairs');
  const request = work(store);
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('local store failed'));
  });
}

export const recall = <T>(key: string): Promise<T | undefined> =>
  run('readonly', (store) => store.get(key) as IDBRequest<T | undefined>);

export const remember = async (key: string, value: unknown): Promise<void> => {
  await run('readwrite', (store) => store.put(value, key));
};

export const forget = async (key: string): Promise<void> => {
  await run('readwrite', (store) => store.delete(key));
};
