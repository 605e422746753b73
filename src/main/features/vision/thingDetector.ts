import type { TensorData } from '../../onnx/ortSession.ts'
import { OrtSession } from '../../onnx/ortSession.ts'
import type { RgbPicture } from '../decodeImage.ts'
import type { PixelBox, ScoredBox } from './boxes.ts'
import { clampBox, surestBoxes } from './boxes.ts'
import { COCO_LABELS } from './cocoLabels.ts'
import type { Letterbox } from './letterbox.ts'
import { letterbox, unboxed } from './letterbox.ts'

export interface DetectedThing extends ScoredBox {
  /** Number of the class in COCO_LABELS. */
  readonly label: number
}

export interface DetectedThings {
  /** In pixels of the picture, surest first. */
  readonly things: readonly DetectedThing[]
  /** The best score of each class anywhere in the picture, [80]. */
  readonly classScores: Float32Array
  /** What the network makes of each of the GRID × GRID cells of the square, [GRID, GRID, FEATURE_WIDTH]. */
  readonly cells: Float32Array
  readonly frame: Letterbox
}

const SIZE = 416
/** Cells of the coarsest grid on a side; its numbers are the inner value `Add_27` of the network. */
export const GRID = 13
export const CELL_PIXELS = SIZE / GRID

/** Blue, green, red, as the network was trained. */
const MEAN = [103.53, 116.28, 123.675] as const
const DEVIATION = [57.375, 57.12, 58.395] as const

/** Outputs of each grid: its stride in pixels, class scores, and the distances of the four sides as 11 bins each. */
const GRIDS = [
  { stride: 8, scores: 'Identity', sides: 'Identity_3' },
  { stride: 16, scores: 'Identity_1', sides: 'Identity_4' },
  { stride: 32, scores: 'Identity_2', sides: 'Identity_5' },
] as const
const BINS = 11
const CLASSES = COCO_LABELS.length

/** Fainter detections are no evidence at all. */
const LEAST_SCORE = 0.25
const MOST_OVERLAP = 0.5

/** NanoDet-g: finds things of 80 classes. */
export class ThingDetector {
  readonly #session: OrtSession

  private constructor(session: OrtSession) {
    this.#session = session
  }

  static async load(model: Uint8Array, threads: number): Promise<ThingDetector> {
    return new ThingDetector(await OrtSession.create(model, { device: 'cpu', threads }))
  }

  async detect(picture: RgbPicture): Promise<DetectedThings> {
    const frame = await letterbox(picture, SIZE)
    const input = { dtype: 'float32', shape: [1, 3, SIZE, SIZE], values: normalised(frame.square) } as const
    const outputs = await this.#session.run({ input_1: input })
    const valuesOf = (name: string): Float32Array => (outputs[name] as TensorData).values as Float32Array
    const classScores = new Float32Array(CLASSES)
    const found: DetectedThing[] = []
    for (const { stride, scores, sides } of GRIDS)
      readGrid(stride, valuesOf(scores), valuesOf(sides), classScores, found)
    const things = COCO_LABELS.flatMap((_, label) =>
      surestBoxes(
        found.filter((thing) => thing.label === label),
        MOST_OVERLAP,
      ),
    )
    return {
      things: things
        .map((thing) => ({
          ...thing,
          box: clampBox(unboxed(thing.box, frame), picture.width, picture.height),
        }))
        .sort((a, b) => b.score - a.score),
      classScores,
      cells: valuesOf('features'),
      frame,
    }
  }
}

/** Channels first, each channel less its mean and over its deviation. */
function normalised({ pixels }: RgbPicture): Float32Array {
  const count = SIZE * SIZE
  const values = new Float32Array(3 * count)
  for (let channel = 0; channel < 3; channel++) {
    const mean = MEAN[channel] as number
    const deviation = DEVIATION[channel] as number
    for (let at = 0; at < count; at++)
      values[channel * count + at] = ((pixels[at * 3 + 2 - channel] as number) - mean) / deviation
  }
  return values
}

/** Adds what one grid found, in pixels of the square. */
function readGrid(
  stride: number,
  scores: Float32Array,
  sides: Float32Array,
  classScores: Float32Array,
  found: DetectedThing[],
): void {
  const side = SIZE / stride
  for (let cell = 0; cell < side * side; cell++)
    for (let label = 0; label < CLASSES; label++) {
      const score = scores[cell * CLASSES + label] as number
      if (score > (classScores[label] as number)) classScores[label] = score
      if (score >= LEAST_SCORE) found.push({ label, score, box: boxOf(cell, side, stride, sides) })
    }
}

/** The sides lie at the expected distances from the middle of the cell: left, top, right, bottom. */
function boxOf(cell: number, side: number, stride: number, sides: Float32Array): PixelBox {
  const x = ((cell % side) + 0.5) * stride
  const y = (Math.floor(cell / side) + 0.5) * stride
  const distance = (edge: number): number => expectation(sides, (cell * 4 + edge) * BINS) * stride
  return { left: x - distance(0), top: y - distance(1), right: x + distance(2), bottom: y + distance(3) }
}

/** Σ n · softmax(bins)ₙ */
function expectation(bins: Float32Array, from: number): number {
  let total = 0
  let sum = 0
  for (let bin = 0; bin < BINS; bin++) {
    const weight = Math.exp(bins[from + bin] as number)
    total += weight
    sum += weight * bin
  }
  return sum / total
}
