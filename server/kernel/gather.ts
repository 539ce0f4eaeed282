/** So many questions at once: one that hangs holds up those who asked with it, not everybody. */
const under_way_max = 4;

/**
 * Turns a question about many keys into a question about one, without asking for each: calls that come while answers are under
 * way are asked together once one is back, at most `max` keys at once. Undefined where `ask` knows nothing of a key. Where a
 * question fails, everybody who waits fails with it: behind a database that is away nobody waits for the next try in line.
 */
export function gather<K, V>(
  max: number,
  ask: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>,
): (key: K) => Promise<V | undefined> {
  interface Waiting {
    readonly key: K;
    readonly resolve: (value: V | undefined) => void;
    readonly reject: (error: unknown) => void;
  }
  let waiting: Waiting[] = [];
  let under_way = 0;
  const work = async (): Promise<void> => {
    under_way += 1;
    // Callers of this turn of the event loop travel together.
    await Promise.resolve();
    while (waiting.length > 0) {
      const members = waiting.slice(0, max);
      waiting = waiting.slice(max);
      try {
        const found = await ask([...new Set(members.map((one) => one.key))]);
        for (const one of members) one.resolve(found.get(one.key));
      } catch (error) {
        const behind = waiting;
        waiting = [];
        for (const one of [...members, ...behind]) one.reject(error);
      }
    }
    under_way -= 1;
  };
  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject });
      // The next question leaves at once where none is under way, and otherwise once enough people wait to fill one.
      if (under_way === 0 || (waiting.length >= max && under_way < under_way_max)) void work();
    });
}
