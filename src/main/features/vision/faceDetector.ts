import type { TensorData } from '../../onnx/ortSession.ts'
import { OrtSession } from '../../onnx/ortSession.ts'
import type { RgbPicture } from '../decodeImage.ts'
import type { PixelBox, ScoredBox } from './boxes.ts'
import { clampBox, surestBoxes } from './boxes.ts'
import { cropPicture, letterbox, unboxed } from './letterbox.ts'

/** Surer than this is a clear face; below it, stones and logos begin to look back. */
const LEAST_SCORE = 0.7
const MOST_OVERLAP = 0.3
/** Grids of anchors: cells on a side, anchors a cell, and the outputs with their scores and boxes. */
const GRIDS = [
  { side: 16, anchors: 2, scores: 'Identity', boxes: 'Identity_2' },
  { side: 8, anchors: 6, scores: 'Identity_1', boxes: 'Identity_3' },
] as const
/** Numbers a box: its middle and size, then six points of the face, which are not read. */
const BOX_NUMBERS = 16

/** BlazeFace: sees that there is a face. Nothing of the face itself is kept. */
export class FaceDetector {
  readonly #session: OrtSession
  readonly #size: number

  private constructor(session: OrtSession, size: number) {
    this.#session = session
    this.#size = size
  }

  /** `size`: pixels of the square the network takes. */
  static async load(model: Uint8Array, size: number, threads: number): Promise<FaceDetector> {
    return new FaceDetector(await OrtSession.create(model, { device: 'cpu', threads }), size)
  }

  /** Clear faces in pixels of the picture, surest first. */
  async detect(picture: RgbPicture): Promise<ScoredBox[]> {
    const size = this.#size
    const frame = await letterbox(picture, size)
    const values = Float32Array.from(frame.square.pixels, (value) => value / 127.5 - 1)
    const outputs = await this.#session.run({
      input: { dtype: 'float32', shape: [1, size, size, 3], values },
    })
    const valuesOf = (name: string): Float32Array => (outputs[name] as TensorData).values as Float32Array
    const found = GRIDS.flatMap(({ side, anchors, scores, boxes }) =>
      readGrid(side, anchors, size, valuesOf(scores), valuesOf(boxes)),
    )
    return surestBoxes(found, MOST_OVERLAP).map(({ score, box }) => ({
      score,
      box: clampBox(unboxed(box, frame), picture.width, picture.height),
    }))
  }

  /** Clear faces in the upper half of a person, in pixels of the picture. */
  async detectIn(picture: RgbPicture, person: PixelBox): Promise<ScoredBox[]> {
    const left = Math.floor(person.left)
    const top = Math.floor(person.top)
    const width = Math.min(picture.width, Math.ceil(person.right)) - left
    const height = Math.min(picture.height, Math.ceil((person.top + person.bottom) / 2)) - top
    if (width < LEAST_PIXELS || height < LEAST_PIXELS) return []
    const faces = await this.detect(cropPicture(picture, left, top, width, height))
    return faces.map(({ score, box }) => ({
      score,
      box: {
        left: box.left + left,
        top: box.top + top,
        right: box.right + left,
        bottom: box.bottom + top,
      },
    }))
  }
}

/** A smaller cut shows no face that could be called clear. */
const LEAST_PIXELS = 24

function readGrid(
  side: number,
  anchors: number,
  size: number,
  scores: Float32Array,
  boxes: Float32Array,
): ScoredBox[] {
  const found: ScoredBox[] = []
  for (let index = 0; index < side * side * anchors; index++) {
    const score = 1 / (1 + Math.exp(-(scores[index] as number)))
    if (score < LEAST_SCORE) continue
    const cell = Math.floor(index / anchors)
    const number = (at: number): number => boxes[index * BOX_NUMBERS + at] as number
    const x = (((cell % side) + 0.5) / side) * size + number(0)
    const y = ((Math.floor(cell / side) + 0.5) / side) * size + number(1)
    const [width, height] = [number(2), number(3)]
    found.push({
      score,
      box: { left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2 },
    })
  }
  return found
}
