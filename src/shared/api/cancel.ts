import type { CancelSignal } from './contract.ts'

/** An abort controller of our own: this layer knows neither the DOM nor Node. */
export interface Cancel {
  readonly signal: CancelSignal
  cancel(): void
}

export function createCancel(): Cancel {
  const listeners: (() => void)[] = []
  let aborted = false
  return {
    signal: {
      get aborted() {
        return aborted
      },
      addEventListener: (_type, listener) => void listeners.push(listener),
    },
    cancel: () => {
      if (aborted) return
      aborted = true
      for (const listener of listeners) listener()
    },
  }
}
