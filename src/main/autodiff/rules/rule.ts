import type { TapeEntry, Var } from '../graph.ts'

/**
 * What an operation does to the gradient of the loss: from the tape entry and dL/d(output), one thunk an
 * input that builds dL/d(input) in that input's shape. Thunks of inputs whose gradient nobody needs are not
 * called, so nothing is built for them.
 */
export type GradientRule = (entry: TapeEntry, gradient: Var) => readonly (() => Var)[]

export type GradientRules = Readonly<Record<string, GradientRule>>
