import { z } from 'zod'
import { exportOptions, importPreview, lintReport, modelSummary, projectSummary } from './documents.ts'
import {
  chosenFile,
  correction,
  errorCase,
  importOptions,
  job,
  label,
  menuCommand,
  postDetail,
  postFilter,
  postOrder,
  postState,
  postSummary,
  span,
  scoredSpan,
} from './schemas.ts'

/** One method: what goes in, what comes back, and whether it may change anything (writes run one at a time). */
export interface Method<P extends z.ZodType = z.ZodType, R extends z.ZodType = z.ZodType> {
  readonly params: P
  readonly result: R
  readonly mutates: boolean
}

const read = <P extends z.ZodType, R extends z.ZodType>(params: P, result: R): Method<P, R> => ({
  params,
  result,
  mutates: false,
})
const write = <P extends z.ZodType, R extends z.ZodType>(params: P, result: R): Method<P, R> => ({
  params,
  result,
  mutates: true,
})

const nothing = z.strictObject({})
const id = z.number().int().nonnegative()
const count = id

const repairRule = z.enum(['begin', 'join-previous', 'outside'])

/** Every method of the program. The renderer, the tests and the command line see nothing else. */
export const methods = {
  'app.info': read(
    nothing,
    z.strictObject({
      version: z.string(),
      host: z.enum(['desktop', 'web', 'cli', 'memory']),
      /** Desktop opens native dialogs (`files.choose`); the web host lets one browse its data root (`files.browse`). */
      files: z.enum(['dialog', 'browse']),
      author: z.string(),
    }),
  ),
  /** What the page can do, for the menu of the system; a host without one takes no notice. */
  'app.showCommands': read(z.strictObject({ commands: z.array(menuCommand).max(500) }), nothing),
  'app.setAuthor': write(z.strictObject({ author: z.string().min(1).max(100) }), nothing),

  'files.choose': read(
    z.strictObject({
      purpose: z.enum(['import', 'pictures', 'captions', 'project', 'new-project', 'export', 'model']),
      suggestedName: z.string().max(200).optional(),
    }),
    z.strictObject({ files: z.array(chosenFile) }),
  ),
  'files.browse': read(
    z.strictObject({ folder: z.string().max(4096) }),
    z.strictObject({
      folder: z.string(),
      parent: z.string().nullable(),
      /** For making something new in this folder: a token that stands for `folder` itself. */
      token: z.string(),
      entries: z.array(z.strictObject({ ...chosenFile.shape, path: z.string() })),
    }),
  ),

  'projects.current': read(nothing, projectSummary.nullable()),
  'projects.recent': read(
    nothing,
    z.array(
      z.strictObject({
        token: z.string(),
        name: z.string(),
        location: z.string(),
        openedAt: z.string().nullable(),
        sample: z.boolean(),
      }),
    ),
  ),
  'projects.open': write(z.strictObject({ token: z.string() }), projectSummary),
  'projects.create': write(
    z.strictObject({
      token: z.string(),
      name: z.string().min(1).max(100),
      labels: z.array(label).min(1).max(40),
    }),
    projectSummary,
  ),
  'projects.close': write(nothing, nothing),

  'posts.page': read(
    z.strictObject({
      filter: postFilter,
      order: postOrder,
      offset: id,
      limit: z.number().int().min(1).max(500),
    }),
    z.strictObject({ total: count, reviewed: count, offset: id, rows: z.array(postSummary) }),
  ),
  'posts.get': read(z.strictObject({ id }), postDetail),
  /** Position of a post in an ordered, filtered list; null: not in it. */
  'posts.position': read(
    z.strictObject({ id, filter: postFilter, order: postOrder }),
    z.strictObject({ position: id.nullable() }),
  ),

  'corrections.save': write(
    z.strictObject({
      /** `location` of the project the edit was made in: one project's edits never reach another's posts. */
      project: z.string().max(4096),
      editId: z.string().min(8).max(64),
      postId: id,
      expectedRevision: id,
      after: postState,
      undoes: z.string().max(64).nullable(),
    }),
    /** `repeated`: this edit id was already stored; the answer is the first one. Refused as `conflict` with details
     *  `{yours: PostState, theirs: PostState, revision, author, at}` when the revision has moved on; as `not-found`
     *  when another project is open. */
    z.strictObject({ postId: id, revision: id, savedAt: z.string(), repeated: z.boolean() }),
  ),
  'corrections.history': read(z.strictObject({ postId: id }), z.array(correction)),

  'lint.report': read(z.strictObject({ examples: z.number().int().min(0).max(200) }), lintReport),
  'lint.previewRepair': read(
    z.strictObject({ rule: repairRule, examples: z.number().int().min(0).max(200) }),
    z.strictObject({
      posts: count,
      tags: count,
      examples: z.array(
        z.strictObject({
          postId: id,
          externalId: z.string(),
          tokens: z.array(z.string()),
          before: z.array(z.string()),
          after: z.array(z.string()),
        }),
      ),
    }),
  ),
  'lint.repair': write(z.strictObject({ rule: repairRule }), job),

  'import.preview': read(
    z.strictObject({ files: z.array(z.string()).min(1).max(100), options: importOptions }),
    importPreview,
  ),
  'import.start': write(
    z.strictObject({
      files: z.array(z.string()).min(1).max(100),
      pictures: z.string().nullable(),
      captions: z.string().nullable(),
      options: importOptions,
    }),
    job,
  ),

  'predict.start': write(
    z.strictObject({
      model: z.string(),
      which: z.enum(['unreviewed', 'all']),
      device: z.enum(['auto', 'cpu', 'webgpu', 'cuda', 'directml', 'coreml']),
      limit: z.number().int().positive().nullable(),
    }),
    job,
  ),
  'models.list': read(nothing, z.array(modelSummary)),

  'export.plan': read(
    exportOptions,
    z.strictObject({
      posts: count,
      spans: count,
      leftOut: z.array(z.strictObject({ externalId: z.string(), reason: z.string() })),
    }),
  ),
  'export.start': write(
    z.strictObject({ token: z.string(), name: z.string().min(1).max(200), options: exportOptions }),
    job,
  ),

  /** Gold against the current model run, over posts that have both. Scores are percentages with two decimals. */
  'errors.report': read(
    z.strictObject({ which: z.enum(['all', 'reviewed']) }),
    z.strictObject({
      posts: count,
      gold: count,
      predicted: count,
      correct: count,
      precision: z.number(),
      recall: z.number(),
      f1: z.number(),
      /** 95 % bootstrap interval of F1 over posts; null when no post has both readings. */
      interval95: z.tuple([z.number(), z.number()]).nullable(),
      kinds: z.strictObject({ missed: count, spurious: count, 'wrong-type': count, 'wrong-boundary': count }),
      types: z.array(
        z.strictObject({
          type: z.string(),
          precision: z.number(),
          recall: z.number(),
          f1: z.number(),
          support: count,
        }),
      ),
      /** Rows gold, columns model, null = "none": each span stands in it once, so a right type with a wrong edge is
       *  on the diagonal. Cells of zero are left out. */
      confusion: z.array(
        z.strictObject({ gold: z.string().nullable(), predicted: z.string().nullable(), count }),
      ),
    }),
  ),
  'errors.examples': read(
    z.strictObject({
      which: z.enum(['all', 'reviewed']),
      kind: z.enum(['missed', 'spurious', 'wrong-type', 'wrong-boundary']).optional(),
      gold: z.string().nullable().optional(),
      predicted: z.string().nullable().optional(),
      offset: id,
      limit: z.number().int().min(1).max(200),
    }),
    z.strictObject({
      /** Posts with at least one matching case, and the matching cases in them. */
      total: count,
      cases: count,
      /** Those posts in file order, as many as `postFilter.ids` can hold. */
      postIds: z.array(id).max(10_000),
      rows: z.array(
        z.strictObject({
          postId: id,
          externalId: z.string(),
          tokens: z.array(z.string()),
          pictureHash: z.string().nullable(),
          gold: z.array(span),
          predicted: z.array(scoredSpan),
          cases: z.array(errorCase),
        }),
      ),
    }),
  ),

  /** The document of `vsgn errors --json`. */
  'errors.document': read(
    z.strictObject({
      which: z.enum(['all', 'reviewed']),
      examplesPerKind: z.number().int().min(0).max(10_000),
    }),
    z.json(),
  ),

  'jobs.list': read(nothing, z.array(job)),
  'jobs.cancel': write(z.strictObject({ id: z.string() }), nothing),
} as const satisfies Record<string, Method>

/** What the core says unasked. */
export const events = {
  /** One job moved: progress, or an end. */
  'jobs.progress': job,
  /** A command was chosen in the menu of the system. */
  'app.command': z.strictObject({ id: z.string() }),
  /** Rows changed: which queries to ask again. `postIds` null: many. */
  'store.changed': z.strictObject({
    topics: z.array(z.enum(['project', 'posts', 'corrections', 'predictions', 'models'])),
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
