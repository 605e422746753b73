import { encodeOnnxModel } from '../onnx/onnxModel.ts'
import type { ComputeDevice } from '../onnx/ortSession.ts'
import { OrtSession } from '../onnx/ortSession.ts'
import { Graph } from './graph.ts'
import { add } from './ops/index.ts'

/** Whether a device runs anything at all here. */
export async function deviceAnswers(device: ComputeDevice): Promise<boolean> {
  const graph = new Graph()
  const x = graph.input('x', 'float32', [4])
  try {
    const model = encodeOnnxModel(graph.model('double', { doubled: add(x, x) }))
    const session = await OrtSession.create(model, { device, threads: 1 })
    await session.run({ x: { dtype: 'float32', shape: [4], values: new Float32Array(4) } })
    await session.dispose()
    return true
  } catch {
    return false
  }
}
