import { z } from './zod.ts'
import type { ShownRegion, SpanEvidence, SpanExplanation } from '../domain/explanation.ts'
import { count } from './method.ts'
import { pictureBox, span } from './schemas.ts'

const numbers = z.array(z.number())
const readings = z.array(z.strictObject({ type: z.string().nullable(), score: z.number() }))

/** The schema of `SpanExplanation`, which says what each field means. */
const spanExplanation = z.strictObject({
  model: z.strictObject({ name: z.string(), sha256: z.string() }),
  start: count,
  end: count,
  readings,
  distance: z.number(),
  withoutPicture: readings.nullable(),
  withoutCaption: readings.nullable(),
  wholePost: z.array(z.strictObject({ spans: z.array(span), score: z.number() })),
  tags: z.array(z.string()),
  marginals: z.array(numbers),
  captionWords: z.array(z.string()),
  neighbours: z.array(
    z.strictObject({ token: count, kind: z.enum(['token', 'caption']), index: count, weight: z.number() }),
  ),
  fusionGate: numbers.nullable(),
  textChannels: numbers.nullable(),
  captionChannels: numbers.nullable(),
  picture: z
    .strictObject({
      rows: count,
      columns: count,
      alignment: z.array(numbers).nullable(),
      patchGate: numbers,
      regionGate: numbers,
    })
    .nullable(),
}) satisfies z.ZodType<SpanExplanation>

const shownRegion = z.strictObject({
  label: z.string().nullable(),
  score: z.number(),
  box: pictureBox,
}) satisfies z.ZodType<ShownRegion>

/** The schema of `SpanEvidence`. */
export const spanEvidence = spanExplanation.extend({
  regions: z.array(shownRegion),
  noPicture: z.string().nullable(),
}) satisfies z.ZodType<SpanEvidence>
