import { expect, test } from 'vitest'
import type { PictureFindings } from './pictureFindings.ts'
import { describeFindings } from './pictureFindings.ts'

const box = { left: 0, top: 0, width: 1, height: 1 }
const found = (labels: string[], texts: string[] = [], faces = 0): PictureFindings => ({
  regions: labels.map((label) => ({ label, score: 0.9, box })),
  faces,
  texts: texts.map((text) => ({ text, score: 0.9, box })),
})

test.each([
  [found([]), null],
  [found(['person']), 'a person'],
  [found(['person', 'sports ball', 'person'], ['FINALS']), 'two people, a sports ball; text: FINALS'],
  [found(['umbrella', 'bus', 'bus']), 'an umbrella, two buses'],
  [found(['dog', 'dog', 'dog']), 'several dogs'],
  [found([], [], 1), 'a person'],
  [found([], ['OPEN', 'TODAY']), 'text: OPEN / TODAY'],
])('%j is described as %s', (findings, line) => {
  expect(describeFindings(findings)).toBe(line)
})

test('a crowded picture is still one short line', () => {
  const line = describeFindings(found(['a', 'b', 'c', 'd', 'e', 'f'], ['1', '2', '3', '4']))
  expect(line).toBe('an a, a b, a c, a d; text: 1 / 2 / 3')
})
