import { expect, test } from 'vitest'
import { COCO_LABELS } from './cocoLabels.ts'
import { networkPicture } from './networkPicture.ts'
import { FEATURE_WIDTH } from './pictureShape.ts'
import { shownRegions } from './shownRegions.ts'
import { GRID } from './thingDetector.ts'

test('the regions of a picture are read back in the order a network sees them, the largest and surest first', () => {
  const size = { width: 400, height: 200 }
  const [person, ball] = [COCO_LABELS.indexOf('person'), COCO_LABELS.indexOf('sports ball')]
  const features = networkPicture(
    {
      things: [
        { label: ball, score: 0.75, box: { left: 0, top: 0, right: 40, bottom: 20 } },
        { label: person, score: 0.5, box: { left: 100, top: 50, right: 300, bottom: 200 } },
      ],
      classScores: new Float32Array(COCO_LABELS.length).fill(0.1),
      cells: new Float32Array(GRID * GRID * FEATURE_WIDTH),
      frame: {
        square: { width: 416, height: 416, pixels: new Uint8Array() },
        scale: 1.04,
        inner: { left: 0, top: 104, right: 416, bottom: 312 },
      },
    },
    size,
    0,
  )
  expect(shownRegions(features)).toEqual([
    { label: null, score: 1, box: { left: 0, top: 0, width: 1, height: 1 } },
    { label: 'person', score: 0.5, box: { left: 0.25, top: 0.25, width: 0.5, height: 0.75 } },
    {
      label: 'sports ball',
      score: 0.75,
      box: { left: 0, top: 0, width: expect.closeTo(0.1) as number, height: expect.closeTo(0.1) as number },
    },
  ])
})
