const MOST = 20000;

/** What is found for a key, remembered among others; where they become too many all are forgotten, so that no process grows with its apps. */
export function remembered<Key, Found>(known: Map<Key, Found>, key: Key, find: (key: Key) => Found): Found {
  let found = known.get(key);
  if (found === undefined) {
    found = find(key);
    if (known.size >= MOST) {
      known.clear();
    }
    known.set(key, found);
  }
  return found;
}
