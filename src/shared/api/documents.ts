import { z } from './zod.ts'
import { CHANGE_KINDS } from '../domain/fileChange.ts'
import { TAG_SCHEMES } from '../domain/tagScheme.ts'
import { OFFSET_UNITS } from '../domain/textOffsets.ts'
import { count, id } from './method.ts'
import { label, span } from './schemas.ts'

export const projectSummary = z.strictObject({
  name: z.string(),
  /** Where it is, for display only. */
  location: z.string(),
  readOnly: z.boolean(),
  labels: z.array(label),
  /** Grows when a snapshot is restored: what was known of posts, and could be undone, is no more. */
  restored: count,
  posts: count,
  reviewed: count,
  flagged: count,
  /** Posts that have a prediction of the current model run. */
  predicted: count,
  pictures: z.strictObject({ ok: count, missing: count, broken: count, none: count }),
  captions: count,
  splits: z.array(z.strictObject({ name: z.string().nullable(), posts: count, spans: count })),
  files: z.array(
    z.strictObject({
      id,
      name: z.string(),
      format: z.string(),
      posts: count,
      problems: count,
      importedAt: z.string(),
    }),
  ),
  /** Everybody who corrected or accepted a post, by name. */
  reviewers: z.array(z.string()),
  modelRun: z
    .strictObject({ id, model: z.string(), sha256: z.string(), at: z.string(), device: z.string() })
    .nullable(),
})

export const importPreview = z.strictObject({
  files: z.array(
    z.strictObject({
      name: z.string(),
      format: z.string(),
      /** What the content looks like, in words; null: nothing that is known. */
      takenFor: z.string().nullable(),
      /** The readings among which a person has to choose; empty: it is clear. */
      readings: z.array(z.strictObject({ format: z.string(), as: z.string() })),
      encoding: z.string(),
      /** Keys and values `columns` of the options may have for this file; null: none. */
      columns: z.strictObject({ parts: z.array(z.string()), columns: z.array(z.string()) }).nullable(),
      /** Types of the first posts as the file calls them. */
      types: z.array(z.string()),
      /** First posts as they will be stored. */
      posts: z.array(
        z.strictObject({
          externalId: z.string(),
          tokens: z.array(z.string()),
          spans: z.array(span).nullable(),
          picture: z.string().nullable(),
        }),
      ),
      problems: z.array(
        z.strictObject({ severity: z.string(), line: z.number().nullable(), message: z.string() }),
      ),
    }),
  ),
})

const versionOfPost = z.strictObject({ tokens: z.array(z.string()), spans: z.array(span).nullable() })

/** The answer of `import.compare`: how many of each kind, and the first of each. */
export const fileComparison = z.strictObject({
  counts: z.strictObject({ added: count, retagged: count, corrected: count, reworded: count, gone: count }),
  first: z.array(
    z.strictObject({
      kind: z.enum(CHANGE_KINDS),
      externalId: z.string(),
      /** As the project has it; null: it has not. */
      before: versionOfPost.nullable(),
      /** As the file has it; null: it has not. */
      after: versionOfPost.nullable(),
    }),
  ),
})

export const exportOptions = z.strictObject({
  /** Name of a format (`formats.list`), or `retrain`. */
  format: z.string().max(40),
  which: z.enum(['all', 'reviewed']),
  tags: z.enum(['gold', 'predicted']),
  /** Write MISC as OTHER, as Twitter-2015 does. */
  miscAsOther: z.boolean(),
  /** One of the shapes of the format; null: as the ending of the file's name says. */
  variant: z.string().max(40).nullable().optional(),
  scheme: z.enum(TAG_SCHEMES).nullable().optional(),
  offsets: z.enum(OFFSET_UNITS).nullable().optional(),
  delimiter: z.string().max(1).nullable().optional(),
  /** Guards cells against being run as formulas and opens with a byte-order mark. */
  spreadsheet: z.boolean().optional(),
  /** Leaves out, with a list, posts that the format cannot hold; otherwise they keep the file from being written. */
  leaveOut: z.boolean().optional(),
  /** Leaves out spans inside others and of parts of tokens, with a list beside the file, where the format cannot hold them. */
  leaveOutInner: z.boolean().optional(),
  /** Writes a zip of the posts, their pictures and a manifest; missing: as the ending of the file's name says. */
  zip: z.boolean().optional(),
  /** Types by the names they are to have in the file; an empty name: they are not written. */
  labels: z.record(z.string(), z.string().max(60)).nullable().optional(),
})

export const modelSummary = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  size: z.string(),
  sha256: z.string(),
  bundled: z.boolean(),
  labels: z.array(z.string()),
  parameters: z.number(),
  /** The training card of the pack, as it stands in its manifest. */
  card: z.json(),
  /** Null: sound; else why it cannot be used. */
  problem: z.string().nullable(),
})

export const lintReport = z.strictObject({
  posts: count,
  /** Entities counted the conlleval way and the strict IOB2 way. */
  entities: z.strictObject({ conlleval: count, strict: count }),
  kinds: z.array(
    z.strictObject({
      kind: z.enum(['orphan-inside', 'type-switch', 'unknown-label', 'not-a-tag']),
      tags: count,
      posts: count,
    }),
  ),
  examples: z.array(
    z.strictObject({
      postId: id,
      externalId: z.string(),
      tokens: z.array(z.string()),
      tags: z.array(z.string()),
      problems: z.array(z.strictObject({ kind: z.string(), index: id, tag: z.string() })),
    }),
  ),
})
