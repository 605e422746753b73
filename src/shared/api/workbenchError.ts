import type { Json } from '../domain/json.ts'

export type WorkbenchErrorKind =
  | 'invalid-input'
  | 'not-found'
  | 'conflict'
  | 'cancelled'
  | 'refused'
  | 'model'
  | 'storage'
  | 'disconnected'
  | 'internal'

/**
 * An expected failure. The message is for a person: what was found, what was expected, what to do.
 * `details` travels with it (for `conflict`: both versions). Anything else thrown becomes `internal`.
 */
export class WorkbenchError extends Error {
  readonly kind: WorkbenchErrorKind
  readonly details: Json

  constructor(kind: WorkbenchErrorKind, message: string, details: Json = null) {
    super(message)
    this.name = 'WorkbenchError'
    this.kind = kind
    this.details = details
  }
}
