import { createClient } from '../../shared/api/client.ts'
import type { CallOptions, Client } from '../../shared/api/client.ts'
import type {
  EventName,
  EventPayload,
  Immutable,
  MethodName,
  Params,
  Result,
} from '../../shared/api/contract.ts'
import type { Transport } from '../../shared/api/transport.ts'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { createStore } from './store.ts'
import type { Store } from './store.ts'

export type ConnectionState = 'connecting' | 'open' | 'lost'

/** The core behind a connection that mends itself. Calls made while it is down reject at once as `disconnected`. */
export interface Connection {
  call<M extends MethodName>(
    method: M,
    params: Immutable<Params<M>>,
    options?: CallOptions,
  ): Promise<Result<M>>
  /** Outlives reconnection. Returns the function that ends the subscription. */
  on<E extends EventName>(name: E, listener: (payload: EventPayload<E>) => void): () => void
  readonly state: Pick<Store<ConnectionState>, 'get' | 'subscribe'>
  /** Does not wait for the next attempt. */
  readonly retry: () => void
  readonly close: () => void
}

/** Milliseconds before attempt n + 1; the last one repeats. The program is on this machine: asking again costs nothing. */
const DELAYS = [200, 500, 1000]
/**
 * Milliseconds an attempt may take. Chromium now and then leaves a WebSocket connecting for ever when the program ends
 * or starts at that moment: neither `open` nor `error` follows.
 */
const PATIENCE = 3000

/**
 * `open` makes one transport, ready to send, or rejects; it is called again whenever the last one closed. It lets go of
 * what it began when its signal is aborted.
 */
export function createConnection(open: (signal: AbortSignal) => Promise<Transport>): Connection {
  const state = createStore<ConnectionState>('connecting')
  const subscriptions = new Set<(client: Client) => () => void>()
  let client: Client | null = null
  let failures = 0
  /** Runs out when the next attempt is due or, during one, when it took too long. */
  let timer: ReturnType<typeof setTimeout> | undefined
  let attempt = new AbortController()
  let closed = false

  /** Gives up the attempt under way, if there is one: two connections at once would tell of each change twice. */
  const connect = (): void => {
    clearTimeout(timer)
    attempt.abort()
    attempt = new AbortController()
    const { signal } = attempt
    timer = setTimeout(() => {
      attempt.abort()
      again()
    }, PATIENCE)
    open(signal).then(
      (transport) => {
        if (signal.aborted) transport.close()
        else connected(transport)
      },
      () => {
        if (!signal.aborted) again()
      },
    )
  }

  const connected = (transport: Transport): void => {
    clearTimeout(timer)
    failures = 0
    client = createClient(transport)
    for (const subscribe of subscriptions) subscribe(client)
    client.onClose(again)
    state.set('open')
  }

  const again = (): void => {
    client = null
    clearTimeout(timer)
    if (closed) return
    state.set('lost')
    timer = setTimeout(connect, DELAYS[Math.min(failures, DELAYS.length - 1)])
    failures += 1
  }

  connect()
  return {
    call: async (method, params, options) => {
      if (client === null) throw new WorkbenchError('disconnected', 'There is no connection to the program.')
      return client.call(method, params, options)
    },
    on: (name, listener) => {
      let end: () => void = () => undefined
      const subscribe = (current: Client): (() => void) => (end = current.on(name, listener))
      subscriptions.add(subscribe)
      if (client !== null) subscribe(client)
      return () => {
        subscriptions.delete(subscribe)
        end()
      }
    },
    state,
    retry: () => {
      if (client === null && !closed) connect()
    },
    close: () => {
      closed = true
      clearTimeout(timer)
      attempt.abort()
      client?.close()
    },
  }
}
