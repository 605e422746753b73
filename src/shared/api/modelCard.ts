import { z } from './zod.ts'

/**
 * The training card of a model pack, as far as it is drawn. Every part may be missing: packs of other makers and of
 * other versions say less, and what they say wrongly is left out rather than refused.
 */
const scores = z.object({ precision: z.number(), recall: z.number(), f1: z.number() })

const setScores = z.object({
  micro: scores,
  types: z.record(z.string(), scores.extend({ support: z.number() })).catch({}),
  interval95: z.tuple([z.number(), z.number()]).nullable().catch(null),
})

const setsOfScores = z
  .object({
    test: z.record(z.string(), setScores).catch({}),
    dev: z.record(z.string(), setScores).catch({}),
  })
  .optional()
  .catch(undefined)

/** Expected calibration error of span scores before and after the temperature, 0 to 1. */
const calibrationErrors = z
  .record(
    z.string(),
    z.object({ spans: z.number(), before: z.number().nullable(), after: z.number().nullable() }),
  )
  .catch({})

const dataSet = z.object({
  name: z.string(),
  posts: z.number(),
  /** What it was read from, by hash. */
  files: z.array(z.object({ file: z.string(), sha256: z.string() })).catch([]),
})
const dataSets = z.array(dataSet).catch([])
const words = z
  .union([z.string().transform((text) => [text]), z.array(z.string())])
  .optional()
  .catch(undefined)

export const modelCard = z.object({
  summary: words,
  reads: words,
  intendedUse: words,
  weaknesses: words,
  privacy: words,
  attribution: z
    .array(z.object({ name: z.string(), licence: z.string() }))
    .optional()
    .catch(undefined),
  seeds: z.array(z.number()).optional().catch(undefined),
  chosenEpoch: z.number().optional().catch(undefined),
  minutes: z.number().optional().catch(undefined),
  scores: setsOfScores,
  /** Of sets that were not read again when the pack came to be served otherwise. */
  earlier: setsOfScores,
  calibration: z
    .object({ temperature: z.number(), dev: calibrationErrors, test: calibrationErrors })
    .optional()
    .catch(undefined),
  data: z.object({ train: dataSets, dev: dataSets, test: dataSets }).optional().catch(undefined),
})

export type ModelCard = z.infer<typeof modelCard>
export type SetScores = z.infer<typeof setScores>

/** A card as it stands in a manifest; what is not there or not readable is absent. */
export function readCard(json: unknown): ModelCard {
  return modelCard.safeParse(json).data ?? {}
}
