import type { OnnxModel } from '../../onnx/onnxModel.ts'
import type { ProductRanges } from './byteProducts.ts'
import { withByteProducts } from './byteProducts.ts'
import { withHalfProducts } from './halfProducts.ts'

/** How the matrix products of a serving graph are computed: int8 on the CPU alone, float16 on a GPU that has it. */
export const PRECISIONS = ['float32', 'float16', 'int8'] as const
export type Precision = (typeof PRECISIONS)[number]

/** The model with its products over stored weights computed so; in int8 those whose ranges are known. */
export function inPrecision(model: OnnxModel, precision: Precision, ranges: ProductRanges): OnnxModel {
  switch (precision) {
    case 'float32':
      return model
    case 'float16':
      return withHalfProducts(model)
    case 'int8':
      return withByteProducts(model, ranges)
  }
}
