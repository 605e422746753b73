import { z } from './zod.ts'
import { count } from './method.ts'

// The documents that finished jobs carry as `result`, the same ones the command line prints. A reader takes the fields
// it knows and leaves the others: later versions say more.

const problem = z.object({
  severity: z.enum(['warning', 'error']),
  /** From 1, LF counted; null where it does not apply. */
  line: count.nullable(),
  record: count.nullable(),
  entry: z.string().nullable(),
  message: z.string(),
})

/** What became of one file: `read = stored + skipped + refused`; the first 100 problems of `problemCount`. */
/** Names of pictures by what was found of them. */
const pictureCounts = z.object({ found: count, missing: count, broken: count, refused: count })

const importedFile = z.object({
  file: z.string(),
  /** Name inside the zip `file`; null or missing: it is no zip. */
  entry: z.string().nullish(),
  format: z.string(),
  encoding: z.string(),
  split: z.object({ name: z.string() }).nullish(),
  read: count,
  stored: count,
  skipped: count,
  refused: count,
  problemCount: count,
  problems: z.array(problem),
})

export const importDocument = z.object({
  outcome: z.enum(['accepted', 'accepted-with-warnings', 'rejected']),
  files: z.array(importedFile),
  pictures: pictureCounts,
  /**
   * The captions file, where one was given; `used`: posts that have their caption from it, `left`: posts of the project
   * that keep another, or that a person took theirs from.
   */
  captions: importedFile.extend({ used: count, left: count }).nullish(),
  /**
   * Pictures by whether a file of boxes was found, and the number of boxes; `left`: those of posts of the project that
   * keep others. Missing: nobody gave any.
   */
  boxes: z.object({ found: count, missing: count, broken: count, regions: count, left: count }).nullish(),
})

/** What an update took over, by kind; `left`: somebody corrected these posts meanwhile; `pictures`: of new posts; `change`: what is undone as one. */
export const updateDocument = z.object({
  file: z.string(),
  added: count,
  retagged: count,
  corrected: count,
  reworded: count,
  gone: count,
  left: count,
  pictures: pictureCounts.nullable(),
  change: z.object({ id: count, title: z.string(), posts: count }).nullable(),
})

/** The comparison that was kept. */
export const agreementDocument = z.object({ agreement: count })

export const exportDocument = z.object({
  file: z.string(),
  format: z.string(),
  tweets: count,
  spans: count,
  sha256: z.string(),
})

export const predictDocument = z.object({
  tweets: count,
  spans: count,
  model: z.object({ name: z.string(), sha256: z.string() }),
  device: z.string(),
  deviceFailure: z.string().nullable(),
  seconds: z.number(),
  tweetsPerSecond: z.number(),
})

export type ImportDocument = z.infer<typeof importDocument>
export type ImportProblem = z.infer<typeof problem>
