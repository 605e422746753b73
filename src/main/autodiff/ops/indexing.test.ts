import { describe, expect, it } from 'vitest'
import { encodeOnnxModel } from '../../onnx/onnxModel.ts'
import { OrtSession } from '../../onnx/ortSession.ts'
import { Graph } from '../graph.ts'
import { cast } from './compare.ts'
import { isAmongLargest } from './indexing.ts'

async function chosen(rows: readonly (readonly number[])[], k: number): Promise<number[][]> {
  const graph = new Graph()
  const width = rows[0]?.length ?? 0
  const shape = [rows.length, width]
  const x = graph.input('x', 'float32', shape)
  const model = graph.model('largest', { mask: cast(isAmongLargest(x, k), 'float32') })
  const session = await OrtSession.create(encodeOnnxModel(model), { device: 'cpu', threads: 1 })
  const { mask } = await session.run({
    x: { dtype: 'float32', shape, values: Float32Array.from(rows.flat()) },
  })
  await session.dispose()
  const values = Array.from(mask?.values ?? [], Number)
  return rows.map((_, row) => values.slice(row * width, (row + 1) * width))
}

describe('isAmongLargest', () => {
  it('marks the k largest of each row', async () => {
    expect(
      await chosen(
        [
          [3, 1, 2, 5],
          [-4, -1, -3, -2],
        ],
        2,
      ),
    ).toEqual([
      [1, 0, 0, 1],
      [0, 1, 0, 1],
    ])
  })

  it('takes the earlier of equal values, and never more than k', async () => {
    expect(
      await chosen(
        [
          [1, 1, 1, 1],
          [2, 5, 2, 2],
        ],
        2,
      ),
    ).toEqual([
      [1, 1, 0, 0],
      [1, 1, 0, 0],
    ])
  })

  it('marks all where there are no more than k', async () => {
    expect(await chosen([[1, 0, 1]], 5)).toEqual([[1, 1, 1]])
  })
})
