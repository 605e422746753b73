import type { ShownRegion } from '../../../shared/domain/explanation.ts'
import type { PictureFeatures } from '../pictureFeatures.ts'
import { COCO_LABELS } from './cocoLabels.ts'
import { FEATURE_WIDTH, PICTURE_SHAPE } from './pictureShape.ts'

/** The regions a network was shown, read back from its numbers, in their order: the first is the picture itself. */
export function shownRegions({ regions }: PictureFeatures): ShownRegion[] {
  const width = PICTURE_SHAPE.regionWidth
  return Array.from({ length: Math.floor(regions.length / width) }, (_, index): ShownRegion => {
    const row = regions.subarray(index * width, (index + 1) * width)
    const classScores = row.subarray(FEATURE_WIDTH, FEATURE_WIDTH + COCO_LABELS.length)
    const geometry = row.subarray(FEATURE_WIDTH + COCO_LABELS.length)
    const [left = 0, top = 0, wide = 0, high = 0, score = 0] = geometry
    const label = index === 0 ? null : (COCO_LABELS[classScores.indexOf(Math.max(...classScores))] ?? null)
    return { label, score, box: { left, top, width: wide, height: high } }
  })
}
