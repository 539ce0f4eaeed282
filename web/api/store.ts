import { useSyncExternalStore } from "react";

/** A value that components can listen to. */
export interface Store<T> {
  readonly get: () => T;
  readonly set: (next: T) => void;
  readonly listen: (listener: () => void) => () => void;
}

/** Makes a store. Listeners are called after each change, not when the same value is set again. */
export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return;
      value = next;
      // A copy: listeners come and go while they are called.
      const called = [...listeners];
      for (const listener of called) listener();
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The store's value, kept up to date in a component. */
export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.listen, store.get);
}
