import type { Var } from './graph.ts'
import { add } from './ops/elementwise.ts'
import { elementwiseRules } from './rules/elementwise.ts'
import { indexingRules } from './rules/indexing.ts'
import { matrixRules } from './rules/matrix.ts'
import { normaliseRules } from './rules/normalise.ts'
import { pairRules } from './rules/pairs.ts'
import { reduceRules } from './rules/reduce.ts'
import type { GradientRules } from './rules/rule.ts'
import { shapeRules } from './rules/shape.ts'
import { sizeOf } from './shapes.ts'

/** Every operation that differentiates, with its rule. */
export const gradientRules: GradientRules = {
  ...elementwiseRules,
  ...indexingRules,
  ...matrixRules,
  ...normaliseRules,
  ...pairRules,
  ...reduceRules,
  ...shapeRules,
}

/**
 * Adds the nodes of reverse-mode differentiation: dL/dx for each `wrt`, in x's shape. Only what these need is
 * built. Null where the loss does not depend on x. The loss must hold one value.
 */
export function gradients(loss: Var, wrt: readonly Var[]): (Var | null)[] {
  if (sizeOf(loss.shape) !== 1) throw new RangeError(`a loss holds one value, not [${loss.shape.join()}]`)
  const { tape } = loss.graph
  const forward = tape.slice()
  const needed = new Set<Var>(wrt)
  for (const entry of forward) if (entry.inputs.some((input) => needed.has(input))) needed.add(entry.output)

  const ones = loss.graph.constant('float32', [1], loss.shape)
  const gradientOf = new Map<Var, Var>([[loss, ones]])
  for (const entry of forward.reverse()) {
    const gradient = gradientOf.get(entry.output)
    if (gradient === undefined || !needed.has(entry.output)) continue
    const rule = gradientRules[entry.rule]
    if (rule === undefined) throw new Error(`no gradient rule for ${entry.rule}`)
    for (const [index, build] of rule(entry, gradient).entries()) {
      const input = entry.inputs[index]
      if (input === undefined || !needed.has(input)) continue
      const partial = build()
      const sum = gradientOf.get(input)
      gradientOf.set(input, sum === undefined ? partial : add(sum, partial))
    }
  }
  return wrt.map((input) => gradientOf.get(input) ?? null)
}
