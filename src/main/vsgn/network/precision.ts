import type { OnnxModel } from '../../onnx/onnxModel.ts'
import { withByteProducts } from './byteProducts.ts'
import { withHalfProducts } from './halfProducts.ts'

/** How the matrix products of a serving graph are computed: int8 on the CPU alone, float16 on a GPU that has it. */
export const PRECISIONS = ['float32', 'float16', 'int8'] as const
export type Precision = (typeof PRECISIONS)[number]

/** The model with its products over stored weights computed so. */
export function inPrecision(model: OnnxModel, precision: Precision): OnnxModel {
  switch (precision) {
    case 'float32':
      return model
    case 'float16':
      return withHalfProducts(model)
    case 'int8':
      return withByteProducts(model)
  }
}
