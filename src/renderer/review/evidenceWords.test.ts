import { expect, test } from 'vitest'
import type { PictureExplanation, SpanEvidence } from '../../shared/domain/explanation.ts'
import {
  gateWords,
  lookWords,
  meanAlignment,
  neighbourWords,
  readingWords,
  regionWords,
} from './evidenceWords.ts'

const whole = { left: 0, top: 0, width: 1, height: 1 }
const picture: PictureExplanation = {
  rows: 3,
  columns: 3,
  alignment: [
    [0.5, 0.1, 0.1, 0.1, 0.1, 0.1, 0, 0, 0],
    [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0, 0, 0.4],
  ],
  patchGate: [],
  regionGate: [0.1, 0.3, 0.001],
}
const evidence: SpanEvidence = {
  model: { name: 'm', sha256: '' },
  start: 1,
  end: 3,
  readings: [],
  distance: 0,
  withoutPicture: null,
  withoutCaption: null,
  wholePost: [],
  tags: [],
  marginals: [],
  captionWords: ['a', 'bird'],
  neighbours: [
    { token: 1, kind: 'token', index: 2, weight: 0.9 },
    { token: 1, kind: 'token', index: 0, weight: 0.5 },
    { token: 2, kind: 'caption', index: 1, weight: 0.7 },
    { token: 2, kind: 'token', index: 0, weight: 0.6 },
  ],
  fusionGate: [0.2, 0.4],
  textChannels: null,
  captionChannels: null,
  picture,
  regions: [
    { label: null, score: 1, box: whole },
    { label: 'person', score: 0.9, box: whole },
    { label: 'cup', score: 0.5, box: whole },
  ],
  noPicture: null,
}

test('tokens look where their mean share is largest', () => {
  const shares = meanAlignment(picture)
  expect(shares?.[0]).toBeCloseTo(0.3)
  expect(shares?.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1)
  expect(lookWords(picture, shares ?? [])).toBe('most at the upper left, .30 (evenly spread: .11)')
  expect(lookWords(picture, [0, 0, 0, 0, 1, 0, 0, 0, 0])).toContain('at the centre, 1.00')
  expect(lookWords(picture, [0, 0, 0, 0, 0, 1, 0, 0, 0])).toContain('at the right middle')
})

test('a model without graphs or picture has no alignment to draw', () => {
  expect(meanAlignment(null)).toBeNull()
  expect(meanAlignment({ ...picture, alignment: null })).toBeNull()
  expect(gateWords({ ...evidence, fusionGate: null })).toBeNull()
  expect(neighbourWords({ ...evidence, neighbours: [] }, [])).toBeNull()
})

test('regions, neighbours and the gate are named, strongest first and each once', () => {
  expect(regionWords(evidence)).toBe('person .30, the whole picture .10')
  expect(regionWords({ ...evidence, picture: null })).toBeNull()
  expect(neighbourWords(evidence, ['Ada', 'New', 'York'])).toBe('bird (caption) .70, Ada .60')
  expect(gateWords(evidence)).toBe('.30, more from the graphs')
  expect(readingWords({ type: null, score: 0.91 })).toBe('No entity .91')
})
