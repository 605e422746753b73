import { z } from './zod.ts'

/** One method: what goes in, what comes back, and whether it may change anything (writes run one at a time). */
export interface Method<P extends z.ZodType = z.ZodType, R extends z.ZodType = z.ZodType> {
  readonly params: P
  readonly result: R
  readonly mutates: boolean
}

/** A method that changes nothing; what it has worked out it may keep. */
export const read = <P extends z.ZodType, R extends z.ZodType>(params: P, result: R): Method<P, R> => ({
  params,
  result,
  mutates: false,
})
/** A method that may change something. */
export const write = <P extends z.ZodType, R extends z.ZodType>(params: P, result: R): Method<P, R> => ({
  params,
  result,
  mutates: true,
})

export const nothing = z.strictObject({})
/** A number the store gave. */
export const id = z.number().int().nonnegative()
export const count = id
/** A place in a list or a text, from 0. */
export const index = id
