import { expect, test } from 'vitest'
import { thingsFound } from './thingsFound.ts'

const box = { left: 0, top: 0, width: 1, height: 1 }
const thing = (label: string, score: number) => ({ label, score, box })

test('things are named with the scores of each, and faces are counted', () => {
  const regions = [thing('person', 0.91), thing('cup', 0.7), thing('person', 0.64)]
  expect(thingsFound({ regions, faces: 1, texts: [] })).toBe('person .91, .64; cup .70; 1 clear face')
  expect(thingsFound({ regions: [], faces: 3, texts: [] })).toBe('3 clear faces')
})

test('a picture of text alone shows no thing', () => {
  const texts = [{ text: 'FINALS', score: 0.9, box }]
  expect(thingsFound({ regions: [], faces: 0, texts })).toBe('No thing and no face that it knows')
})
