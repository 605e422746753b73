import type { TensorData } from '../../onnx/ortSession.ts'
import { OrtSession } from '../../onnx/ortSession.ts'
import type { RgbPicture } from '../decodeImage.ts'
import type { RotatedBox } from './rotatedBox.ts'

export interface ReadLine {
  readonly text: string
  /** Mean probability of its characters. */
  readonly score: number
}

const HEIGHT = 48
/** A line is cut here: 30 times as long as it is high. */
const MOST_WIDTH = HEIGHT * 30
/** A box this much higher than wide holds a line that runs upwards. */
const UPRIGHT = 1.5
const BLANK = 0

/** PP-OCR recognition, held to Latin script: with all its characters it reads Chinese into every texture. */
export class TextReader {
  readonly #session: OrtSession
  readonly #input: string
  /** Number of a class and its character; the blank is not among them. */
  readonly #characters: ReadonlyMap<number, string>

  private constructor(session: OrtSession, dictionary: readonly string[]) {
    this.#session = session
    this.#input = session.inputNames[0] ?? 'x'
    this.#characters = new Map([
      // class 0 is the blank, the last one the space
      ...dictionary.flatMap((character, index) =>
        isLatin(character) ? [[index + 1, character] as const] : [],
      ),
      [dictionary.length + 1, ' '] as const,
    ])
  }

  static async load(model: Uint8Array, dictionary: readonly string[], threads: number): Promise<TextReader> {
    return new TextReader(await OrtSession.create(model, { device: 'cpu', threads }), dictionary)
  }

  async read(picture: RgbPicture, box: RotatedBox): Promise<ReadLine> {
    const line = straightened(picture, box)
    const outputs = await this.#session.run({ [this.#input]: line })
    const [{ values, shape }] = Object.values(outputs) as [TensorData]
    return decodeLine(values as Float32Array, shape.at(-1) ?? 1, this.#characters)
  }
}

function isLatin(character: string): boolean {
  return /^[!-~\u00a1-\u024f]$/u.test(character)
}

/**
 * The likeliest character at each step; repeats and blanks between them fall away (CTC). `probabilities` is
 * [steps, classes].
 */
export function decodeLine(
  probabilities: Float32Array,
  classes: number,
  characters: ReadonlyMap<number, string>,
): ReadLine {
  let text = ''
  let sum = 0
  let count = 0
  let previous = BLANK
  for (let row = 0; row < probabilities.length; row += classes) {
    let best = BLANK
    for (const number of characters.keys())
      if ((probabilities[row + number] as number) > (probabilities[row + best] as number)) best = number
    if (best !== BLANK && best !== previous) {
      text += characters.get(best) ?? ''
      sum += probabilities[row + best] as number
      count++
    }
    previous = best
  }
  return { text: text.trim(), score: count === 0 ? 0 : sum / count }
}

/** The pixels of a leaning box as a level line 48 pixels high, blue green red, −1 to 1. */
function straightened(picture: RgbPicture, box: RotatedBox): TensorData {
  const upright = box.height >= UPRIGHT * box.width
  const [long, high] = upright ? [box.height, box.width] : [box.width, box.height]
  const width = Math.min(MOST_WIDTH, Math.max(HEIGHT, Math.round((HEIGHT * long) / Math.max(1, high))))
  const values = new Float32Array(3 * HEIGHT * width)
  const [cos, sin] = [Math.cos(box.angle), Math.sin(box.angle)]
  for (let row = 0; row < HEIGHT; row++)
    for (let column = 0; column < width; column++) {
      // shares of the line, from its middle; a line that runs upwards is read from below
      const [s, t] = [(column + 0.5) / width - 0.5, (row + 0.5) / HEIGHT - 0.5]
      const along = upright ? t * box.width : s * box.width
      const across = upright ? -s * box.height : t * box.height
      const x = box.centre.x + along * cos - across * sin - 0.5
      const y = box.centre.y + along * sin + across * cos - 0.5
      for (let channel = 0; channel < 3; channel++)
        values[(channel * HEIGHT + row) * width + column] = sample(picture, x, y, 2 - channel) / 127.5 - 1
    }
  return { dtype: 'float32', shape: [1, 3, HEIGHT, width], values }
}

/** Between the four pixels around a place; beyond the edge its pixels go on. */
function sample({ width, height, pixels }: RgbPicture, x: number, y: number, channel: number): number {
  const within = (value: number, size: number): number => Math.min(size - 1, Math.max(0, value))
  const [left, top] = [Math.floor(x), Math.floor(y)]
  const value = (column: number, row: number): number =>
    pixels[(within(row, height) * width + within(column, width)) * 3 + channel] as number
  const [right, below] = [x - left, y - top]
  const upper = value(left, top) * (1 - right) + value(left + 1, top) * right
  const lower = value(left, top + 1) * (1 - right) + value(left + 1, top + 1) * right
  return upper * (1 - below) + lower * below
}
