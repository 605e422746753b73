import { SeededRandom } from '../../autodiff/seededRandom.ts'
import { sizeOf } from '../../autodiff/shapes.ts'
import type { Shape } from '../../autodiff/shapes.ts'
import type { Var } from '../../autodiff/graph.ts'

/** How a parameter starts out: one value everywhere, or normal with a deviation. */
export type Initialisation = { readonly value: number } | { readonly deviation: number }

/**
 * `encoder` continues from pre-training and learns slowly, `new` are VSGN's own modules, `head` are the
 * outputs and extras, which learn fastest.
 */
export type ParameterGroup = 'encoder' | 'new' | 'head'

export interface ParameterSpec {
  /** Dotted path; the first part is the module. */
  readonly name: string
  readonly shape: Shape
  readonly initialisation: Initialisation
  readonly group: ParameterGroup
  /** Whether weight decay applies: to matrices, not to biases, scales and single numbers. */
  readonly decays: boolean
}

export type ParameterValues = ReadonlyMap<string, Float32Array>

const HEAD = /^(output|crf)\.|^input\.extras\./u
const ENCODER = /^(input|encoder)\./u

function groupOf(name: string): ParameterGroup {
  if (HEAD.test(name)) return 'head'
  return ENCODER.test(name) ? 'encoder' : 'new'
}

/**
 * The parameters of a network under construction. Blocks ask for theirs by name where they use them, so the
 * network's definition is also the list of its parameters.
 */
export class ParameterScope {
  readonly #specs = new Map<string, ParameterSpec>()
  readonly #variables = new Map<string, Var>()
  readonly #provide: (spec: ParameterSpec) => Var

  /** `provide` puts a parameter into the graph: as an input for training, with its values for serving. */
  constructor(provide: (spec: ParameterSpec) => Var) {
    this.#provide = provide
  }

  /** Everything asked for so far, in that order. */
  get specs(): readonly ParameterSpec[] {
    return [...this.#specs.values()]
  }

  variable(name: string): Var {
    const known = this.#variables.get(name)
    if (known === undefined) throw new Error(`no parameter "${name}" was used`)
    return known
  }

  /** A matrix [from, to], normal with the deviation that keeps the variance of what passes through. */
  weight(name: string, from: number, to: number): Var {
    return this.get(name, [from, to], { deviation: Math.sqrt(2 / (from + to)) })
  }

  zeros(name: string, shape: Shape): Var {
    return this.get(name, shape, { value: 0 })
  }

  ones(name: string, shape: Shape): Var {
    return this.get(name, shape, { value: 1 })
  }

  /** The parameter of this name; asking again gives the same one, asking for another shape throws. */
  get(name: string, shape: Shape, initialisation: Initialisation): Var {
    const known = this.#variables.get(name)
    if (known !== undefined) {
      if (known.shape.join() !== shape.join())
        throw new Error(`parameter "${name}" is [${known.shape.join()}], not [${shape.join()}]`)
      return known
    }
    const spec = { name, shape, initialisation, group: groupOf(name), decays: shape.length > 1 }
    const variable = this.#provide(spec)
    this.#specs.set(name, spec)
    this.#variables.set(name, variable)
    return variable
  }
}

/** Start values of all parameters. The same seed gives the same values; a parameter's do not depend on the others. */
export function initialParameters(specs: readonly ParameterSpec[], seed: number): Map<string, Float32Array> {
  return new Map(specs.map((spec) => [spec.name, initialValues(spec, seed)]))
}

function initialValues({ name, shape, initialisation }: ParameterSpec, seed: number): Float32Array {
  const values = new Float32Array(sizeOf(shape))
  if ('value' in initialisation) return values.fill(initialisation.value)
  const random = new SeededRandom(seed, ...Buffer.from(name))
  return values.map(() => random.normal() * initialisation.deviation)
}

/** The number of values in each module (the first part of the names), and in all. */
export function countParameters(specs: readonly ParameterSpec[]): {
  total: number
  modules: Record<string, number>
} {
  const modules: Record<string, number> = {}
  let total = 0
  for (const { name, shape } of specs) {
    const module = name.slice(0, name.indexOf('.'))
    modules[module] = (modules[module] ?? 0) + sizeOf(shape)
    total += sizeOf(shape)
  }
  return { total, modules }
}
