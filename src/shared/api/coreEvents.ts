import type { EventName, EventPayload, Immutable } from './contract.ts'

export type CoreEvent = {
  readonly [E in EventName]: { name: E; payload: Immutable<EventPayload<E>> }
}[EventName]

/** What the core says unasked, to every connection alike. */
export interface CoreEvents {
  emit<E extends EventName>(name: E, payload: Immutable<EventPayload<E>>): void
  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: CoreEvent) => void): () => void
}

export function createCoreEvents(): CoreEvents {
  const listeners = new Set<(event: CoreEvent) => void>()
  return {
    emit: (name, payload) => {
      for (const listener of [...listeners]) listener({ name, payload } as CoreEvent)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
