import { describe, expect, it } from 'vitest'
import { Graph } from './graph.ts'
import * as ops from './ops/index.ts'

describe('Graph', () => {
  it('leaves out of the model what no output needs', () => {
    const graph = new Graph()
    const x = graph.input('x', 'float32', [2])
    const unused = graph.input('unused', 'float32', [2])
    ops.exp(unused)
    const model = graph.model('small', { y: ops.add(x, 1) })
    expect(model.inputs.map(({ name }) => name)).toEqual(['x'])
    expect(model.nodes.map(({ op }) => op)).toEqual(['Add', 'Identity'])
    expect(model.outputs).toEqual([{ name: 'y', dtype: 'float32', shape: [2] }])
  })

  it('stores equal small constants once', () => {
    const graph = new Graph()
    expect(graph.scalar(2)).toBe(graph.scalar(2))
    expect(graph.constant('int64', [2])).not.toBe(graph.constant('float32', [2]))
    expect(graph.constant('float32', [1, 2], [2, 1])).not.toBe(graph.constant('float32', [1, 2]))
  })

  it('refuses a name twice', () => {
    const graph = new Graph()
    graph.input('x', 'float32', [2])
    expect(() => graph.input('x', 'float32', [2])).toThrow('already has an input or initialiser "x"')
    expect(() => graph.initialiser('x', 'float32', new Float32Array(2), [2])).toThrow('"x"')
  })

  it('refuses shapes that do not fit when the operation is applied, not when it runs', () => {
    const graph = new Graph()
    const x = graph.input('x', 'float32', [2, 3])
    expect(() => ops.add(x, graph.input('y', 'float32', [2]))).toThrow('do not broadcast')
    expect(() => ops.matmul(x, x)).toThrow('matmul of [2,3] and [2,3]')
    expect(() => ops.linear(x, graph.input('w', 'float32', [2, 2]), null)).toThrow('with weight [2,2]')
    expect(() => ops.reshape(x, [5])).toThrow('reshape of [2,3] to [5]')
    expect(() => ops.slice(x, 1, 2, 4)).toThrow('slice 2-4 of axis 1')
    expect(() => ops.concat([], 0)).toThrow('concat of nothing')
    expect(() => ops.lookUp(x, x)).toThrow('needs int32 indices')
  })
})
