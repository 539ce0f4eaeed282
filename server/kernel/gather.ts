/**
 * Turns a question about many keys into a question about one, without asking for each: calls that come while an answer is
 * under way are asked together once it is back, at most `max` keys at once. Undefined where `ask` knows nothing of a key.
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
  let busy = false;
  const answer = async (members: readonly Waiting[]): Promise<void> => {
    try {
      const found = await ask([...new Set(members.map((one) => one.key))]);
      for (const one of members) one.resolve(found.get(one.key));
    } catch (error) {
      for (const one of members) one.reject(error);
    }
  };
  const work = async (): Promise<void> => {
    busy = true;
    // Callers of this turn of the event loop travel together.
    await Promise.resolve();
    while (waiting.length > 0) {
      const next = waiting.slice(0, max);
      waiting = waiting.slice(max);
      await answer(next);
    }
    busy = false;
  };
  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject });
      if (!busy) void work();
    });
}
