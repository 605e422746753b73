import type { TensorData } from '../../onnx/ortSession.ts'
import { OrtSession } from '../../onnx/ortSession.ts'
import type { RgbPicture } from '../decodeImage.ts'
import { resizePicture } from '../decodeImage.ts'
import type { Point, RotatedBox } from './rotatedBox.ts'
import { grownBox, smallestBox } from './rotatedBox.ts'

/** A smaller picture is raised to this side; larger ones come in as they are. */
const LEAST_SIDE = 640
/** Sides are multiples of this. */
const STEP = 32
/** Blue, green, red. */
const MEAN = [0.485, 0.456, 0.406] as const
const DEVIATION = [0.229, 0.224, 0.225] as const
/** Probability of a pixel of text, mean of a stretch of them, and pixels of the shorter side. */
const LEAST_PIXEL = 0.3
const LEAST_MEAN = 0.6
const LEAST_HEIGHT = 3
/** The network marks the core of a line; its box is grown by this share of area over perimeter. */
const GROWTH = 1.6

/** PP-OCR detection: where text stands in a picture. */
export class TextDetector {
  readonly #session: OrtSession
  readonly #input: string

  private constructor(session: OrtSession) {
    this.#session = session
    this.#input = session.inputNames[0] ?? 'x'
  }

  static async load(model: Uint8Array, threads: number): Promise<TextDetector> {
    return new TextDetector(await OrtSession.create(model, { device: 'cpu', threads }))
  }

  /** Boxes of lines, in pixels of the picture. */
  async detect(picture: RgbPicture): Promise<RotatedBox[]> {
    const raise = Math.max(1, LEAST_SIDE / Math.max(picture.width, picture.height))
    const side = (size: number): number => Math.max(STEP, Math.round((size * raise) / STEP) * STEP)
    const [width, height] = [side(picture.width), side(picture.height)]
    const scaled = await resizePicture(picture, width, height)
    const shape = [1, 3, height, width]
    const values = normalised(scaled)
    const outputs = await this.#session.run({ [this.#input]: { dtype: 'float32', shape, values } })
    const [map] = Object.values(outputs) as [TensorData]
    const boxes = stretches(map.values as Float32Array, width, height).flatMap(
      (points) => lineBox(points) ?? [],
    )
    // both sides were rounded to their own multiple; lines lean too little for the difference to matter
    const [x, y] = [picture.width / width, picture.height / height]
    return boxes.map(({ centre, angle, ...box }) => ({
      centre: { x: centre.x * x, y: centre.y * y },
      width: box.width * x,
      height: box.height * y,
      angle,
    }))
  }
}

function normalised({ width, height, pixels }: RgbPicture): Float32Array {
  const count = width * height
  const values = new Float32Array(3 * count)
  for (let channel = 0; channel < 3; channel++) {
    const mean = MEAN[channel] as number
    const deviation = DEVIATION[channel] as number
    for (let at = 0; at < count; at++)
      values[channel * count + at] = ((pixels[at * 3 + 2 - channel] as number) / 255 - mean) / deviation
  }
  return values
}

/** Pixels of text that touch each other, corners included, where they are text on the whole. */
export function stretches(map: Float32Array, width: number, height: number): Point[][] {
  const seen = new Uint8Array(map.length)
  const found: Point[][] = []
  for (let start = 0; start < map.length; start++) {
    if (seen[start] === 1 || (map[start] as number) < LEAST_PIXEL) continue
    const pixels = [start]
    seen[start] = 1
    let sum = 0
    for (let next = 0; next < pixels.length; next++) {
      const pixel = pixels[next] as number
      sum += map[pixel] as number
      for (const neighbour of neighbours(pixel, width, height))
        if (seen[neighbour] === 0 && (map[neighbour] as number) >= LEAST_PIXEL) {
          seen[neighbour] = 1
          pixels.push(neighbour)
        }
    }
    if (sum / pixels.length >= LEAST_MEAN)
      found.push(pixels.map((pixel) => ({ x: (pixel % width) + 0.5, y: Math.floor(pixel / width) + 0.5 })))
  }
  return found
}

function neighbours(pixel: number, width: number, height: number): number[] {
  const [x, y] = [pixel % width, Math.floor(pixel / width)]
  const around: number[] = []
  for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++)
    for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++)
      around.push(row * width + column)
  return around
}

/** The box of a line from the pixels of its core; null where they are too few to read. */
function lineBox(points: readonly Point[]): RotatedBox | null {
  const core = smallestBox(points)
  if (Math.min(core.width, core.height) < LEAST_HEIGHT) return null
  const distance = (core.width * core.height * GROWTH) / (2 * (core.width + core.height))
  return grownBox(core, distance)
}
