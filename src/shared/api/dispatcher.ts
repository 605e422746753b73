import type { z } from './zod.ts'
import type { Json } from '../domain/json.ts'
import { createCancel } from './cancel.ts'
import type { Cancel } from './cancel.ts'
import type { CoreEvents } from './coreEvents.ts'
import { events as eventSchemas, methods } from './contract.ts'
import type { CancelSignal, Handlers, MethodName } from './contract.ts'
import { messageProblem } from './messages.ts'
import type { CoreMessage, WireError } from './messages.ts'
import type { Transport } from './transport.ts'
import { WorkbenchError } from './workbenchError.ts'

export interface DispatcherOptions {
  readonly handlers: Handlers
  readonly events: CoreEvents
  /** Writes an unexpected error to the log and returns the id of the entry, which is all the client learns. */
  readonly report: (error: unknown, doing: string) => string
}

/** The gate between connections and the handlers: nothing unchecked passes it in either direction. */
export interface Dispatcher {
  /**
   * Serves one connection until it closes. `client` names it in `call.client`.
   * Closing cancels what it was reading; a write that was received is carried out (its sender may repeat it).
   */
  attach(transport: Transport, client: string): void
}

export function createDispatcher({ handlers, events, report }: DispatcherOptions): Dispatcher {
  let lastWrite: Promise<unknown> = Promise.resolve()

  /** Params are valid when this is called; the result is checked before it may leave. */
  async function run(
    method: MethodName,
    params: unknown,
    signal: CancelSignal,
    client: string,
  ): Promise<Json> {
    if (signal.aborted) throw cancelled(method)
    const handler = handlers[method] as (
      params: unknown,
      call: { signal: CancelSignal; client: string },
    ) => unknown
    const result = methods[method].result.safeParse(await handler(params, { signal, client }))
    if (!result.success) throw new Error(`${method} returned a wrong result: ${describeIssues(result.error)}`)
    return result.data
  }

  function inOrder(work: () => Promise<Json>): Promise<Json> {
    const result = lastWrite.then(work)
    lastWrite = result.catch(() => undefined)
    return result
  }

  function encode(error: unknown, doing: string): WireError {
    if (error instanceof WorkbenchError) {
      return { kind: error.kind, message: error.message, details: error.details }
    }
    const entry = report(error, doing)
    return {
      kind: 'internal',
      message: `The program met an unexpected problem in ${doing}. It is in the log as entry ${entry}. Try again; if it comes back, report it with that entry.`,
      details: null,
    }
  }

  return {
    attach: (transport, client) => {
      const running = new Map<number, { cancel: Cancel; mutates: boolean }>()
      const send = (message: CoreMessage): void => {
        transport.send(message as unknown as Json)
      }

      const unsubscribe = events.subscribe(({ name, payload }) => {
        const checked = eventSchemas[name].safeParse(payload)
        if (checked.success) send({ type: 'event', name, payload: checked.data as Json })
        else report(new Error(`wrong payload: ${describeIssues(checked.error)}`), `event ${name}`)
      })

      transport.onMessage((message) => {
        const problem = messageProblem(message)
        const request = readRequest(message)
        if (request === null) return
        if (request.type === 'cancel') {
          running.get(request.id)?.cancel.cancel()
          return
        }
        const { id } = request
        const fail = (error: unknown, doing: string): void => {
          send({ type: 'error', id, error: encode(error, doing) })
        }
        if (problem !== null) {
          fail(invalid(`The request was refused: ${problem}.`), 'a request')
          return
        }
        let call: { method: MethodName; params: unknown }
        try {
          if (running.has(id)) throw invalid(`The request was refused: call ${id} is still running.`)
          call = checkCall(request.method, request.params)
        } catch (error) {
          fail(error, 'a request')
          return
        }
        const { method, params } = call
        const cancel = createCancel()
        const { mutates } = methods[method]
        running.set(id, { cancel, mutates })
        const work = (): Promise<Json> => run(method, params, cancel.signal, client)
        void (mutates ? inOrder(work) : work()).then(
          (result) => {
            running.delete(id)
            send({ type: 'result', id, result })
          },
          (error: unknown) => {
            running.delete(id)
            fail(error, method)
          },
        )
      })

      transport.onClose(() => {
        unsubscribe()
        for (const { cancel, mutates } of running.values()) if (!mutates) cancel.cancel()
      })
    },
  }
}

type Request =
  | { readonly type: 'call'; readonly id: number; readonly method: unknown; readonly params: unknown }
  | { readonly type: 'cancel'; readonly id: number }

/** Null: there is no call id to answer to, so there is nobody to tell. */
function readRequest(message: Json): Request | null {
  if (typeof message !== 'object' || message === null || Array.isArray(message)) return null
  const { type, id, method, params } = message as Record<string, Json | undefined>
  if (typeof id !== 'number' || !Number.isSafeInteger(id)) return null
  if (type === 'cancel') return { type, id }
  return type === 'call' ? { type, id, method, params } : null
}

function checkCall(method: unknown, params: unknown): { method: MethodName; params: unknown } {
  if (typeof method !== 'string' || !Object.hasOwn(methods, method)) {
    throw invalid(
      typeof method === 'string' ? `There is no method "${method.slice(0, 60)}".` : 'The method has no name.',
    )
  }
  const name = method as MethodName
  const checked = methods[name].params.safeParse(params)
  if (!checked.success) throw invalid(`${name} was refused: ${describeIssues(checked.error)}.`)
  return { method: name, params: checked.data }
}

/** The first three issues, each with its place. */
function describeIssues(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.length === 0 ? 'the value' : path.map(String).join('.')}: ${message}`)
    .join('; ')
}

function invalid(message: string): WorkbenchError {
  return new WorkbenchError('invalid-input', message)
}

function cancelled(method: string): WorkbenchError {
  return new WorkbenchError('cancelled', `${method} was cancelled.`)
}
