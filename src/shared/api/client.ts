import type { Json } from '../domain/json.ts'
import type {
  CancelSignal,
  EventName,
  EventPayload,
  Immutable,
  MethodName,
  Params,
  Result,
} from './contract.ts'
import type { ClientMessage, CoreMessage } from './messages.ts'
import type { Transport } from './transport.ts'
import { WorkbenchError } from './workbenchError.ts'

export interface CallOptions {
  /** Cancels the call: it rejects with kind `cancelled` and the core is told to stop. */
  readonly signal?: CancelSignal | undefined
}

/** The core as everything outside it sees it. */
export interface Client {
  /** Rejects with a `WorkbenchError`; kind `disconnected` when the connection ended before an answer came. */
  call<M extends MethodName>(
    method: M,
    params: Immutable<Params<M>>,
    options?: CallOptions,
  ): Promise<Result<M>>
  /** Returns the function that ends the subscription. */
  on<E extends EventName>(name: E, listener: (payload: EventPayload<E>) => void): () => void
  onClose(listener: () => void): () => void
  close(): void
}

interface Pending {
  resolve(result: Json): void
  reject(error: WorkbenchError): void
}

export function createClient(transport: Transport): Client {
  const pending = new Map<number, Pending>()
  const listeners = new Map<string, Set<(payload: never) => void>>()
  const closeListeners = new Set<() => void>()
  let nextId = 1
  let open = true

  transport.onMessage((message) => {
    receive(message as unknown as CoreMessage)
  })
  transport.onClose(end)

  function receive(message: CoreMessage): void {
    if (message.type === 'event') {
      for (const listener of [...(listeners.get(message.name) ?? [])]) listener(message.payload as never)
      return
    }
    // A call that was cancelled here is forgotten; its late answer has no one to go to.
    const call = pending.get(message.id)
    pending.delete(message.id)
    if (message.type === 'result') call?.resolve(message.result)
    else call?.reject(new WorkbenchError(message.error.kind, message.error.message, message.error.details))
  }

  function end(): void {
    if (!open) return
    open = false
    const waiting = [...pending.values()]
    pending.clear()
    for (const call of waiting) call.reject(disconnected())
    for (const listener of [...closeListeners]) listener()
  }

  return {
    call: (method, params, options = {}) =>
      new Promise((resolve, reject) => {
        const cancelled = (): WorkbenchError => new WorkbenchError('cancelled', `${method} was cancelled.`)
        if (!open) {
          reject(disconnected())
          return
        }
        if (options.signal?.aborted === true) {
          reject(cancelled())
          return
        }
        const id = nextId++
        pending.set(id, { resolve: resolve as (result: Json) => void, reject })
        options.signal?.addEventListener('abort', () => {
          if (!pending.delete(id)) return
          transport.send({ type: 'cancel', id } satisfies ClientMessage)
          reject(cancelled())
        })
        transport.send({ type: 'call', id, method, params: params as Json } satisfies ClientMessage)
      }),
    on: (name, listener) => {
      const group = listeners.get(name) ?? new Set()
      listeners.set(name, group.add(listener))
      return () => group.delete(listener)
    },
    onClose: (listener) => {
      closeListeners.add(listener)
      return () => closeListeners.delete(listener)
    },
    close: () => {
      transport.close()
      end()
    },
  }
}

function disconnected(): WorkbenchError {
  return new WorkbenchError('disconnected', 'The connection to the program was lost before it answered.')
}
