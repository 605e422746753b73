import type { PictureFeatures } from '../pictureFeatures.ts'
import type { PixelBox } from './boxes.ts'
import { areaOf } from './boxes.ts'
import { COCO_LABELS, PERSON } from './cocoLabels.ts'
import type { DetectedThings } from './thingDetector.ts'
import { FACTS, FEATURE_WIDTH, GEOMETRY, PICTURE_SHAPE, SIDE, THINGS } from './pictureShape.ts'
import { CELL_PIXELS, GRID } from './thingDetector.ts'

/** Brings the numbers of the cells to a deviation of about one, over photographs. */
const CELL_SCALE = 16

/** A thing that is less sure than this is no person to be counted. */
const SURE_PERSON = 0.35

/**
 * What a network is shown of a picture. Patches are means of cells over a 7 × 7 grid on the picture, without the black
 * around it. A region is the mean of the cells it covers, the scores of its classes, where it lies, and what is known of
 * people; the first one is the picture itself, with the best score of each class anywhere in it.
 */
export function networkPicture(
  seen: DetectedThings,
  size: { readonly width: number; readonly height: number },
  faces: number,
): PictureFeatures {
  const { things, classScores, frame, cells } = seen
  const people = things.filter(({ label, score }) => label === PERSON && score >= SURE_PERSON).length
  const facts = Float32Array.of(
    Number(faces > 0),
    Number(people === 0),
    Number(people === 1),
    Number(people > 1),
  )
  const shown = things
    .toSorted((a, b) => b.score * areaOf(b.box) - a.score * areaOf(a.box))
    .slice(0, THINGS)
    .map(({ label, score, box }) => {
      const scores = new Float32Array(COCO_LABELS.length)
      scores[label] = score
      return region(cells, framed(box, frame.scale, frame.inner), shares(box, size), score, scores, NO_FACTS)
    })
  const whole = region(cells, frame.inner, [0, 0, 1, 1], 1, classScores, facts)
  const regions = new Float32Array((1 + shown.length) * PICTURE_SHAPE.regionWidth)
  for (const [index, row] of [whole, ...shown].entries()) regions.set(row, index * PICTURE_SHAPE.regionWidth)
  return { patches: patchesOf(cells, frame.inner), regions }
}

const NO_FACTS = new Float32Array(FACTS)

function region(
  cells: Float32Array,
  place: PixelBox,
  where: readonly number[],
  score: number,
  classScores: Float32Array,
  facts: Float32Array,
): Float32Array {
  const row = new Float32Array(PICTURE_SHAPE.regionWidth)
  row.set(meanOf(cells, place), 0)
  row.set(classScores, FEATURE_WIDTH)
  row.set([...where, score], FEATURE_WIDTH + COCO_LABELS.length)
  row.set(facts, FEATURE_WIDTH + COCO_LABELS.length + GEOMETRY)
  return row
}

function patchesOf(cells: Float32Array, { left, top, right, bottom }: PixelBox): Float32Array {
  const patches = new Float32Array(SIDE * SIDE * FEATURE_WIDTH)
  const [width, height] = [(right - left) / SIDE, (bottom - top) / SIDE]
  for (let patch = 0; patch < SIDE * SIDE; patch++) {
    const x = left + (patch % SIDE) * width
    const y = top + Math.floor(patch / SIDE) * height
    const place = { left: x, top: y, right: x + width, bottom: y + height }
    patches.set(meanOf(cells, place), patch * FEATURE_WIDTH)
  }
  return patches
}

/** Mean of the cells that a place of the square touches. */
function meanOf(cells: Float32Array, { left, top, right, bottom }: PixelBox): Float32Array {
  const first = (pixel: number): number => Math.min(GRID - 1, Math.max(0, Math.floor(pixel / CELL_PIXELS)))
  const last = (pixel: number, from: number): number =>
    Math.min(GRID - 1, Math.max(from, Math.ceil(pixel / CELL_PIXELS) - 1))
  const [column, row] = [first(left), first(top)]
  const [lastColumn, lastRow] = [last(right, column), last(bottom, row)]
  const mean = new Float32Array(FEATURE_WIDTH)
  for (let y = row; y <= lastRow; y++)
    for (let x = column; x <= lastColumn; x++)
      for (let at = 0; at < FEATURE_WIDTH; at++)
        mean[at] = (mean[at] as number) + (cells[(y * GRID + x) * FEATURE_WIDTH + at] as number)
  const scale = CELL_SCALE / ((lastRow - row + 1) * (lastColumn - column + 1))
  return mean.map((sum) => sum * scale)
}

/** A box of the picture in the square that the detector saw. */
function framed({ left, top, right, bottom }: PixelBox, scale: number, inner: PixelBox): PixelBox {
  return {
    left: left * scale + inner.left,
    top: top * scale + inner.top,
    right: right * scale + inner.left,
    bottom: bottom * scale + inner.top,
  }
}

/** Left, top, width, height in shares of the picture. */
function shares(
  { left, top, right, bottom }: PixelBox,
  { width, height }: { readonly width: number; readonly height: number },
): number[] {
  return [left / width, top / height, (right - left) / width, (bottom - top) / height]
}
