import type { Json } from '../domain/json.ts'
import type { WorkbenchErrorKind } from './workbenchError.ts'

/** A refusal as it travels; never a stack. */
export interface WireError {
  readonly kind: WorkbenchErrorKind
  readonly message: string
  readonly details: Json
}

/** What a client says. `id` is chosen by the client and unique within its connection. */
export type ClientMessage =
  | { readonly type: 'call'; readonly id: number; readonly method: string; readonly params: Json }
  | { readonly type: 'cancel'; readonly id: number }

/** What the core says: one `result` or `error` for each call, and events unasked. */
export type CoreMessage =
  | { readonly type: 'result'; readonly id: number; readonly result: Json }
  | { readonly type: 'error'; readonly id: number; readonly error: WireError }
  | { readonly type: 'event'; readonly name: string; readonly payload: Json }

/** Limits of one message to the core. Transports may refuse earlier, by bytes. */
export const MESSAGE_LIMITS = { characters: 4 * 1024 * 1024, depth: 64, values: 1_000_000 } as const

/** Why a message must not be looked at any further; null: nothing is wrong with it so far. Never recurses. */
export function messageProblem(message: Json): string | null {
  let characters = 0
  let values = 0
  const pending: { value: Json; depth: number }[] = [{ value: message, depth: 0 }]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, depth } = next
    values += 1
    if (typeof value === 'string') characters += value.length
    if (values > MESSAGE_LIMITS.values || characters > MESSAGE_LIMITS.characters) {
      return `the message is larger than ${MESSAGE_LIMITS.characters} characters or ${MESSAGE_LIMITS.values} values`
    }
    if (typeof value !== 'object' || value === null) continue
    if (depth >= MESSAGE_LIMITS.depth)
      return `the message is nested more than ${MESSAGE_LIMITS.depth} levels deep`
    for (const [key, child] of Object.entries(value)) {
      if (key === '__proto__') return 'the message has a key `__proto__`'
      if (!Array.isArray(value)) characters += key.length
      pending.push({ value: child, depth: depth + 1 })
    }
  }
  return null
}
