import { z } from './zod.ts'
import { id } from './method.ts'
import type { Method } from './method.ts'
import { agreementMethods } from './methods/agreement.ts'
import { appMethods } from './methods/app.ts'
import { bulkMethods } from './methods/bulk.ts'
import { correctionsMethods } from './methods/corrections.ts'
import { errorsMethods } from './methods/errors.ts'
import { exportMethods } from './methods/export.ts'
import { importMethods } from './methods/import.ts'
import { jobsMethods } from './methods/jobs.ts'
import { lintMethods } from './methods/lint.ts'
import { modelsMethods } from './methods/models.ts'
import { postsMethods } from './methods/posts.ts'
import { projectsMethods } from './methods/projects.ts'
import { snapshotsMethods } from './methods/snapshots.ts'
import { trainingMethods } from './methods/training.ts'
import { job } from './schemas.ts'

/** Every method of the program. The renderer, the tests and the command line see nothing else. */
export const methods = {
  ...appMethods,
  ...projectsMethods,
  ...snapshotsMethods,
  ...postsMethods,
  ...correctionsMethods,
  ...bulkMethods,
  ...lintMethods,
  ...importMethods,
  ...modelsMethods,
  ...trainingMethods,
  ...exportMethods,
  ...errorsMethods,
  ...agreementMethods,
  ...jobsMethods,
} as const satisfies Record<string, Method>

/** What the core says unasked. */
export const events = {
  /** One job moved: progress, or an end. */
  'jobs.progress': job,
  /** A command was chosen in the menu of the system. */
  'app.command': z.strictObject({ id: z.string() }),
  /** Rows changed: which queries to ask again. `postIds` null: many. */
  'store.changed': z.strictObject({
    topics: z.array(
      z.enum([
        'project',
        'posts',
        'corrections',
        'predictions',
        'models',
        'causes',
        'readings',
        'agreements',
      ]),
    ),
    postIds: z.array(id).nullable(),
  }),
  /** The model process came up, changed device or fell over: one line for the header. */
  'model.state': z.strictObject({
    model: z.string().nullable(),
    device: z.string().nullable(),
    note: z.string(),
  }),
} as const satisfies Record<string, z.ZodType>

export type Methods = typeof methods
export type MethodName = keyof Methods
export type Params<M extends MethodName> = z.infer<Methods[M]['params']>
export type Result<M extends MethodName> = z.infer<Methods[M]['result']>
export type Events = typeof events
export type EventName = keyof Events
export type EventPayload<E extends EventName> = z.infer<Events[E]>
/** The part of AbortSignal a handler needs; this layer knows neither the DOM nor Node. */
export interface CancelSignal {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void): void
}

/** The same values, not to be written to: domain types are readonly, what zod infers is not. */
export type Immutable<T> = T extends readonly (infer E)[]
  ? readonly Immutable<E>[]
  : T extends object
    ? { readonly [K in keyof T]: Immutable<T[K]> }
    : T

/** What the dispatcher hands to a handler beside its params. `client` names the connection. */
export interface Call {
  readonly signal: CancelSignal
  readonly client: string
}

export type Handlers = {
  readonly [M in MethodName]: (
    params: Immutable<Params<M>>,
    call: Call,
  ) => Promise<Immutable<Result<M>>> | Immutable<Result<M>>
}
