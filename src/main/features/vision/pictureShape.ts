import { COCO_LABELS } from './cocoLabels.ts'

/** Numbers that the detector has for each cell of its grid. */
export const FEATURE_WIDTH = 128
/** Patches on a side. */
export const SIDE = 7
/** Things beside the whole picture. */
export const THINGS = 4
/** Left, top, width, height in shares of the picture; the score. */
export const GEOMETRY = 5
/** A clear face; nobody, one person, several. */
export const FACTS = 4

/** The sizes a network needs for these eyes, by the names of its configuration. */
export const PICTURE_SHAPE = {
  patches: SIDE * SIDE,
  patchWidth: FEATURE_WIDTH,
  regions: 1 + THINGS,
  regionWidth: FEATURE_WIDTH + COCO_LABELS.length + GEOMETRY + FACTS,
} as const
