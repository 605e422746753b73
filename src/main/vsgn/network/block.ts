import type { Graph, Var } from '../../autodiff/graph.ts'
import { layerNorm, linear, where } from '../../autodiff/ops/index.ts'
import { sizeAt } from '../../autodiff/shapes.ts'
import type { VsgnConfig } from './config.ts'
import type { ParameterScope } from './parameters.ts'

/** What every block of the network builds with. */
export interface Block {
  readonly config: VsgnConfig
  readonly graph: Graph
  readonly parameters: ParameterScope
  /** Drops values in training; the identity in serving. */
  readonly dropout: (x: Var, rate: number) => Var
}

/** x W + b to a new width, with parameters `name.weight` and `name.bias`. */
export function project({ parameters }: Block, name: string, x: Var, width: number): Var {
  const weight = parameters.weight(`${name}.weight`, sizeAt(x.shape, -1), width)
  return linear(x, weight, parameters.zeros(`${name}.bias`, [width]))
}

/** x W to a new width, with the parameter `name.weight`. */
export function projectWithoutBias({ parameters }: Block, name: string, x: Var, width: number): Var {
  return linear(x, parameters.weight(`${name}.weight`, sizeAt(x.shape, -1), width), null)
}

/** Layer normalisation with parameters `name.scale` and `name.shift`. */
export function normalise({ parameters }: Block, name: string, x: Var): Var {
  const width = sizeAt(x.shape, -1)
  return layerNorm(x, parameters.ones(`${name}.scale`, [width]), parameters.zeros(`${name}.shift`, [width]))
}

/** So low that softmax gives exactly zero beside any real score. */
const NEVER = -1e9

/** What to add to scores so that softmax leaves out the positions whose mask is false. */
export function maskedOut(mask: Var): Var {
  return where(mask, mask.graph.scalar(0), mask.graph.scalar(NEVER))
}
