import { useSyncExternalStore } from 'react'

/** A value outside React that components may watch: no global state library is needed for the few there are. */
export interface Store<T> {
  readonly get: () => T
  readonly set: (next: T | ((current: T) => T)) => void
  readonly subscribe: (listener: () => void) => () => void
}

export function createStore<T>(initial: T): Store<T> {
  const listeners = new Set<() => void>()
  let value = initial
  return {
    get: () => value,
    set: (next) => {
      const changed = typeof next === 'function' ? (next as (current: T) => T)(value) : next
      if (Object.is(changed, value)) return
      value = changed
      for (const listener of [...listeners]) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** `select` must return the same reference for the same part of the state. */
export function useStore<T, S = T>(store: Pick<Store<T>, 'get' | 'subscribe'>, select?: (value: T) => S): S {
  return useSyncExternalStore(store.subscribe, () => (select ?? (identity as (value: T) => S))(store.get()))
}

function identity<T>(value: T): T {
  return value
}
